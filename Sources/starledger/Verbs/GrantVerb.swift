internal import ArgumentParser
internal import Ledger
internal import Payments

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
        let grant = Grant(
            sku: SKU(rawValue: self.sku),
            reason: self.reason,
            charge: self.charge.map { ChargeID(rawValue: $0) },
            isQuiet: self.quiet
        )
        try await reporting {
            try await WritingSession.run("grant", self.common, self.writing) { session in
                try await session.carryOut(.grant(grant), on: self.user, sku: grant.sku)
            }
        }
    }
}
