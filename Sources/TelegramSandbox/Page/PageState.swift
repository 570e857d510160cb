internal import Foundation

extension PageRoutes {
    /// The most messages of one chat that the page is given at first.
    private static let messagesMax = 200
    /// The most payments that can be chosen for a refund.
    private static let paymentsMax = 50

    /// Everything that the page shows at first.
    func snapshot() -> SandboxJSON {
        self.world.transact { state in
            let chats = state.userOrder.map { id in
                SandboxJSON.array((state.chats[id] ?? []).suffix(Self.messagesMax).map(Self.json))
            }
            let named = zip(state.userOrder.map { "\($0)" }, chats)
            return self.purses(state).with(
                "chats",
                .object(Dictionary(named) { first, _ in first })
            )
        }
    }

    /// Purses, blocks, faults and the clock.
    func purses(_ state: WorldState) -> SandboxJSON {
        let users = state.userOrder.compactMap { state.users[$0] }
        let payments = state.chargeOrder.suffix(Self.paymentsMax).compactMap { state.payments[$0] }
        return [
            "bot": [
                "username": .string(state.settings.botUsername), "balance": .int(state.botBalance),
            ],
            "users": .array(users.map(Self.json)),
            "payments": .array(payments.filter { !$0.isRefunded }.map(Self.json)),
            "subscriptions": .array(state.subscriptions.map(Self.json)),
            "now": .string(state.now.formatted(.iso8601)),
            "offset_seconds": .int(Int64(state.settings.clock.offsetSeconds)),
            "pending_updates": .int(Int64(state.queue.pending.count + state.queue.replays.count)),
            "planned_faults": .array(state.faults.map { .string(Self.words($0)) }),
            "can_kill": .bool(self.controls.killBot != nil && self.controls.startBot != nil),
            "has_ledger": .bool(self.controls.ledgerEvents != nil),
        ]
    }

    /// A fault that waits, in a word or two.
    private static func words(_ planned: PlannedFault) -> String {
        let fault =
            switch planned.fault {
            case .internalError: "500"
            case .tooManyRequests(let seconds): "429 (\(seconds) s)"
            case .failure(let code, _): "\(code)"
            case .dropConnection: "切断 drop"
            case .loseAnswer: "返事を失う lose answer"
            case .delay(let duration): "遅延 \(duration)"
            case .hang: "応答なし hang"
            }
        let times = planned.remaining > 1 ? " ×\(planned.remaining)" : ""
        return fault + times + (planned.method.map { " → \($0)" } ?? "")
    }

    static func json(_ user: SandboxUser) -> SandboxJSON {
        [
            "id": .int(user.id), "name": .string(user.firstName),
            "language": .string(user.languageCode ?? ""), "balance": .int(user.balanceStars),
            "blocked": .bool(user.hasBlockedBot),
        ]
    }

    static func json(_ payment: SandboxPayment) -> SandboxJSON {
        [
            "charge_id": .string(payment.chargeID), "user": .int(payment.user),
            "amount": .int(payment.amountStars), "payload": .string(payment.payload),
            "subscription": .bool(payment.subscriptionExpiry != nil),
        ]
    }

    static func json(_ subscription: SandboxSubscription) -> SandboxJSON {
        [
            "user": .int(subscription.user), "state": .string(subscription.state.rawValue),
            "title": .string(subscription.invoice.title), "expiry": .int(subscription.expiry),
        ]
    }

    static func json(_ message: SandboxMessage) -> SandboxJSON {
        let rows = message.inlineKeyboard.map { SandboxJSON.array($0.map(\.json)) }
        let keys = message.replyKeyboard.map { SandboxJSON.array($0.map(SandboxJSON.string)) }
        let base: SandboxJSON = [
            "id": .int(message.id), "chat": .int(message.chat), "date": .int(message.date),
            "from_bot": .bool(message.isFromBot), "edited": .bool(message.editCount > 0),
            "buttons": .array(rows), "keys": .array(keys),
        ]
        return switch message.content {
        case .text(let text, let entities):
            base.with("text", .string(text)).with("entities", .array(entities))
        case .photo(let caption, let entities, _):
            base.with("photo", true).with("text", .string(caption))
                .with("entities", .array(entities))
        case .sticker(let emoji): base.with("sticker", .string(emoji))
        case .invoice(let invoice):
            base.with(
                "invoice",
                [
                    "title": .string(invoice.title),
                    "description": .string(invoice.description),
                    "amount": .int(invoice.amountStars),
                ]
            )
        case .payment(let payment): base.with("payment", Self.json(payment))
        case .refund(let payment): base.with("refund", Self.json(payment))
        }
    }
}
