import Ledger
import Payments

/// Makes commands that are mostly sensible, and sometimes not.
struct CommandGenerator {
    static let users: [Int64] = [1, 2, 3, 99]
    static let skus = [
        "TICKET_3", "TICKET_7", "TICKET_10", "PASS_7D", "PASS_30D", "ADDON_IMAGES",
    ]

    var random: SeededGenerator

    struct Step {
        var command: Command
        var user: Int64
        var isOwn: Bool
        var isReconciled = false
    }

    init(seed: UInt64) {
        self.random = SeededGenerator(seed: seed)
    }

    /// The next command; `uses` are the positions of uses that may be settled.
    mutating func step(uses: [Int64], at now: Instant) -> Step {
        let user = self.random.pick(Self.users)
        switch Int.random(in: 0..<100, using: &self.random) {
        case 0..<4: return Step(command: .meet, user: user, isOwn: true)
        case 4..<10: return Step(command: .acceptTerms(version: 1), user: user, isOwn: true)
        case 10..<16: return Step(command: .sendInvoice(self.sku()), user: user, isOwn: true)
        case 16..<20:
            return Step(command: .approveCheckout(self.checkout(user)), user: user, isOwn: true)
        case 20..<40: return self.payment(user, now)
        case 40..<62: return self.use(user, uses)
        case 62..<72: return self.settling(user, uses)
        case 72..<88: return self.refund(user)
        default: return self.deed(user)
        }
    }

    private mutating func sku() -> SKU {
        self.random.chance(3)
            ? SKU(rawValue: "NOTHING") : SKU(rawValue: self.random.pick(Self.skus))
    }

    private mutating func charge() -> ChargeID {
        ChargeID(rawValue: "c\(Int.random(in: 0..<40, using: &self.random))")
    }

    private mutating func payload(_ user: Int64) -> (text: String, amount: Int64) {
        let sku = self.random.pick(Self.skus)
        let price = Model.prices[sku] ?? 0
        switch Int.random(in: 0..<20, using: &self.random) {
        case 0: return ("garbage", price)
        case 1: return ("{\"sku\": \"\(sku)\", \"user_id\": \(user + 1)}", price)
        case 2: return ("{\"sku\": \"\(sku)\", \"user_id\": \(user)}", price + 1)
        case 3: return ("{\"sku\": \"NOTHING\", \"user_id\": \(user)}", price)
        case 4..<8: return ("{\"sku\": \"\(sku)\"}", price)
        default: return ("{\"sku\": \"\(sku)\", \"user_id\": \(user)}", price)
        }
    }

    private mutating func checkout(_ user: Int64) -> Checkout {
        let payload = self.payload(user)
        return Checkout(
            payload: payload.text,
            amount: payload.amount,
            currency: self.random.chance(5) ? "USD" : "XTR"
        )
    }

    private mutating func payment(_ user: Int64, _ now: Instant) -> Step {
        let payload = self.payload(user)
        var payment = Payment(
            charge: self.charge(),
            payload: payload.text,
            amount: payload.amount
        )
        let isReconciled = self.random.chance(20)
        if isReconciled {
            payment.paidAt = now.adding(
                seconds: -Int64.random(in: 0..<200_000, using: &self.random)
            )
            payment.isRecovery = self.random.chance(40)
        }
        return Step(
            command: .receivePayment(payment),
            user: user,
            isOwn: !isReconciled,
            isReconciled: isReconciled
        )
    }

    private mutating func use(_ user: Int64, _ uses: [Int64]) -> Step {
        if self.random.chance(20) {
            return Step(command: .startConsultation(questionDigest: 5), user: user, isOwn: true)
        }
        let spread = self.random.pick([Spread.one, .three, .three, .hexagram, .celtic])
        let asked = ReadingRequest(spread: spread, draw: .fool(spread), theme: .love)
        return Step(command: .startReading(asked), user: user, isOwn: true)
    }

    private mutating func settling(_ user: Int64, _ uses: [Int64]) -> Step {
        let use = uses.isEmpty || self.random.chance(10) ? 1 : self.random.pick(uses)
        let command: Command =
            switch Int.random(in: 0..<8, using: &self.random) {
            case 0..<3: .deliverReading(use: use, isFallback: false)
            case 3..<6: .failReading(use: use, .model)
            case 6: .answerConsultation(use: use)
            default: .failConsultation(use: use, .model)
            }
        return Step(command: command, user: user, isOwn: false)
    }

    private mutating func refund(_ user: Int64) -> Step {
        let charge = self.charge()
        let command: Command =
            switch Int.random(in: 0..<10, using: &self.random) {
            case 0..<5: .requestRefund(charge, reason: "asked")
            case 5..<7: .settleRefund(charge, .done)
            case 7..<9: .settleRefund(charge, .failed("400"))
            default: .noteRefund(charge, stars: 0, at: nil)
            }
        return Step(command: command, user: user, isOwn: false)
    }

    private mutating func deed(_ user: Int64) -> Step {
        let command: Command =
            switch Int.random(in: 0..<12, using: &self.random) {
            case 0..<3: .grant(Grant(sku: self.sku(), reason: "gift"))
            case 3: .grant(Grant(sku: self.sku(), reason: "lost", charge: self.charge()))
            case 4..<8: .revoke(self.sku(), reason: "abuse", isQuiet: false)
            case 8: .hold(reason: "abuse")
            case 9: .release(reason: "talked")
            default: .resolve(self.charge(), self.sku())
            }
        return Step(command: command, user: user, isOwn: false)
    }
}
