internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments

/// Takes updates in: when this returns, what an update changes is on disk, and what it owes too.
///
/// Nothing here waits for Telegram or for a reading; what is left to do comes back as errands.
struct Intake: Sendable {
    /// How long a pre-checkout may take to be on disk before it is refused, in seconds.
    static let checkoutSecondsMax: Int64 = 3

    private static let failedUpdate = "更新を処理できませんでした"

    private static let unreadableMoney = "支払いに関わるかもしれない更新を読み取れませんでした"

    let desk: Desk
    let lanes: Lanes<LaneKey, Errand>
    let checkouts: AnsweredCheckouts
    let cashier: Cashier
    let messages: Messages
    let presses: Presses
    let doorkeeper: Doorkeeper

    /// Takes one update in.
    ///
    /// An update that cannot be handled is recorded as an error and answered, so that the next one
    /// is served; only a ledger that is down leaves an update with Telegram.
    ///
    /// - Throws: ``LedgerError`` if the ledger is down; the update must be taken in again.
    func take(_ update: Update) async throws(LedgerError) {
        let rid = RequestID.new()
        do throws(LedgerError) {
            try await self.take(update, rid: rid)
        } catch  where error.code == .contradiction {
            try await self.noteFailure(of: update, because: error, rid: rid)
        }
        self.desk.logger.info(
            "an update was taken in",
            metadata: ["rid": "\(rid)", "update.kind": "\(update.content.name)"]
        )
    }

    private func take(_ update: Update, rid: String) async throws(LedgerError) {
        let logger = self.desk.logger
        switch update.content {
        case .message(let message):
            try await self.take(message, rid: rid)
        case .callbackQuery(let query):
            try await self.take(query, rid: rid)
        case .preCheckoutQuery(let query):
            try await self.take(query, rid: rid)
        case .subscription(let change):
            let visit = self.visit(change.user, rid: rid)
            self.start(try await self.cashier.note(change, visit), for: visit.user)
        case .myChatMember:
            logger.info("a chat member changed", metadata: ["rid": "\(rid)"])
        case .unknown(let name):
            logger.info(
                "an update of an unknown kind was passed over",
                metadata: ["rid": "\(rid)", "update.kind": "\(name ?? "none")"]
            )
        case .unreadable(let byteCount):
            try await self.noteUnreadable(update, byteCount: byteCount, rid: rid)
        }
    }

    // MARK: - Messages

    private func take(_ message: Message, rid: String) async throws(LedgerError) {
        if let refund = message.refundedPayment {
            let visit = self.visit(UserID(rawValue: message.chat.id.rawValue), rid: rid)
            let errands = try await self.cashier.note(
                refund,
                at: message.date,
                about: message.refundedUser,
                visit
            )
            return self.start(errands, for: visit.user, asMoney: true)
        }
        if let payment = message.successfulPayment {
            // Money is never passed over, whoever sent it.
            let payer = UserID(rawValue: message.chat.id.rawValue)
            let visit = message.from.map { self.visit($0, rid: rid) } ?? self.visit(payer, rid: rid)
            let errands = try await self.cashier.receive(payment, paidAt: message.date, visit)
            return self.start(errands, for: visit.user, asMoney: true)
        }
        guard let sender = message.from, !sender.isBot, message.chat.kind == .private else {
            return
        }
        let visit = self.visit(sender, rid: rid)
        let key = "m:\(message.chat.id.rawValue):\(message.id.rawValue)"
        if let errands = self.doorkeeper.errands(insteadOf: message, key: key, visit) {
            return self.start(errands, for: visit.user)
        }
        self.start(try await self.messages.answer(message, key: key, visit), for: visit.user)
    }

    // MARK: - Presses

    private func take(_ query: CallbackQuery, rid: String) async throws(LedgerError) {
        let visit = self.visit(query.from, rid: rid)
        if let line = self.doorkeeper.line(insteadOf: query, visit) {
            return self.start([.answerPress(query.id, text: line)], for: visit.user)
        }
        let (line, errands) = try await self.presses.answer(query, visit)
        self.lanes.add(.answerPress(query.id, text: line))
        self.start(errands, for: visit.user)
    }

    // MARK: - Pre-checkouts

    private func take(_ query: PreCheckoutQuery, rid: String) async throws(LedgerError) {
        let visit = self.visit(query.from, rid: rid)
        let sorry = self.desk.say(.checkoutTrouble, visit)
        self.lanes.add(.watchCheckout(query.id, refusal: sorry))
        do throws(LedgerError) {
            let refusal = try await self.cashier.decide(query, visit)
            guard self.checkouts.claim(query.id) else { return }
            self.lanes.add(.answerCheckout(query.id, refusal: refusal))
        } catch {
            if self.checkouts.claim(query.id) {
                self.lanes.add(.answerCheckout(query.id, refusal: sorry))
            }
            throw error
        }
    }

