internal import Ledger
internal import Payments
internal import Projections

// Lists, one item at a time. A charge stands on a line of its own, to be copied.

extension AdminWords {
    static func noHistory(_ user: UserID) -> String {
        "ユーザー \(user.rawValue) の記録はまだありません。user_id を確認してください。"
    }

    static let noAudit = "管理操作の記録はまだありません。"
    static let noPayments = "決済の記録はありません。"
    static let noUnmatched = "結び付いていない入金はありません。"
    static let noFeedback = "フィードバックはまだありません。"

    /// One event of a listing.
    static func line(_ event: RecordedEvent, _ clock: ClockText) -> String {
        let actor = event.envelope.actor == .user ? "" : " by \(event.envelope.actor.name)"
        return "#\(event.position) \(clock.full(event.effectiveAt)) \(event.event.kind.name)"
            + "\(actor) rid=\(event.envelope.rid)\n  \(event.event.json)"
    }

    /// One entry of the audit trail: who did what to whom, and why to look.
    static func deed(_ event: RecordedEvent, flag: AuditFlag?, _ clock: ClockText) -> String {
        let whom = event.user.map { " → ユーザー \($0.rawValue)" } ?? ""
        let warning = flag.map { " ⚠️\($0.name)" } ?? ""
        return "#\(event.position) \(clock.full(event.effectiveAt)) "
            + "\(event.envelope.actor.name) \(event.event.kind.name)\(whom)\(warning)"
            + " rid=\(event.envelope.rid)\n  \(event.event.json)"
    }

    static func paymentsTitle(_ count: Int, of all: Int) -> String {
        "⭐ 決済 \(count)件（全\(all)件、新しい順）"
    }

    /// One payment: when, who, what, its state, and its charge to copy.
    static func payment(_ id: ChargeID, _ charge: Charge, _ clock: ClockText) -> String {
        let paidAt = charge.paidAt.map(clock.full) ?? "入金の報告なし"
        let sku = charge.sku ?? charge.reportedSKU
        return """
            \(paidAt)・ユーザー \(charge.user.rawValue)
            \(sku?.rawValue ?? "商品不明")・\(Self.amount(of: charge))・\(Self.name(of: charge.state))
            \(id.rawValue)
            """
    }

    static func unmatchedTitle(_ count: Int) -> String {
        "⚠️ 商品に結び付かない入金 \(count)件（古い順）"
    }

    static let unmatchedHint = "/admin resolve <決済ID> <SKU> で商品を付けるか、/refund <決済ID> で返金してください。"

    /// Money that waits: when, who, why, and its charge to copy.
    static func unmatched(_ id: ChargeID, _ charge: Charge, _ clock: ClockText) -> String {
        var reason = "理由不明"
        if case .unmatched(let mismatch) = charge.arrival { reason = Self.name(of: mismatch) }
        let paidAt = charge.paidAt.map(clock.full) ?? ""
        let reported = charge.reportedSKU.map { "（\($0.rawValue)）" } ?? ""
        return """
            \(paidAt)・ユーザー \(charge.user.rawValue)
            \(Self.amount(of: charge))・\(reason)\(reported)
            \(id.rawValue)
            """
    }

    /// One message of a user; `nil` for one that cannot be read any more.
    static func feedback(_ entry: FeedbackEntry, text: String?, _ clock: ClockText) -> String {
        "#\(entry.position) \(clock.full(entry.at)) ユーザー \(entry.user.rawValue)\n"
            + (text ?? "unreadable")
    }

    static func costTitle(_ settings: Settings) -> String {
        "💰 モデル費用（上限 \(settings.text(of: .dailyCostCap)) USD/日）"
    }

    /// The cost of a day: tokens, US dollars, and its share of the cap.
    static func cost(of day: Day, _ figures: DayFigures, cap: Int64) -> String {
        let tokens = figures.promptTokens &+ figures.completionTokens
        return "\(day.text): tokens=\(tokens) (in=\(figures.promptTokens) "
            + "out=\(figures.completionTokens)) usd=\(Self.dollars(figures.costMicroUSD)) "
            + "cap=\(Self.percent(figures.costMicroUSD, of: cap))%"
    }

    /// The state of a charge, as `docs/payment_states.md` calls it.
    static func name(of state: Charge.State) -> String {
        switch state {
        case .unseen: "未着"
        case .received: "受領済"
        case .unmatched: "保留"
        case .fulfilledByHand: "手動付与済"
        case .refunding: "返金中"
        case .refunded: "返金済"
        case .refundedBeforeArrival: "到着前返金"
        }
    }

    private static func name(of reason: MismatchReason) -> String {
        switch reason {
        case .unreadablePayload: "読めない payload"
        case .unknownSKU: "知らない商品"
        case .otherUser: "他人宛て"
        case .wrongAmount: "金額違い"
        case .wrongCurrency: "通貨違い"
        }
    }

    private static func amount(of charge: Charge) -> String {
        charge.currency.map { "\(charge.stars) \($0)" } ?? "⭐\(charge.stars)"
    }

    /// Millionths of a dollar as dollars, with all six digits.
    private static func dollars(_ microUSD: Int64) -> String {
        let digits = String(microUSD % 1_000_000)
        return "\(microUSD / 1_000_000)."
            + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    private static func percent(_ part: Int64, of whole: Int64) -> String {
        let tenths = Double(part) / Double(max(1, whole)) * 1_000
        let rounded = Int64(min(tenths.rounded(), 1_000_000_000))
        return "\(rounded / 10).\(rounded % 10)"
    }
}
