package import Ledger

/// What administrators are told when the log is found damaged while the bot runs.
extension AlarmText {
    /// A verification found damage.
    ///
    /// - Parameters:
    ///   - found: What it found; not nothing.
    ///   - clock: How moments are written.
    /// - Returns: The words.
    package static func damaged(_ found: Verification, _ clock: ClockText) -> AlarmText {
        guard found.findings.contains(where: \.code.isOfTheLog) else {
            let codes = Set(found.findings.map(\.code.rawValue)).sorted().joined(separator: "・")
            return AlarmText(
                "台帳の検証で食い違いが見つかりました（\(codes)）。記録そのものは正しく読めています",
                done: "運転は続いています。starledger verify が次にすることを示します"
            )
        }
        let places = found.findings.filter(\.code.isOfTheLog).compactMap(\.position)
        let place = places.min().map { "#\($0) から" } ?? "場所は starledger verify が示します"
        let good =
            found.lastGood.map { "正しく読めるのは #\($0.position)（\(clock.full($0.recordedAt))）までです" }
            ?? "正しく読める記録がありません"
        return AlarmText(
            "台帳のファイルが壊れています：\(place)。\(good)",
            done: "運転は続いています。starledger verify で確かめ、止めて starledger recover <バックアップ>"
                + "（docs/sqlite_backup.md の「回収する」）"
        )
    }

    /// A verification could not even open the file.
    package static var unreadable: AlarmText {
        AlarmText(
            "台帳のファイルが壊れていて、検証のために開けません",
            done: "運転は続いています。starledger verify で確かめ、止めて starledger recover <バックアップ>"
                + "（docs/sqlite_backup.md の「回収する」）"
        )
    }
}
