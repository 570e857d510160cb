import BotGateway
import Ledger
import LedgerService
import Payments
import Projections
import Testing

/// The three lines of every alarm, to the character.
@Suite struct AlarmTextTests {
    private static let start = Instant(seconds: 1_795_408_500)
    private static let clock = ClockText(.tokyo)
    private static let charge = ChargeID(rawValue: "stxk-1")

    static let decided: [(alert: Alert, kind: AlarmKind, what: String, done: String)] = [
        (
            .unmatched(charge, .unreadablePayload), .money,
            "商品に結び付かない入金がありました（unreadable_payload）。決済ID: stxk-1",
            "付与は保留中。/admin resolve か /refund で処理してください"
        ),
        (
            .conflict(charge), .money, "同じ決済IDが違う内容で届きました。決済ID: stxk-1",
            "何も付与していません。/admin history で確認してください"
        ),
        (
            .nothingLeft(UserID(rawValue: 77)), .money, "返金がありましたが、取り消せる利用権が残っていません",
            "返金は記録済み。利用状況を確認してください"
        ),
        (.importedRefund(charge), .money, "移行前の決済が返金されました。決済ID: stxk-1", "返金は記録済み"),
        (.refundOutside(charge), .money, "ボットの外で返金されました。決済ID: stxk-1", "利用権は取り消し済み"),
        (
            .refundFailed(charge, "400 CHARGE_NOT_FOUND"), .money,
            "Telegram が返金を断りました（400 CHARGE_NOT_FOUND）。決済ID: stxk-1", "利用権は元に戻しました"
        ),
        (.clockAhead(seconds: 900), .clock, "Telegram の時刻が 900 秒先を指していました", "時刻を補正して記録しました"),
        (
            .costCap(percent: 80), .cost, "本日のモデル費用が上限の 80% に達しました",
            "100% に達すると、その日の無料枠だけを縮小します。内訳は /admin cost"
        ),
        (
            .costCap(percent: 100), .cost, "本日のモデル費用が上限の 100% に達しました",
            "日付が変わるまで無料枠を縮小しました（有料のご利用はそのまま）。内訳は /admin cost"
        ),
    ]

    @Test("What a decision found", arguments: decided)
    func alerts(alert: Alert, kind: AlarmKind, what: String, done: String) {
        #expect(AlarmText(alert) == AlarmText(what, done: done))
        #expect(AlarmKind(alert) == kind)
    }

