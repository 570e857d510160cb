internal import ArgumentParser
internal import BotGateway

/// `starledger grant`: gives a product by hand.
struct GrantVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Gives a user a product; the user is told."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var writing: WritingOptions

    @Argument(help: "The user's Telegram id.")
    var user: Int64

    @Argument(help: "The product, for example TICKET_3.")
    var sku: String

    @Option(help: "Why; recorded for ever.")
    var reason: String

    @Option(help: "The payment that this fulfils by hand.")
    var charge: String?

    @Flag(help: "Do not tell the user.")
    var quiet = false

    func run() async throws {
        let arguments = GrantArguments(
            user: self.user,
            sku: self.sku,
            reason: self.reason,
            charge: self.charge,
            quiet: self.quiet
        )
        try await reporting {
            try await WritingSession.run(.grant(arguments), self.common, self.writing)
        }
    }
}
