internal import ArgumentParser
internal import Ledger
internal import Payments

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
        let sku = SKU(rawValue: self.sku)
        let command = Command.revoke(sku, reason: self.reason, isQuiet: self.quiet)
        try await reporting {
            try await WritingSession.run("revoke", self.common, self.writing) { session in
                try await session.carryOut(command, on: self.user, sku: sku)
            }
        }
    }
}
