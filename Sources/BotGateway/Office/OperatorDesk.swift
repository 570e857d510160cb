package import Ledger
package import LedgerService
package import Logging
package import Payments
internal import Projections

/// What operators do from the command line, with the same words for users as in chat.
///
/// What a user is told lies in the outbox afterwards; the bot delivers it.
package struct OperatorDesk: Sendable {
    let desk: Desk

    /// Creates a desk on a ledger that is open for writing.
    package init(ledger: LedgerService, texts: Texts, logger: Logger) {
        self.desk = Desk(
            ledger: ledger,
            texts: texts,
            prompts: .builtIn,
            reader: .builtIn,
            supportEmail: nil,
            randomness: { .random(in: .min ... .max) },
            logger: logger
        )
    }

    /// Grants or revokes a product.
    package func submit(
        _ command: Command,
        _ request: Request,
        sku: SKU
    ) async throws(LedgerError) -> Answer<Ruling> {
        let desk = self.desk
        return try await desk.ledger.submit(command, request) { ruling, _ in
            guard let user = ruling.user, !command.isQuiet,
                let text = desk.news(of: ruling, sku: sku)
            else { return [] }
            return [desk.owe(Reply(to: user, text, weight: .money), at: request.at)]
        }
    }

    /// Asks Telegram to carry out a refund that was requested.
    ///
    /// - Returns: Whether the charge is settled; if not, the bot goes on asking.
    package func askTelegram(
        toRefund charge: ChargeID,
        of user: UserID,
        rid: String,
        through telegram: TelegramClient.Configuration
    ) async throws -> Bool {
        let alarm = Alarm(desk: self.desk, operationsChat: nil)
        let cashier = Cashier(desk: self.desk, alarm: alarm)
        return try await TelegramClient.withClient(telegram) { client in
            let refunds = Refunds(desk: self.desk, cashier: cashier, alarm: alarm, client: client)
            let job = RefundJob(charge: charge, user: user, rid: rid)
            return try await refunds.ask(job).again == nil
        }
    }
}

extension Desk {
    /// What a user is told about a grant or a revoke, or `nil` if nothing was done.
    func news(of ruling: Ruling, sku: SKU) -> String? {
        let language = ruling.person?.language ?? .japanese
        switch ruling.outcome {
        case .granted(let gift, _):
            return self.receipt(
                (.grantedTicket, .grantedPass, .grantedImages),
                for: sku,
                gives: gift,
                having: ruling.person,
                in: language
            )
        case .resolved(let purchase):
            return self.receipt(
                (.thanksTicket, .thanksPass, .thanksImages),
                for: sku,
                gives: purchase.gives ?? .option,
                stars: purchase.stars,
                having: ruling.person,
                in: language
            )
        case .revoked:
            let product = self.name(of: sku, in: language)
            return self.texts.say(.revoked, in: language, ["product": product])
        default:
            return nil
        }
    }
}

extension Command {
    /// Whether the user is not told.
    fileprivate var isQuiet: Bool {
        switch self {
        case .grant(let grant): grant.isQuiet
        case .revoke(_, _, let isQuiet): isQuiet
        default: false
        }
    }
}
