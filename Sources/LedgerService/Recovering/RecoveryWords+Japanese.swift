internal import Ledger
internal import Payments

extension RecoveryWords {
    /// What an operator reads in Japanese.
    static let japanese = RecoveryWords(
        headline: { Self.japaneseHeadline($0) },
        lost: "失われたもの",
        kept: "ファイルに残っていたもの",
        cameBack: "Telegram から戻ったもの",
        check: "先に確かめること",
        gone: "戻らないもの",
        users: "確かめるユーザー",
        next: "次に打つもの",
        range: { Self.japaneseRange($0) },
        oldLedger: { Self.japaneseOldLedger($0) },
        backup: { report in
            let head = Self.number(report.findings.backupHead)
            let manifest =
                switch report.findings.manifest {
                case .absent: "マニフェストなし、鎖は正しい"
                case .signed: "マニフェストと一致（signing.key がなく署名は照合できません）"
                case .signedHere: "マニフェストと一致、この台帳の署名"
                case .signedElsewhere: "マニフェストと一致、署名は別の signing.key のもの"
                }
            return "バックアップ：記録 \(head) 件、\(manifest)（\(report.backup)）"
        },
        segment: { "セグメント：続きの記録 \(Self.number($0.eventCount)) 件（\($0.path)）" },
        taken: { "元の台帳：途切れずに続く記録 \(Self.number($0.eventCount)) 件（引き継ぎました）" },
        money: { money in
            let total = money.total
            let payments =
                "支払い \(Self.number(total.paymentCount)) 件、\(Self.number(total.paidStars))⭐"
            let refunds =
                "返金 \(Self.number(total.refundCount)) 件、\(Self.number(total.refundedStars))⭐"
            let unmatched =
                total.unmatchedCount == 0
                ? [] : ["うち \(total.unmatchedCount) 件は商品に結び付きません：/admin unmatched"]
            return [payments, refunds] + unmatched
        },
        balance: { report in
            let (ours, telegram) = (report.reconciliation.ours, report.reconciliation.telegram)
            let isEqual = telegram.nanostars == 0 && telegram.stars == ours
            if isEqual { return "残高：台帳も Telegram も \(Self.number(ours))⭐" }
            let why = report.isBalanced ? "差はボット自身の Stars です" : "合いません"
            return "残高：台帳 \(Self.number(ours))⭐、Telegram \(telegram)⭐（\(why)）"
        },
        difference: { Self.japaneseDifference($0) },
        moreDifferences: { "… ほか \($0) 件" },
        goneAsSeen: { Self.japaneseGone($0) },
        goneUnseen: [
            "鑑定と無料枠の利用：その間に使われたチケットは、また手元にあります（ユーザーに有利に扱います）",
            "管理者の付与・剥奪・停止・再開・設定",
            "フィードバック、規約への同意、選んだ言語：もう一度たずねます",
            "サブスクリプションの解約：Telegram の明細に載りません",
        ],
        keysMissing: "keys.db がありません：写しを戻さない限り、フィードバックの文は読めません",
        usersWithMoney: { "お金が戻ったユーザー \($0) 人：" },
        usersWithUses: { "使ったチケットがまた手元にあるユーザー \($0) 人：" },
        holders: { "チケットを持つユーザー \($0) 人（その間に使ったかもしれません）：" },
        share: { share in
            let parts = [
                (share.paymentCount, "支払い \(share.paymentCount) 件"),
                (share.refundCount, "返金 \(share.refundCount) 件"),
                (share.unmatchedCount, "商品不明 \(share.unmatchedCount) 件"),
            ]
            let figures = Self.figures(parts, between: "、") ?? ""
            return ([figures] + [share.skus.joined(separator: " ")]).filter { !$0.isEmpty }
                .joined(separator: "  ")
        },
        others: { "… ほか \($0) 人（--json と保存した報告に全員）" },
        nobody: "いません",
        startBot: "ボットを起動する",
        verify: "新しい台帳が正しいことを確かめる",
        repeatForReal: "本番を行う",
        lookAtDifferences: "食い違いをもう一度見る。それからチャットで /admin unmatched",
        typeAgain: "管理者が行ったことのうち、今も正しいものをもう一度打つ：",
        eraseAgain: "失われた間に消去した人。鍵はもうありません。記録だけもう一度：",
        lookFirst: "同じ商品の支払いが戻っています。先に確かめること"
    )

    private static func japaneseHeadline(_ report: RecoveryReport) -> String {
        let total = report.money.total
        let payments = "支払い \(Self.number(total.paymentCount)) 件"
        let refunds = "返金 \(Self.number(total.refundCount)) 件"
        let isNothing = total.paymentCount + total.refundCount == 0
        let nothing = "足りない支払いも返金もありませんでした"
        let count = report.differenceCount
        if report.isDryRun {
            let what = isNothing ? nothing : "\(payments)と\(refunds)が戻る見込みです"
            let differences = count == 0 ? "" : "（確かめること \(count) 件）"
            return "試しに行いました（何も変えていません）：\(what)\(differences)。"
        }
        let what = isNothing ? nothing : "\(payments)と\(refunds)が戻りました"
        return count == 0
            ? "回収できました：\(what)。ボットを起動してください。"
            : "回収できました：\(what)。起動する前に、下の \(count) 件を確かめてください。"
    }

