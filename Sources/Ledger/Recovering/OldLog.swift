private import Foundation

/// The log of a ledger that something happened to, read as far as it can be read.
///
/// Nothing is believed that the chain does not prove, and nothing in the file is changed.
package struct OldLog {
    /// How far behind an unreadable place the next readable event is looked for.
    package static let probeCountMax: Int64 = 20_000

    /// Where the head row says that the log ends; the last position that is tried if it cannot be
    /// read.
    package let head: LedgerHead

    /// Whether the head row could be read.
    package let isHeadReadable: Bool

    private let file: LedgerFile

    /// Opens a ledger's file, also one whose end or head row is damaged.
    ///
    /// - Parameters:
    ///   - path: The ledger's file.
    ///   - expected: The head to assume where the file's own cannot be read.
    ///   - ignoresHead: Whether the head row is known to lie.
    /// - Throws: ``LedgerError`` `notOurs`, `newerSchema`, `damaged` or `storageUnavailable` if
    ///   nothing of it can be read.
    package init(
        path: String,
        assuming expected: LedgerHead,
        ignoringHead ignoresHead: Bool = false
    ) throws(LedgerError) {
        let opened = try Self.open(path)
        if let opened, !ignoresHead {
            self.file = opened
            self.isHeadReadable = true
        } else {
            var assumed = expected
            assumed.position = .max
            self.file = try LedgerFile(readingRowsOf: path, head: assumed)
            self.isHeadReadable = false
        }
        self.head = self.file.head
    }

    /// Opens a file by its head row, or returns `nil` if that is damaged.
    private static func open(_ path: String) throws(LedgerError) -> LedgerFile? {
        do throws(LedgerError) {
            return try LedgerFile.openForReading(path: path, checkingTail: false)
        } catch {
            // Behind a damaged header no row is where SQLite looks for it.
            guard error.code == .damaged, try HeaderDamage.look(at: path)?.isGrave != true else {
                throw error
            }
            return nil
        }
    }

    /// Reads the events in order, up to the first place that cannot be read.
    package var reader: EventReader { EventReader(file: self.file) }

    /// The link at a position, or `nil` if there is none or it cannot be read.
    package func hash(at position: Position) -> ChainHash? {
        try? self.file.hash(at: position)
    }

    /// How far the chain can be followed from the first event.
    ///
    /// - Parameter progress: Told the position reached, now and then.
    /// - Returns: The last position that is proven, and why it is the last if the log goes on.
    package func proven(
        progress: (Position) -> Void = { _ in }
    ) -> (last: Position, damage: LedgerError?) {
        var chain = Chain(head: Chain.genesis(ledgerID: self.head.ledgerID))
        var last: Position = 0
        do throws(LedgerError) {
            try self.reader.forEachRow(after: 0) { row, hash throws(LedgerError) in
                guard chain.extend(row) == hash else {
                    throw .damaged(at: row.position, "is not what was written", cause: nil)
                }
                last = row.position
                if last % EventReader.pageRowCount == 0 { progress(last) }
                return true
            }
        } catch {
            return (last, error)
        }
        return (last, last == self.head.position ? self.damageAtTheEnd() : nil)
    }

    /// Reads every event that can be decoded, and passes over those that cannot.
    ///
    /// - Parameters:
    ///   - position: The position before the first event wanted.
    ///   - body: Told each event; what comes after a gap is not proven by the chain.
    /// - Returns: Whether the log was read to its end.
    package func forEachReadable(
        after position: Position,
        _ body: (RecordedEvent) -> Void
    ) -> Bool {
        var last = position
        while last < self.head.position {
            do throws(LedgerError) {
                try self.reader.forEachRow(after: last) { row, _ in
                    last = row.position
                    // What cannot be decoded is counted by nobody: its neighbours say it is gone.
                    if let event = try? row.decoded() { body(event) }
                    return true
                }
            } catch {
                guard let next = self.nextReadable(after: last) else { return false }
                last = next - 1
            }
        }
        return true
    }

    private func nextReadable(after position: Position) -> Position? {
        let limit = min(position &+ Self.probeCountMax, self.head.position)
        guard position + 1 < limit else { return nil }
        return ((position + 2)...limit).first { self.hash(at: $0) != nil }
    }

    /// Where the head row says that the log ends, if the newest event says so too.
    package var end: HeadMark? {
        self.isHeadReadable && self.damageAtTheEnd() == nil ? HeadMark(of: self.head) : nil
    }

    /// The head row and the newest event must agree, else events behind the end are lost.
    private func damageAtTheEnd() -> LedgerError? {
        do throws(SQLiteError) {
            try LogEnds.read(from: self.file.connection).check()
            return nil
        } catch {
            return .damaged(at: self.head.position, "is not where the log ends", cause: error)
        }
    }
}

extension LedgerFile {
    /// Opens a file whose head row cannot be read, for whatever rows can be.
    fileprivate init(readingRowsOf path: String, head: LedgerHead) throws(LedgerError) {
        do throws(SQLiteError) {
            self.connection = try Self.readingConnection(path: path)
        } catch {
            throw Self.translated(error, path: path)
        }
        self.head = head
    }
}
