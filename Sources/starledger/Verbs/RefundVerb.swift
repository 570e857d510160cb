internal import ArgumentParser
internal import BotGateway
internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// `starledger refund`: gives the Stars of one payment back.
struct RefundVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund",
        abstract: "Gives the Stars of one payment back, and withdraws what it granted.",
        discussion: """
            The withdrawal is recorded first. With TELEGRAM_BOT_TOKEN set, Telegram is asked at once;
            without it, or if Telegram does not answer, the bot asks at its next start.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var writing: WritingOptions

    @Argument(help: "The payment's telegram_payment_charge_id.")
    var charge: String

    @Option(help: "Why; recorded for ever.")
    var reason = "none given"

    func run() async throws {
        let charge = ChargeID(rawValue: self.charge)
        try await reporting {
            let environment = try await Environment()
            let bot = try BotConfiguration(environment, needsToken: false)
            try await WritingSession.run("refund", self.common, self.writing) { session in
                let answer = try await session.ledger.submit(
                    .requestRefund(charge, reason: self.reason),
                    session.request(about: nil)
                )
                let ruling = answer.outcome
                guard case .refundRequested = ruling.outcome, let user = ruling.user else {
                    return try session.conclude(answer)
                }
                guard let telegram = bot.telegram else { return try session.conclude(answer) }
                let isSettled = try await session.operators.askTelegram(
                    toRefund: charge,
                    of: user,
                    rid: session.rid,
                    through: TelegramClient.Configuration(endpoint: telegram)
                )
                let progress = session.ledger.read { $0.charge(charge)?.refund }
                let isRefused = isSettled && progress == Charge.RefundProgress.none
                try session.conclude(
                    answer,
                    note: isRefused ? "refused" : isSettled ? "settled" : "open"
                )
                guard isRefused else { return }
                throw Failure(
                    "Telegram refused the refund; what it had withdrawn is given back; "
                        + "see `starledger history --charge \(self.charge)`"
                )
            }
        }
    }
}
