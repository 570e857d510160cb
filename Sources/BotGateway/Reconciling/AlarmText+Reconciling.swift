internal import Ledger
internal import LedgerService
internal import Payments

/// What administrators are told about a comparison with Telegram's list.
extension AlarmText {
    /// How many differences one message shows.
    static let shownMismatchCountMax = 5

    /// Payments and refunds whose updates never came were recorded.
    static func backfilled(_ report: ReconciliationReport) -> AlarmText {
        let refunds = report.backfilled.count { $0.kind == .refund }
        let unmatched = report.backfilled.count { $0.kind == .unmatched }
        let payments = Int(report.appended) - refunds
        let parts = [
            payments > 0 ? "決済 \(payments) 件" : nil, refunds > 0 ? "返金 \(refunds) 件" : nil,
        ].compactMap(\.self)
        let waiting = unmatched > 0 ? "（うち保留 \(unmatched) 件）" : ""
        return AlarmText(
            "Telegram から知らせの届かなかった\(parts.joined(separator: "・"))\(waiting)を、明細から台帳に補いました",
            done: "反映済み。ユーザーには知らせていません"
        )
    }

    /// Differences that nobody was told of before.
    static func mismatches(_ news: [Mismatch]) -> AlarmText {
        let shown = news.prefix(Self.shownMismatchCountMax).map { "・" + Self.line(of: $0) }
        let more = news.count - shown.count
        let rest = more > 0 ? ["・ほか \(more) 件"] : []
        let title = "Telegram の明細と台帳に食い違いが \(news.count) 件あります"
        return AlarmText(
            ([title] + shown + rest).joined(separator: "\n"),
            done: "自動では直しません。starledger reconcile --dry-run に手順が出ます"
        )
    }

    private static func line(of mismatch: Mismatch) -> String {
        let (ours, telegram) = ("\(mismatch.ours ?? .zero)", "\(mismatch.telegram ?? .zero)")
        let charge = mismatch.charge.map { "決済ID: \($0.rawValue)" }
        let user = mismatch.user.map { "ユーザー \($0.rawValue)" }
        let what =
            switch mismatch.kind {
            case .amount: "金額が違います（台帳 ⭐\(ours)、Telegram ⭐\(telegram)）"
            case .user: "支払った人が違います"
            case .product: "商品が違います（\(mismatch.detail ?? "?")）"
            case .unmatched: "商品に結び付かない入金が保留中です（⭐\(ours)）"
            case .paymentUnknownThere: "台帳の決済が Telegram の明細にありません（⭐\(ours)）"
            case .refundUnknownThere: "台帳の返金が Telegram の明細にありません（⭐\(ours)）"
            case .refundOfUnseen: "見たことのない決済が返金されていました（⭐\(telegram)）"
            case .notARefund: "返金ではない送金があります（⭐\(telegram)）"
            case .beforeImport: "移行前の入金が移行データにありません（⭐\(telegram)）"
            case .refundBeforeImport: "移行前の返金が移行データにありません（⭐\(telegram)）"
            case .nearGrant: "補った決済の近くに同じ商品の手動付与があります（\(mismatch.detail ?? "?")）"
            case .balance: "残高が合いません（明細の合計 ⭐\(ours)、Telegram ⭐\(telegram)）。チャージバックの可能性があります"
            }
        return [what, user, charge].compactMap(\.self).joined(separator: " ")
    }
}
