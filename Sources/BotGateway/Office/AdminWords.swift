internal import Ledger
internal import Payments

/// What administrators read, in Japanese.
enum AdminWords {
    /// How many events `/admin history` shows unless told.
    static let historyCount = 20

    /// What is recorded where no reason was given.
    static let noReason = "none given"

    static let help = """
        管理者コマンド
        /admin grant <user_id> <SKU> [理由] [charge=<決済ID>] [quiet]
        /admin revoke <user_id> <SKU> [理由] [quiet]
        /admin stats [日数 1〜14]
        /admin history <user_id> [件数]
        /refund <決済ID> [理由]
        SKU: TICKET_3 TICKET_7 TICKET_10 PASS_7D PASS_30D ADDON_IMAGES
        """

    static let grantUsage =
        "使い方: /admin grant <user_id> <SKU> [理由]  例: /admin grant 12345 TICKET_3 未反映のため"
    static let revokeUsage =
        "使い方: /admin revoke <user_id> <SKU> [理由]  例: /admin revoke 12345 PASS_7D 不正利用の疑い"
    static let statsUsage = "使い方: /admin stats [日数]  日数は 1 から 14 です。例: /admin stats 7"
    static let historyUsage = "使い方: /admin history <user_id> [件数]  例: /admin history 12345 20"
    static let refundUsage =
        "使い方: /refund <telegram_payment_charge_id> [理由]  決済IDは /admin history で確認できます。"

    static func noHistory(_ user: UserID) -> String {
        "ユーザー \(user.rawValue) の記録はまだありません。user_id を確認してください。"
    }

    /// One event of a listing.
    static func line(_ event: RecordedEvent, _ clock: ClockText) -> String {
        let actor = event.envelope.actor == .user ? "" : " by \(event.envelope.actor.name)"
        return "#\(event.position) \(clock.full(event.effectiveAt)) \(event.event.kind.name)"
            + "\(actor) rid=\(event.envelope.rid)\n  \(event.event.json)"
    }

    /// A grant or revoke that was done, with the user's own words to forward.
    static func done(_ order: GrantOrder, told text: String) -> String {
        let told = order.isQuiet ? "（ユーザーへの通知なし）" : "ユーザーへ送った文面："
        return """
            ✅ ユーザー \(order.user.rawValue)・\(order.sku.rawValue)：記録しました。
            \(told)
            \(text)
            """
    }

    /// Why nothing was done.
    static func refusal(of outcome: Outcome) -> String {
        switch outcome {
        case .repeated(let position):
            return "すでに処理済みです（#\(position)）。二重には行いません。"
        case .refused(let refusal):
            return Self.sentence(for: refusal)
        default:
            return "何も変更していません（\(outcome.name)）。"
        }
    }

    /// What came of asking for a refund.
    static func refund(_ outcome: Outcome, charge: ChargeID) -> String {
        switch outcome {
        case .refundRequested:
            return "返金を記録し、利用権を取り消しました。Telegram に返金を依頼しています。"
        case .refundUnderway:
            return "この決済の返金はすでに進行中です。完了したらお知らせします。"
        case .refundedBefore:
            return "この決済はすでに返金済みです。"
        default:
            return Self.refusal(of: outcome)
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

    private static func sentence(for refusal: Refusal) -> String {
        switch refusal {
        case .keyReused: "同じキーで別の内容が送られました。もう一度送り直してください。"
        case .unknownProduct:
            "その SKU はありません。TICKET_3 TICKET_7 TICKET_10 PASS_7D PASS_30D ADDON_IMAGES から選んでください。"
        case .unknownCharge: "その決済IDの記録がありません。/admin history で確認してください。"
        case .chargeSettled: "その決済はすでに処理済みです。/admin history で確認してください。"
        case .otherUsersCharge: "その決済は別のユーザーのものです。user_id を確認してください。"
        case .nothingHeld: "取り消せる利用権がありません。何も記録していません。"
        case .inUse: "いま鑑定に使われています。少し待ってからもう一度お試しください。"
        case .alreadyHeld: "すでに停止中です。"
        case .notHeld: "停止されていません。"
        case .userMissing: "そのユーザーの記録がありません。user_id を確認してください。"
        case .invalidValue(let accepted): "その値は使えません。\(accepted)"
        case .unknownSetting: "その設定はありません。"
        case .notSettableInChat: "その設定はチャットからは変えられません。"
        case .dayZoneFixed: "日付の区切りは使い始めてからは変えられません。"
        case .notStars: "Stars 以外の通貨です。"
        case .termsFirst, .tappedTwice, .notForSale, .inPreparation, .salesClosed, .alreadyOwned,
            .alreadySubscribed, .passNeedsNoTicket, .paywall:
            "いまは行えません。"
        }
    }
}

extension Outcome {
    /// Whether Telegram must now be asked to give the Stars back.
    var asksTelegram: Bool {
        if case .refundRequested = self { return true }
        return false
    }

    /// The first charge of the subscription that a refund cancels.
    var cancelledSubscription: ChargeID? {
        if case .refundRequested(_, let charge) = self { return charge }
        return nil
    }
}
