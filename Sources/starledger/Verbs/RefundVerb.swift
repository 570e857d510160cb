internal import ArgumentParser
internal import BotGateway

/// `starledger refund`: gives the Stars of one payment back.
struct RefundVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund",
        abstract: "Gives the Stars of one payment back, and withdraws what it granted.",
        discussion: """
            The withdrawal is recorded first. While the bot runs it asks Telegram, until it has an
            answer. Without the bot Telegram is asked at once if TELEGRAM_BOT_TOKEN is set; if not,
            or if Telegram does not answer, the bot asks at its next start.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var writing: WritingOptions

    @Argument(help: "The payment's telegram_payment_charge_id.")
    var charge: String

    @Option(help: "Why; recorded for ever.")
    var reason = "none given"

    func run() async throws {
        let arguments = RefundArguments(charge: self.charge, reason: self.reason)
        try await reporting {
            try await WritingSession.run(.refund(arguments), self.common, self.writing)
        }
    }
}