    static let watched: [(text: AlarmText, lines: String)] = [
        (
            .manyErrors([.payment: 2, .load: 8]),
            """
            5分以内にエラーが 10 件ありました（決済 2・負荷/外部API 8・接続 0）
            システム・rid=r1・記録済み。/admin stats 1 で内訳を確認してください
            """
        ),
        (
            .telegramBack(start, start.adding(seconds: 130), clock),
            """
            Telegram につながりませんでした：2026-11-23 13:35 JST から 2026-11-23 13:37 JST まで（約3分）
            システム・rid=r1・復旧済み。届いていた更新は順に処理しています
            """
        ),
        (
            .modelLost(start, clock),
            """
            言語モデルが応答していません：2026-11-23 13:35 JST から
            システム・rid=r1・チケットと無料枠は失われません。starledger doctor で接続先を確認してください
            """
        ),
        (
            .modelBack(start, start.adding(seconds: 60), clock),
            """
            言語モデルが応答していませんでした：2026-11-23 13:35 JST から 2026-11-23 13:36 JST まで（約1分）
            システム・rid=r1・復旧済み。対応は要りません
            """
        ),
        (
            .ledgerFails(.storageUnavailable),
            """
            台帳に書き込めません（storageUnavailable）
            システム・rid=r1・更新の受け付けと決済を止め、開き直しを続けています。空き容量と権限を確認してください
            """
        ),
        (
            .ledgerWritesAgain,
            """
            台帳への書き込みが復旧しました
            システム・rid=r1・止めていた更新を順に処理しています
            """
        ),
        (
            restored(
                lost: 134,
                kept: 119,
                epoch: 2,
                loss: .init(common: 119, since: start, last: 134)
            ),
            """
            台帳が控えに戻されました。2026-11-23 13:35 JST 以降の 15 件（#120〜#134）がありません
            システム・rid=r1・2026-11-23 13:35 JST から世代 2 で再開済み。\
            starledger reconcile を打ってください（docs/sqlite_backup.md の「突き合わせる」）
            """
        ),
        (
            restored(lost: 5, kept: 0, epoch: 3, loss: nil),
            """
            台帳が控えに戻されました。最初からの 5 件（#1〜#5）がありません
            システム・rid=r1・2026-11-23 13:35 JST から世代 3 で再開済み。\
            starledger reconcile を打ってください（docs/sqlite_backup.md の「突き合わせる」）
            """
        ),
        (
            restored(
                lost: 134,
                kept: 119,
                epoch: 2,
                loss: Restore.LostEvents(
                    common: 119,
                    since: start,
                    last: 134,
                    paymentCount: 3,
                    stars: 750,
                    refundCount: 1,
                    isExact: false
                ),
                isCompared: true
            ),
            """
            台帳が控えに戻されました。2026-11-23 13:35 JST 以降の 15 件（#120〜#134）がありません。\
            少なくとも決済 3 件（⭐750）・返金 1 件を含みます
            システム・rid=r1・2026-11-23 13:35 JST から世代 2 で再開済み。\
            Telegram の明細とは突き合わせ済み（starledger reconcile --dry-run で確かめられます）
            """
        ),
        (
            restored(
                lost: 134,
                kept: 150,
                epoch: 2,
                loss: .init(common: 134, since: start, last: 134)
            ),
            """
            台帳が別の記録の控えに替わりました（以前は #134 まで）
            システム・rid=r1・2026-11-23 13:35 JST から世代 2 で再開済み。\
            starledger reconcile を打ってください（docs/sqlite_backup.md の「突き合わせる」）
            """
        ),
        (
            .logGrows(1_288 << 20),
            """
            台帳の -wal が 1288 MiB まで増えています
            システム・rid=r1・運転は続いています。台帳を開いたままのプログラムを閉じてください
            """
        ),
        (
            .diskFillsUp(900 << 20),
            """
            台帳のディスクの空きが残り 900 MiB です
            システム・rid=r1・運転は続いています。空き容量を増やしてください
            """
        ),
    ]

    /// A copy that was put back, as a start tells of it.
    private static func restored(
        lost: Position,
        kept: Position,
        epoch: Int64,
        loss: Restore.LostEvents?,
        isCompared: Bool = false
    ) -> AlarmText {
        let restored = Restored(epoch: epoch, lostHead: lost)
        let envelope = Envelope(
            user: nil,
            effectiveAt: self.start,
            cause: .start,
            actor: .system,
            rid: "restored"
        )
        let event = RecordedEvent(
            position: kept + 1,
            recordedAt: self.start,
            envelope: envelope,
            event: .restored(restored)
        )
        return .restored(
            restored,
            begunBy: event,
            loss: loss,
            isCompared: isCompared,
            self.clock
        )
    }

    @Test("What the watch found, in three lines", arguments: watched)
    func watches(text: AlarmText, lines: String) {
        let said = text.lines(at: Self.start, on: .tokyo, about: nil, rid: "r1")
        #expect(said == "🔔 2026-11-23 13:35 JST\n\(lines)")
    }

    @Test("A person is named by number, and what was held back is counted")
    func person() {
        let said = AlarmText("何か", done: "対応中").lines(
            at: Self.start,
            on: .tokyo,
            about: UserID(rawValue: 77),
            rid: "r1",
            heldBack: 12
        )
        #expect(
            said == """
                🔔 2026-11-23 13:35 JST
                何か
                ユーザー 77・rid=r1・対応中（このほか同種の通知 12 件を省略）
                """
        )
    }
}
