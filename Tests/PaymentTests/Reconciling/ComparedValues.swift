import Ledger
import Payments
import Projections
import Testing

// What a comparison is about, in a word each: one person, one charge, one ticket.

extension Desk {
    mutating func grantByHand(_ charge: String) {
        let grant = Grant(sku: .ticket, reason: "late", charge: ChargeID(rawValue: charge))
        self.order(.grant(grant))
    }

    mutating func hearOfRefund(_ charge: String) {
        let refund = Command.noteRefund(ChargeID(rawValue: charge), stars: 100, at: nil)
        self.give(refund, actor: .system)
    }

    mutating func importPayment(_ charge: String, at time: Instant? = nil) {
        let now = self.now
        if let time { self.now = time }
        self.append(
            .paymentReceived(
                PaymentReceived(
                    charge: ChargeID(rawValue: charge),
                    sku: .ticket,
                    stars: .hundred,
                    gives: .ticket(.three)
                )
            ),
            cause: .imported
        )
        self.now = now
    }
}

extension Stars {
    static var hundred: Stars { (try? Stars(100)) ?? .zero }
}

extension ChargeID {
    static let a = ChargeID(rawValue: "a")
}

extension UserID {
    static let one = UserID(rawValue: 1)
}

extension SKU {
    static let ticket = SKU(rawValue: "TICKET_3")
}

extension Instant {
    static let paid = Desk.start.adding(seconds: 600)
}

extension Mismatch {
    static func of(_ kind: Kind, ours: Int64, telegram: Int64, detail: String? = nil) -> Mismatch {
        Mismatch(
            kind,
            charge: .a,
            user: .one,
            ours: .of(ours),
            telegram: .of(telegram),
            sku: .ticket,
            at: .paid,
            detail: detail
        )
    }
}

extension MissingPayment {
    static let ticket = Self.of([100])

    static func of(
        _ amounts: [Int64],
        payload: String = #"{"sku":"TICKET_3","user_id":1}"#,
        subscription: Int64? = nil
    ) -> MissingPayment {
        MissingPayment(
            charge: .a,
            user: .one,
            payload: payload,
            amounts: amounts,
            paidAt: .paid,
            subscriptionSeconds: subscription
        )
    }
}

extension MissingRefund {
    static let ticket = MissingRefund(charge: .a, user: .one, stars: 100, at: .paid)
    static let unseen = MissingRefund(
        charge: .a,
        user: .one,
        stars: 100,
        at: .paid,
        isOfUnseen: true
    )
}

extension StarTransaction {
    static func paid(
        _ stars: Int64 = 100,
        nanostars: Int64 = 0,
        by user: Int64 = 1,
        sku: String? = "TICKET_3",
        subscription: Int64? = nil,
        kind: String = "invoice_payment",
        affiliate: StarAmount? = nil,
        id: String = "a",
        at date: Instant = .paid
    ) -> StarTransaction {
        StarTransaction(
            id: ChargeID(rawValue: id),
            direction: .incoming,
            amount: .of(stars, nanostars),
            date: date,
            partner: .user(
                Person(
                    id: UserID(rawValue: user),
                    payload: sku.map { #"{"sku":"\#($0)","user_id":\#(user)}"# },
                    subscriptionSeconds: subscription,
                    kind: kind,
                    affiliateShare: affiliate
                )
            )
        )
    }

    static func refunded(
        _ stars: Int64 = 100,
        to user: Int64 = 1,
        kind: String = "invoice_payment",
        hasPayload: Bool = true,
        id: String = "a"
    ) -> StarTransaction {
        var transaction = Self.paid(
            stars,
            by: user,
            sku: hasPayload ? "TICKET_3" : nil,
            kind: kind,
            id: id
        )
        transaction.direction = .outgoing
        return transaction
    }

    static func own(_ partner: String, _ direction: Direction) -> StarTransaction {
        var transaction = Self.paid()
        transaction.partner = .other(partner)
        transaction.direction = direction
        return transaction
    }
}
