internal import Ledger
package import LedgerService
package import Logging
internal import Payments
internal import Projections

/// What operators do from the command line, with the same words for users as in chat.
///
/// What a user is told lies in the outbox afterwards; the bot delivers it, at once where it runs.
package struct OperatorDesk: Sendable {
    /// How what an operator does reaches Telegram.
    enum Reach: Sendable {
        /// No bot runs: what is owed waits for its start, and a refund is asked for where a token
        /// is known.
        case alone(TelegramClient.Configuration?, operationsChat: Int64?)
        /// The bot carries it out.
        case bot(Lanes<LaneKey, Errand>, ReconcileDesk)

        /// Delivers what became owed, if somebody is there who can.
        func deliver(_ rows: [OutboxRow]) {
            guard case .bot(let lanes, _) = self else { return }
            for row in rows { lanes.add(.deliver(row), to: .chat(row.user)) }
        }
    }

    let desk: Desk
    let alarm: Alarm
    let reach: Reach

    /// Creates a desk in the bot.
    init(
        desk: Desk,
        alarm: Alarm,
        lanes: Lanes<LaneKey, Errand>,
        reconciling: ReconcileDesk
    ) {
        self.desk = desk
        self.alarm = alarm
        self.reach = .bot(lanes, reconciling)
    }

    /// Creates a desk on a ledger that is open for writing while no bot runs.
    ///
    /// - Parameters:
    ///   - ledger: The ledger.
    ///   - texts: What users are told.
    ///   - telegram: How to ask for refunds; `nil` leaves them to the bot's next start.
    ///   - operationsChat: The operations chat, if there is one.
    ///   - logger: Where to log.
    package init(
        ledger: LedgerService,
        texts: Texts,
        telegram: TelegramClient.Configuration?,
        operationsChat: Int64? = nil,
        logger: Logger
    ) {
        self.desk = Desk(
            ledger: ledger,
            texts: texts,
            prompts: .builtIn,
            reader: .builtIn,
            supportEmail: nil,
            randomness: { .random(in: .min ... .max) },
            logger: logger
        )
        self.alarm = Alarm(
            desk: self.desk,
            operationsChat: operationsChat.map { UserID(rawValue: $0) }
        )
        self.reach = .alone(telegram, operationsChat: operationsChat)
    }

    /// Grants or revokes a product.
    func submit(
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
