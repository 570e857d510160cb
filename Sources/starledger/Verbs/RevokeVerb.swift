internal import ArgumentParser
internal import BotGateway

/// `starledger revoke`: takes a product back.
struct RevokeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Takes back the newest unit of a product; the user is told."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var writing: WritingOptions

    @Argument(help: "The user's Telegram id.")
    var user: Int64

    @Argument(help: "The product, for example PASS_7D.")
    var sku: String

    @Option(help: "Why; recorded for ever.")
    var reason: String

    @Flag(help: "Do not tell the user.")
    var quiet = false

    func run() async throws {
        let arguments = RevokeArguments(
            user: self.user,
            sku: self.sku,
            reason: self.reason,
            quiet: self.quiet
        )
        try await reporting {
            try await WritingSession.run(.revoke(arguments), self.common, self.writing)
        }
    }
}
