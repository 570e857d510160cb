internal import Ledger
package import Payments

extension AlarmText {
    /// What administrators are told about something that a decision found.
    package init(_ alert: Alert) {
        switch alert {
        case .unmatched(let charge, let reason):
            self.init(
                "商品に結び付かない入金がありました（\(reason.name)）。決済ID: \(charge.rawValue)",
                done: "付与は保留中。/admin resolve か /refund で処理してください"
            )
        case .conflict(let charge):
            self.init(
                "同じ決済IDが違う内容で届きました。決済ID: \(charge.rawValue)",
                done: "何も付与していません。/admin history で確認してください"
            )
        case .nothingLeft:
            self.init(
                "返金がありましたが、取り消せる利用権が残っていません",
                done: "返金は記録済み。利用状況を確認してください"
            )
        case .importedRefund(let charge):
            self.init("移行前の決済が返金されました。決済ID: \(charge.rawValue)", done: "返金は記録済み")
        case .refundOutside(let charge):
            self.init("ボットの外で返金されました。決済ID: \(charge.rawValue)", done: "利用権は取り消し済み")
        case .refundFailed(let charge, let text):
            self.init(
                "Telegram が返金を断りました（\(text)）。決済ID: \(charge.rawValue)",
                done: "利用権は元に戻しました"
            )
        case .clockAhead(let seconds):
            self.init("Telegram の時刻が \(seconds) 秒先を指していました", done: "時刻を補正して記録しました")
        case .costCap(let percent) where percent < 100:
            self.init(
                "本日のモデル費用が上限の \(percent)% に達しました",
                done: "100% に達すると、その日の無料枠だけを縮小します。内訳は /admin cost"
            )
        case .costCap(let percent):
            self.init(
                "本日のモデル費用が上限の \(percent)% に達しました",
                done: "日付が変わるまで無料枠を縮小しました（有料のご利用はそのまま）。内訳は /admin cost"
            )
        }
    }
}

extension AlarmKind {
    /// The kind of an alarm about something that a decision found.
    package init(_ alert: Alert) {
        switch alert {
        case .unmatched, .conflict, .nothingLeft, .importedRefund, .refundOutside, .refundFailed:
            self = .money
        case .clockAhead: self = .clock
        case .costCap: self = .cost
        }
    }
}
