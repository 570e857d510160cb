internal import Ledger
internal import Payments

/// What administrators read, in Japanese.
enum AdminWords {
    /// What is recorded where no reason was given.
    static let noReason = "none given"

    private static let products = "TICKET_3 TICKET_7 TICKET_10 PASS_7D PASS_30D ADDON_IMAGES"

    static let help = """
        管理者コマンド

        🎫 付与と取り消し
        /admin grant <user_id> <SKU> [理由] [charge=<決済ID>] [quiet]
        /admin revoke <user_id> <SKU> [理由] [quiet]
        /admin hold <user_id> [理由] [quiet] 利用を止める
        /admin release <user_id> [理由] [quiet] 停止を解く

        ⭐ お金
        /admin payments [user_id] [件数] 決済の一覧
        /admin unmatched 商品に結び付かない入金
        /admin resolve <決済ID> <SKU> [quiet] その入金に商品を付ける
        /refund <決済ID> [理由] 返金する

        👤 ユーザー
        /admin history <user_id> [件数] 記録を見る
        /admin explain <user_id> <read1|read3|hexa|celtic|consult> 使えるか、なぜか
        /admin reply <user_id> <adjusting|unreflected|refunded> 定型文を送る
        /admin feedback_recent [件数 1〜50] 届いた声

        📊 様子
        /admin stats [日数 1〜14] 日ごとの件数
        /admin cost [日数 1〜31] モデル費用
        /admin suspects 気になる動き
        /admin audit [件数] 管理操作の記録
        /admin incident [user_id] [rid] <内容> [| 対応状況] 障害を共有して記録する

        ⚙️ 設定
        /admin settings いまの値と環境変数の値
        /admin set <名前> <値> 再起動せずに変える

        SKU: \(products)
        quiet を付けると、ユーザーには知らせません。
        """

    static let grantUsage =
        "使い方: /admin grant <user_id> <SKU> [理由] [charge=<決済ID>] [quiet]  例: /admin grant 12345 TICKET_3 未反映のため"
    static let revokeUsage =
        "使い方: /admin revoke <user_id> <SKU> [理由] [quiet]  例: /admin revoke 12345 PASS_7D 不正利用の疑い"
    static let resolveUsage =
        "使い方: /admin resolve <決済ID> <SKU> [quiet]  決済IDは /admin unmatched で確認できます。"
    static let holdUsage =
        "使い方: /admin hold <user_id> [理由] [quiet]  例: /admin hold 12345 不正利用の疑い"
    static let releaseUsage =
        "使い方: /admin release <user_id> [理由] [quiet]  例: /admin release 12345 確認が済んだため"
    static let replyUsage =
        "使い方: /admin reply <user_id> <adjusting|unreflected|refunded>  例: /admin reply 12345 adjusting"
    static let incidentUsage =
        "使い方: /admin incident [user_id] [rid] <内容> [| 対応状況]  例: /admin incident 12345 決済が反映されない | 販売を停止"
    static let explainUsage =
        "使い方: /admin explain <user_id> <read1|read3|hexa|celtic|consult>  例: /admin explain 12345 read3"
    static let statsUsage = "使い方: /admin stats [日数]  日数は 1 から 14 です。例: /admin stats 7"
    static let costUsage = "使い方: /admin cost [日数]  日数は 1 から 31 です。例: /admin cost 7"
    static let suspectsUsage = "使い方: /admin suspects  条件は /admin set SUSPECT_… で変えられます。"
    static let historyUsage =
        "使い方: /admin history <user_id> [件数]  件数は 1 から 500 です。例: /admin history 12345 20"
    static let auditUsage = "使い方: /admin audit [件数]  件数は 1 から 200 です。例: /admin audit 20"
    static let paymentsUsage =
        "使い方: /admin payments [user_id] [件数]  件数は 1 から 200 です。例: /admin payments 12345 10"
    static let unmatchedUsage = "使い方: /admin unmatched  待っている入金をすべて表示します。"
    static let feedbackUsage =
        "使い方: /admin feedback_recent [件数]  件数は 1 から 50 です。例: /admin feedback_recent 10"
    static let setUsage =
        "使い方: /admin set <名前> <値>  例: /admin set PAYWALL_ENABLED false  名前は /admin settings で確認できます。"
    static let refundUsage =
        "使い方: /refund <telegram_payment_charge_id> [理由]  決済IDは /admin payments で確認できます。"

    /// Why nothing was done.
    static func refusal(of outcome: Outcome) -> String {
        switch outcome {
        case .repeated(let position):
            return "すでに処理済みです（#\(position)）。二重には行いません。"
        case .refused(let refusal):
            return Self.sentence(for: refusal)
        case .unchanged:
            return "すでにその値です。何も変更していません。"
        default:
            return "何も変更していません（\(outcome.name)）。"
        }
    }

    private static func sentence(for refusal: Refusal) -> String {
        switch refusal {
        case .keyReused: "同じキーで別の内容が送られました。もう一度送り直してください。"
        case .unknownProduct: "その SKU はありません。\(products) から選んでください。"
        case .unknownCharge: "その決済IDの記録がありません。/admin payments で確認してください。"
        case .chargeSettled(let state):
            "その決済はすでに処理済みです（\(Self.name(of: state))）。/admin payments で確認してください。"
        case .otherUsersCharge: "その決済は別のユーザーのものです。user_id を確認してください。"
        case .nothingHeld: "取り消せる利用権がありません。何も記録していません。"
        case .inUse: "いま鑑定に使われています。少し待ってからもう一度お試しください。"
        case .alreadyHeld: "すでに停止中です。"
        case .notHeld: "停止されていません。"
        case .userMissing: "そのユーザーの記録がありません。user_id を確認してください。"
        case .invalidValue(let accepted): "その値は使えません。使える値: \(accepted)"
        case .unknownSetting: "その設定はありません。名前は /admin settings で確認してください。"
        case .notSettableInChat: "その設定はチャットからは変えられません。環境変数を変えて再起動してください。"
        case .dayZoneFixed: "日付の区切りは使い始めてからは変えられません。"
        case .notStars: "Stars 以外の通貨の入金です。商品は付けられません。"
        case .termsFirst, .tappedTwice, .notForSale, .inPreparation, .salesClosed, .alreadyOwned,
            .alreadySubscribed, .passNeedsNoTicket, .paywall:
            "いまは行えません。"
        }
    }
}