    private static func japaneseRange(_ report: RecoveryReport) -> [String] {
        let findings = report.findings
        if findings.lostEventCount == 0 { return ["ありません：ファイルがすべての記録を持っていました"] }
        let from = Self.tokyo(report.lostFrom)
        let until = report.lostUntil.map { Self.tokyo($0) } ?? "不明"
        let range = "\(from)（記録 \(Self.number(findings.builtHead)) 番）から \(until) まで"
        guard let count = findings.lostEventCount, let head = findings.lostHead else {
            return [range, "件数はわかりません（ledger.db.head がありませんでした）"]
        }
        return [range, "記録 \(Self.number(count)) 件（\(Self.number(head)) 番まで進んでいました）"]
    }

    private static func japaneseOldLedger(_ findings: RecoveryFindings) -> String {
        switch findings.oldLedger {
        case .absent: "元の台帳はありませんでした"
        case .unreadable: "元の台帳は読めませんでした（取ってあります）"
        case .damaged: "元の台帳は壊れていました（取ってあります）"
        case .older: "元の場所には古い写しがありました（取ってあります）"
        case .sound: "元の台帳は正しいものでしたが、--force でよけました（取ってあります）"
        case .foreign: "別の台帳を --force でよけました（取ってあります）"
        }
    }

    private static func japaneseDifference(_ mismatch: Mismatch) -> String {
        let (ours, telegram) = ("\(mismatch.ours ?? .zero)", "\(mismatch.telegram ?? .zero)")
        let detail = mismatch.detail ?? "?"
        let what =
            switch mismatch.kind {
            case .amount: "金額が違います（台帳 \(ours)⭐、Telegram \(telegram)⭐）"
            case .user: "支払った人が違います（\(detail)）"
            case .product: "商品が違います（\(detail)）"
            case .unmatched: "商品に結び付かない入金 \(ours)⭐ が待っています"
            case .paymentUnknownThere: "台帳の支払い \(ours)⭐ が Telegram の明細にありません"
            case .refundUnknownThere: "台帳の返金 \(ours)⭐ が Telegram の明細にありません"
            case .refundOfUnseen: "見たことのない支払いの返金 \(telegram)⭐ を記録しました"
            case .notARefund: "返金ではない送金 \(telegram)⭐ があります"
            case .beforeImport: "移行前の入金 \(telegram)⭐ が移行データにありません"
            case .refundBeforeImport: "移行前の返金 \(telegram)⭐ が移行データにありません"
            case .nearGrant: "戻った支払い \(telegram)⭐ の近くに、同じ商品の手動の付与（\(detail)）があります"
            case .balance: "残高が合いません（明細の合計 \(ours)⭐、Telegram \(telegram)⭐）"
            }
        let about = [
            mismatch.user.map { "ユーザー \($0.rawValue)" }, mismatch.sku?.rawValue,
            mismatch.at.map { Self.tokyo($0) }, mismatch.charge.map { "決済 \($0.rawValue)" },
        ].compactMap(\.self).joined(separator: "、")
        return about.isEmpty ? what : "\(what)：\(about)"
    }

    private static func japaneseGone(_ known: KnownLosses) -> [String] {
        let parts: [(Int64, String)] = [
            (known.count(.readingDelivered), "鑑定"),
            (known.count(.consultationAnswered), "相談の返事"),
            (known.count(.ticketConsumed), "チケットの利用"),
            (known.count(.granted), "付与"),
            (known.count(.revoked), "剥奪"),
            (known.count(.held, .released), "停止と再開"),
            (known.count(.settingChanged), "設定の変更"),
            (known.count(.feedbackLeft), "フィードバック"),
            (known.count(.termsAccepted), "規約への同意"),
            (known.count(.languageChosen), "言語の選択"),
            (known.count(.subscriptionChanged), "サブスクリプションの変更"),
            (known.count(.userErased), "消去"),
        ]
        let seen = parts.filter { $0.0 > 0 }.map { "\($0.1) \($0.0) 件（元の台帳で読めた分）" }
        return seen + ["ほかに、読めなかった分。使われたチケットは、また手元にあります"]
    }

    /// A time as Japanese operators write it.
    private static func tokyo(_ time: Instant) -> String {
        let local = Instant(seconds: time.seconds).adding(seconds: 9 * 3_600).rfc3339
        return local.replacing("T", with: " ").replacing("Z", with: " JST")
    }
}
