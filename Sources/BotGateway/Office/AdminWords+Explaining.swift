internal import Ledger
internal import LedgerService
internal import Payments

extension AdminWords {
    /// Whether a user may have something, why, and what would change it.
    static func explanation(_ explanation: Explanation, _ clock: ClockText) -> String {
        let who = "ユーザー \(explanation.user.rawValue)・\(explanation.ask.name)"
        let verdict =
            switch explanation.verdict {
            case .allowed(let access): "✅ \(who)：使えます（\(Self.name(of: access))）"
            case .refused(let refusal): "⛔ \(who)：使えません（\(Self.name(of: refusal))）"
            }
        let grounds = explanation.grounds.map { "・\(Self.line($0, clock))" }
        let changes = explanation.changes.map { "・\(Self.line($0, clock))" }
        let parts =
            [verdict, "決め手の記録："] + Self.deciding(explanation, clock) + ["理由："] + grounds
            + ["変わるのは："] + changes
        return (parts + ["（#\(explanation.position) の時点）"]).joined(separator: "\n")
    }

    /// The most events that one answer lists; the terminal lists them all.
    private static let decidingCountMax = 10

    private static func deciding(_ explanation: Explanation, _ clock: ClockText) -> [String] {
        guard !explanation.decidedBy.isEmpty else { return ["・なし（既定値のままです）"] }
        let shown = explanation.decidedBy.prefix(Self.decidingCountMax).map { event in
            let late = event.lateSeconds == nil ? "" : "、記録は \(clock.full(event.recordedAt))"
            return "・#\(event.position) \(event.kind.name)（\(clock.full(event.effectiveAt))\(late)）"
        }
        let more = explanation.decidedBy.count - shown.count
        return shown + (more > 0 ? ["・ほか\(more)件"] : [])
    }

    private static func name(of access: Access) -> String {
        switch access {
        case .free: "無料枠から"
        case .pass: "パスで"
        case .ticket: "チケットを1枚使って"
        case .admin: "管理者なので無料"
        case .open: "PAYWALL_ENABLED が off なので無料"
        }
    }

    private static func name(of refusal: Paywall.Refusal) -> String {
        switch refusal {
        case .held: "停止中"
        case .noTicket(let kind): "\(kind.sku.rawValue) がありません"
        case .quotaUsedUp: "今日の無料枠を使い切りました"
        case .passOnly: "お試し期間のあとはパスが必要です"
        }
    }

    private static func line(_ ground: Explanation.Ground, _ clock: ClockText) -> String {
        let positions = ground.positions.map { "#\($0)" }.joined(separator: " ")
        return Self.line(ground.fact, clock) + (positions.isEmpty ? "" : "（\(positions)）")
    }

    private static func line(_ fact: Explanation.Fact, _ clock: ClockText) -> String {
        switch fact {
        case .held: "/admin hold で停止されています"
        case .administrator: "ADMIN_USER_IDS に入っています"
        case .paywall(let isOn): "PAYWALL_ENABLED は \(isOn ? "on" : "off") です"
        case .pass(nil): "有効なパスはありません"
        case .pass(let until?): "パスは \(clock.full(until)) まで有効です"
        case .passEnded(let end): "パスは \(clock.full(end)) に終わりました"
        case .passBegins(let start): "あとから見つかったパスは \(clock.full(start)) に始まります"
        case .issued(let kind, let count): "\(kind.sku.rawValue) の付与は\(count)枚です"
        case .used(let kind, let count): "\(kind.sku.rawValue) のうち\(count)枚は使用済みです"
        case .reserved(let kind, let count): "\(kind.sku.rawValue) のうち\(count)枚は鑑定中です"
        case .withdrawn(let kind, let count): "\(kind.sku.rawValue) のうち\(count)枚は取り消し済みです"
        case .day(let day, let trialDays): "初回利用から\(day)日目です（お試しは\(trialDays)日間）"
        case .quota(let limit, let used, let resetsAt):
            "無料枠は1日\(limit)回で、今日は\(used)回使いました（次は \(clock.short(resetsAt))）"
        case .capped: "モデル費用が上限に達し、無料枠を縮小しています"
        }
    }

    private static func line(_ change: Explanation.Change, _ clock: ClockText) -> String {
        switch change {
        case .release: "/admin release で停止を解いたとき"
        case .obtain(let sku): "\(sku.rawValue) を購入するか、/admin grant で付与したとき"
        case .obtainPass: "パスを購入するか、/admin grant で付与したとき"
        case .dayEnds(let end): "日付が変わったとき（\(clock.full(end))）"
        case .passEnds(let end): "パスが終わったとき（\(clock.full(end))）"
        case .paywallOn: "PAYWALL_ENABLED を on にしたとき"
        case .administratorNoMore: "ADMIN_USER_IDS から外れたとき"
        case .usedUp(let left): "残り\(left)回を使い切ったとき"
        case .useFails(let use): "進行中の鑑定・相談（#\(use)）が失敗し、使った分が戻ったとき"
        }
    }
}
