/// Saves the good beginning of a damaged ledger.
public struct Salvage: Hashable, Sendable {
    /// Where the saved log ends.
    public var head: LedgerHead

    /// How many events after it are known to have been there.
    public var lostCount: Int64

    /// Why no more could be saved; `nil` if all was.
    public var reason: String?

    /// Copies all events up to the first that is not as it was written.
    ///
    /// - Parameters:
    ///   - path: The ledger; it is only read.
    ///   - target: Where the saved ledger lies; nothing may lie there.
    ///   - progress: Told the position reached and the last one.
    /// - Returns: What was saved.
    /// - Throws: ``LedgerError`` if not a single event can be saved, or the target not be written.
    public static func run(
        of path: String,
        to target: String,
        progress: (_ done: Position, _ of: Position) -> Void = { _, _ in }
    ) throws(LedgerError) -> Salvage {
        let mark = HeadFile.read(of: path)
        guard let header = try HeaderDamage.look(at: path), header.isGrave else {
            return try Self.run(of: path, markedAt: mark?.position, to: target, progress)
        }
        // Nothing is read past such a header; a copy with another one is.
        return try header.withRepairedCopy(of: path, at: target + ".header") {
            (copy) throws(LedgerError) in
            try Self.run(of: copy, markedAt: mark?.position, to: target, progress)
        }
    }

    private static func run(
        of path: String,
        markedAt mark: Position?,
        to target: String,
        _ progress: (_ done: Position, _ of: Position) -> Void
    ) throws(LedgerError) -> Salvage {
        let file = try LedgerFile.openForReading(path: path, checkingTail: false)
        let last = max(file.head.position, mark ?? 0)
        var copy = try LedgerCopy(at: target, like: file.head)
        var reason: String?
        do throws(LedgerError) {
            try copy.append(from: EventReader(file: file)) { progress($0, last) }
        } catch {
            guard error.code == .damaged else { throw error }
            reason = error.message
        }
        guard copy.head.position > 0 else {
            copy.abandon()
            throw LedgerError(
                .damaged,
                "not even event 1 of \(path) can be read; nothing was saved, restore a backup"
            )
        }
        let head = try copy.finish()
        if reason == nil, head.position < last {
            reason = "events up to \(last) were committed and are gone"
        }
        return Salvage(head: head, lostCount: last - head.position, reason: reason)
    }
}
