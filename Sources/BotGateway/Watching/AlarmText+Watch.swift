package import Ledger
package import LedgerService

/// What administrators are told about what nobody's update brought about.
extension AlarmText {
    /// Many errors in a short time.
    package static func manyErrors(_ counts: [ErrorKind: Int]) -> AlarmText {
        let minutes = ErrorCount.windowSeconds / 60
        let sum = counts.values.reduce(0, +)
        let (money, load) = (counts[.payment] ?? 0, counts[.load] ?? 0)
        return AlarmText(
            "\(minutes)分以内にエラーが \(sum) 件ありました"
                + "（決済 \(money)・負荷/外部API \(load)・接続 \(counts[.connection] ?? 0)）",
            done: "記録済み。/admin stats 1 で内訳を確認してください"
        )
    }

    /// Telegram could not be reached.
    package static func telegramBack(
        _ from: Instant,
        _ to: Instant,
        _ clock: ClockText
    ) -> AlarmText {
        AlarmText(
            "Telegram につながりませんでした：\(Self.span(from, to, clock))",
            done: "復旧済み。届いていた更新は順に処理しています"
        )
    }

    /// The language model does not answer.
    package static func modelLost(_ since: Instant, _ clock: ClockText) -> AlarmText {
        AlarmText(
            "言語モデルが応答していません：\(clock.full(since)) から",
            done: "チケットと無料枠は失われません。starledger doctor で接続先を確認してください"
        )
    }

    /// The language model answers again.
    package static func modelBack(
        _ from: Instant,
        _ to: Instant,
        _ clock: ClockText
    ) -> AlarmText {
        AlarmText(
            "言語モデルが応答していませんでした：\(Self.span(from, to, clock))",
            done: "復旧済み。対応は要りません"
        )
    }

    /// The ledger cannot be written.
    package static func ledgerFails(_ code: LedgerError.Code) -> AlarmText {
        guard code != .replaced else {
            return AlarmText(
                "台帳のファイルが消えたか、別のファイルに置き換えられました",
                done: "書き込みを止め、まもなく終了します。ファイルを戻し（なければバックアップから）、"
                    + "starledger verify のあとで起動してください"
            )
        }
        return AlarmText(
            "台帳に書き込めません（\(code.rawValue)）",
            done: "更新の受け付けと決済を止め、開き直しを続けています。空き容量と権限を確認してください"
        )
    }

    /// The ledger can be written again.
    package static var ledgerWritesAgain: AlarmText {
        AlarmText("台帳への書き込みが復旧しました", done: "止めていた更新を順に処理しています")
    }

    /// A copy was put back.
    ///
    /// - Parameters:
    ///   - restored: What the log says of it.
    ///   - event: The event that says so, the first of the new epoch.
    ///   - loss: What is known of the events that are missing.
    ///   - isCompared: Whether Telegram's list was compared since.
    ///   - clock: How moments are written.
    /// - Returns: The words.
    package static func restored(
        _ restored: Restored,
        begunBy event: RecordedEvent,
        loss: Restore.LostEvents?,
        isCompared: Bool = false,
        _ clock: ClockText
    ) -> AlarmText {
        let (lost, kept) = (restored.lostHead, loss?.common ?? event.position - 1)
        let last = loss?.since.map { "\(clock.full($0)) 以降" } ?? (kept == 0 ? "最初から" : "")
        let what =
            lost > kept
            ? "台帳が控えに戻されました。\(last)の \(lost - kept) 件（#\(kept + 1)〜#\(lost)）がありません"
            : "台帳が別の記録の控えに替わりました（以前は #\(lost) まで）"
        let begun = "\(clock.full(event.recordedAt)) から世代 \(restored.epoch) で再開済み"
        return AlarmText(
            what + Self.money(in: loss),
            done: isCompared
                ? "\(begun)。Telegram の明細とは突き合わせ済み（starledger reconcile --dry-run で確かめられます）"
                : "\(begun)。starledger reconcile を打ってください（docs/sqlite_backup.md の「突き合わせる」）"
        )
    }

    /// Keys that seal personal text are gone.
    ///
    /// - Parameters:
    ///   - lost: The feedback that cannot be read.
    ///   - workCount: How many questions under way and answers cannot be opened either.
    /// - Returns: The words.
    package static func keysLost(_ lost: LostKeys?, workCount: Int) -> AlarmText {
        var parts: [String] = []
        if let lost {
            parts.append(
                "ご意見 \(lost.entryCount) 件（\(lost.userCount) 人分、最新 #\(lost.newest)）が読めません"
            )
        }
        if workCount > 0 { parts.append("処理途中の \(workCount) 件を開けず、利用分は戻しました") }
        let what = parts.isEmpty ? "" : "。" + parts.joined(separator: "。")
        return AlarmText(
            "keys.db に以前の鍵がありません\(what)",
            done: "新しいご意見が届く前に、ボットを止めて控えの keys.db を戻し、起動してください（docs/sqlite_backup.md）"
        )
    }

    private static func money(in loss: Restore.LostEvents?) -> String {
        guard let loss, let payments = loss.paymentCount else { return "" }
        let least = loss.isExact ? "" : "少なくとも"
        return "。\(least)決済 \(payments) 件（⭐\(loss.stars)）・返金 \(loss.refundCount) 件を含みます"
    }

    /// The write-ahead log grows.
    package static func logGrows(_ bytes: Int64) -> AlarmText {
        AlarmText(
            "台帳の -wal が \(bytes >> 20) MiB まで増えています",
            done: "運転は続いています。台帳を開いたままのプログラムを閉じてください"
        )
    }

    /// The disk fills up.
    package static func diskFillsUp(_ freeBytes: Int64) -> AlarmText {
        AlarmText(
            "台帳のディスクの空きが残り \(freeBytes >> 20) MiB です",
            done: "運転は続いています。空き容量を増やしてください"
        )
    }

    /// No backup could be made.
    ///
    /// - Parameters:
    ///   - code: Why.
    ///   - last: When the newest backup was made, if there is one.
    ///   - clock: How moments are written.
    /// - Returns: The words.
    package static func backupFails(
        _ code: LedgerError.Code,
        last: Instant?,
        _ clock: ClockText
    ) -> AlarmText {
        let newest = last.map { "最後のバックアップは \(clock.full($0))" } ?? "バックアップはまだ一つもありません"
        return AlarmText(
            "台帳のバックアップを取れません（\(code.rawValue)）。\(newest)",
            done: "運転は続いています。starledger doctor と starledger verify で確認してください"
        )
    }

    /// Backups are made again.
    package static var backupsAreMadeAgain: AlarmText {
        AlarmText("台帳のバックアップが再び取れました", done: "対応は要りません")
    }

    private static func span(_ from: Instant, _ to: Instant, _ clock: ClockText) -> String {
        let minutes = max(1, (to.seconds - from.seconds + 59) / 60)
        return "\(clock.full(from)) から \(clock.full(to)) まで（約\(minutes)分）"
    }
}
