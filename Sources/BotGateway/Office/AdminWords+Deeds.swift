internal import Ledger
internal import Payments
internal import Projections

// What was done, with the user's own words to forward.

extension AdminWords {
    /// A grant or a revoke.
    static func done(_ user: UserID, _ sku: SKU) -> String {
        "✅ ユーザー \(user.rawValue)・\(sku.rawValue)：記録しました。"
    }

    /// A grant that gives back what a revoke took.
    static func givesBack(_ revoke: Position) -> String {
        "↩️ #\(revoke) の取り消しを戻す付与です。元の購入を返金すると、この付与が取り消されます。"
    }

    static let fulfilsCharge = "この決済IDの入金があとから届いても、二重には付与されません。"

    /// Money that has now bought something.
    static func resolved(_ user: UserID, _ sku: SKU, _ charge: ChargeID) -> String {
        """
        \(Self.done(user, sku))
        \(charge.rawValue)
        """
    }

    /// A suspension that was set or lifted.
    static func held(_ hold: HoldOrder, isLifted: Bool, isUnknown: Bool) -> String {
        let deed = isLifted ? "停止を解きました" : "利用を停止しました"
        let unknown = isUnknown ? "\n⚠️ このユーザーはまだ来ていません。user_id を確認してください。" : ""
        return "✅ ユーザー \(hold.user.rawValue)：\(deed)（理由: \(hold.reason)）。\(unknown)"
    }

    /// A template that was sent, or could not be.
    static func replied(_ user: UserID, isSent: Bool) -> String {
        guard isSent else { return "⚠️ ユーザー \(user.rawValue)：定型文は送れません。" }
        return "✅ ユーザー \(user.rawValue)：定型文を送りました。"
    }

    /// What the user is told, to be forwarded, or that nobody is.
    static func forwarding(_ text: String?, isSent: Bool = true) -> String {
        guard let text else { return "（ユーザーへの通知なし）" }
        guard isSent else {
            return "⚠️ このユーザーはまだこのボットを開いていないため、本人には届いていません。"
                + "user_id を確認し、開いてもらってから伝えてください。文面：\n\(text)"
        }
        return "ユーザーへ送った文面：\n\(text)"
    }

    /// How far an incident is, as the third of the three lines says it.
    static func incidentDone(_ done: String?, at position: Position) -> String {
        "\(done ?? "対応中")（#\(position) に記録）"
    }

    /// A setting that changed.
    static func changed(
        _ setting: Setting,
        to value: String,
        from before: String,
        environment: String?
    ) -> String {
        let done = "✅ \(setting.rawValue) = \(value)（これまで: \(before)）"
        guard let environment, environment != value else { return done }
        return """
            \(done)
            ⚠️ 環境変数に \(environment) が設定されています。次の起動で \(environment) に戻ります。
            """
    }

    static let settingsTitle = "⚙️ 設定（いまの値｜環境変数の値）"

    /// One setting: the value in force, and the environment's.
    static func setting(
        _ setting: Setting,
        inForce value: String,
        environment: String?
    ) -> String {
        let shown = value.isEmpty ? "（なし）" : value
        let fixed = setting.isSettableInChat ? "" : "（起動時のみ）"
        return "\(setting.rawValue) = \(shown)｜\(environment ?? "未設定")\(fixed)"
    }

    /// What came of asking for a refund.
    static func refund(_ outcome: Outcome) -> String {
        switch outcome {
        case .refundRequested(let effect, _):
            "\(Self.withdrawal(effect))Telegram に返金を依頼しています。"
        case .refundUnderway:
            "この決済の返金はすでに進行中です。完了したらお知らせします。"
        case .refundedBefore:
            "この決済はすでに返金済みです。"
        default:
            Self.refusal(of: outcome)
        }
    }

    private static func withdrawal(_ effect: WithdrawalEffect) -> String {
        switch effect {
        case .took: "返金を記録し、利用権を取り消しました。"
        case .waits: "返金を記録しました。チケットはいまの鑑定に使われています。"
        case .nothingLeft: "返金を記録しました。取り消せる利用権は残っていません。"
        case .alreadyWithdrawn: "返金を記録しました。利用権はすでに取り消し済みです。"
        case .nothingGiven: "返金を記録しました。この決済で付与したものはありません。"
        }
    }

    /// A refund that Telegram carried out.
    static func refundDone(_ charge: ChargeID, told text: String) -> String {
        """
        ✅ 返金が完了しました。決済ID: \(charge.rawValue)
        ユーザーへ送った文面：
        \(text)
        """
    }

    /// A refund that Telegram refused.
    static func refundRefused(_ charge: ChargeID, because text: String) -> String {
        "⚠️ Telegram が返金を断りました（\(text)）。利用権は元に戻しました。決済ID: \(charge.rawValue)"
    }

    /// A refund whose answer is still to come.
    static func refundWaiting(_ charge: ChargeID) -> String {
        "⏳ Telegram から返答がありません。返金は自動で続けます。決済ID: \(charge.rawValue)"
    }
}
