internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// Tells the administrators and the operations chat, in three lines: when, what, who and what was
/// done so far.
struct Alarm: Sendable {
    let desk: Desk
    /// The operations chat, if there is one.
    let operationsChat: UserID?

    /// The messages that a ruling's alerts come to.
    func replies(to ruling: Ruling, at time: Instant, rid: String) -> [Reply] {
        ruling.alerts.flatMap { alert in
            self.replies(self.words(for: alert), about: ruling.user, at: time, rid: rid)
        }
    }

    /// The same three lines for everyone who must hear them.
    func replies(
        _ words: (what: String, done: String),
        about user: UserID?,
        at time: Instant,
        rid: String
    ) -> [Reply] {
        let clock = ClockText(self.desk.settings.dayClock)
        let who = user.map { "ユーザー \($0.rawValue)" } ?? "システム"
        let text = """
            🔔 \(clock.full(time))
            \(words.what)
            \(who)・rid=\(rid)・\(words.done)
            """
        return self.listeners.map { Reply(to: $0, text, weight: .money) }
    }

    private var listeners: [UserID] {
        var listeners = self.desk.settings.administrators
        if let chat = self.operationsChat, !listeners.contains(chat) { listeners.append(chat) }
        return listeners
    }

    private func words(for alert: Alert) -> (what: String, done: String) {
        switch alert {
        case .unmatched(let charge, let reason):
            (
                "商品に結び付かない入金がありました（\(reason.name)）。決済ID: \(charge.rawValue)",
                "付与は保留中。/admin resolve か /refund で処理してください"
            )
        case .conflict(let charge):
            (
                "同じ決済IDが違う内容で届きました。決済ID: \(charge.rawValue)",
                "何も付与していません。/admin history で確認してください"
            )
        case .nothingLeft:
            (
                "返金がありましたが、取り消せる利用権が残っていません",
                "返金は記録済み。利用状況を確認してください"
            )
        case .importedRefund(let charge):
            ("移行前の決済が返金されました。決済ID: \(charge.rawValue)", "返金は記録済み")
        case .refundOutside(let charge):
            ("ボットの外で返金されました。決済ID: \(charge.rawValue)", "利用権は取り消し済み")
        case .refundFailed(let charge, let text):
            (
                "Telegram が返金を断りました（\(text)）。決済ID: \(charge.rawValue)",
                "利用権は元に戻しました"
            )
        case .clockAhead(let seconds):
            ("Telegram の時刻が \(seconds) 秒先を指していました", "時刻を補正して記録しました")
        case .costCap(let percent):
            ("本日のモデル費用が上限の \(percent)% に達しました", "100% を超えると無料枠を縮小します")
        }
    }
}