    // MARK: -

    /// Records an update that can never be taken in, so that the next one is served.
    private func noteFailure(
        of update: Update,
        because error: LedgerError,
        rid: String
    ) async throws(LedgerError) {
        let now = self.desk.ledger.clock()
        let alarms = self.cashier.alarm.replies(
            (Self.failedUpdate, "記録しました。starledger verify で確認してください"),
            as: .update,
            about: update.content.user,
            at: now,
            rid: rid
        )
        self.desk.logger.error(
            "an update could not be handled and was passed over",
            metadata: ["rid": "\(rid)", "error": "\(error)"]
        )
        let answer = try await self.desk.ledger.submit(
            .recordError(update.content.isMoney ? .payment : .load),
            Visit.ofSystem(about: update.content.user, at: now, rid: rid)
        ) { _, _ in alarms.map { self.desk.owe($0, at: now) } }
        for row in answer.owed { self.lanes.add(.deliver(row), to: .chat(row.user)) }
        guard let user = update.content.user else { return }
        let visit = self.visit(user, rid: rid)
        self.start([self.desk.words(.trouble, visit, ["rid": rid])], for: user)
    }

    /// Records an update that cannot be read; if it may be about money, administrators hear of it.
    private func noteUnreadable(
        _ update: Update,
        byteCount: Int,
        rid: String
    ) async throws(LedgerError) {
        let now = self.desk.ledger.clock()
        let isMoney = String(decoding: update.rawJSON, as: UTF8.self).contains("_payment\"")
        let alarms =
            isMoney
            ? self.cashier.alarm.replies(
                (Self.unreadableMoney, "記録しました。reconcile で突き合わせてください"),
                about: nil,
                at: now,
                rid: rid
            ) : []
        let answer = try await self.desk.ledger.submit(
            .recordError(isMoney ? .payment : .load),
            Visit.ofSystem(about: nil, at: now, rid: rid)
        ) { _, _ in alarms.map { self.desk.owe($0, at: now) } }
        for row in answer.owed { self.lanes.add(.deliver(row), to: .chat(row.user)) }
        self.desk.logger.error(
            "an update could not be read and was passed over",
            metadata: ["rid": "\(rid)", "update.bytes": "\(byteCount)"]
        )
    }

    private func visit(_ user: User, rid: String) -> Visit {
        Visit(
            user: user.id,
            at: self.desk.ledger.clock(),
            rid: rid,
            clientLanguage: user.languageCode
        )
    }

    private func visit(_ user: UserID, rid: String) -> Visit {
        Visit(user: user, at: self.desk.ledger.clock(), rid: rid, clientLanguage: nil)
    }

    private func start(_ errands: [Errand], for user: UserID, asMoney: Bool = false) {
        for errand in errands {
            switch errand {
            case .compose, .record: self.lanes.add(errand, to: .reading(user))
            case .askRefund(let job): self.lanes.add(errand, to: .refund(job.charge))
            case .deliver(let row):
                self.lanes.add(errand, to: asMoney ? .money(row.user) : .chat(row.user))
            case .say, .settle, .answerPress, .answerCheckout, .watchCheckout:
                self.lanes.add(errand, to: .chat(user))
            }
        }
    }
}

extension Update.Content {
    /// Whose update it is, if it is a person's.
    fileprivate var user: UserID? {
        switch self {
        case .message(let message): message.from?.id
        case .callbackQuery(let query): query.from.id
        case .preCheckoutQuery(let query): query.from.id
        case .subscription(let change): change.user.id
        case .myChatMember, .unknown, .unreadable: nil
        }
    }

    /// Whether it tells of Stars that moved.
    fileprivate var isMoney: Bool {
        guard case .message(let message) = self else { return false }
        return message.successfulPayment != nil || message.refundedPayment != nil
    }

    /// A name for logs.
    fileprivate var name: String {
        switch self {
        case .message(let message):
            message.successfulPayment != nil
                ? "successful_payment"
                : message.refundedPayment != nil ? "refunded_payment" : "message"
        case .callbackQuery: "callback_query"
        case .preCheckoutQuery: "pre_checkout_query"
        case .subscription: "subscription"
        case .myChatMember: "my_chat_member"
        case .unknown: "unknown"
        case .unreadable: "unreadable"
        }
    }
}
