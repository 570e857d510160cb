/// Reads a whole ledger and checks every byte that we wrote: gaps, chain, codec, head, schema.
public struct Verifier {
    private let file: LedgerFile
    private var chain: Chain
    private var codec = EventCodec()
    private var epoch: Int64 = 1
    private var result: Verification

    /// Opens a ledger, also one whose end is damaged.
    ///
    /// - Throws: ``LedgerError`` if the file is not a ledger or cannot be opened at all.
    public init(path: String) throws(LedgerError) {
        self.file = try LedgerFile.openForReading(path: path, checkingTail: false)
        self.chain = Chain(head: Chain.genesis(ledgerID: self.file.head.ledgerID))
        self.result = Verification(head: self.file.head, libraryVersion: sqliteLibraryVersion())
    }

    /// Checks everything.
    ///
    /// - Parameter progress: Told the position reached, now and then.
    /// - Returns: What was found.
    public mutating func run(
        progress: (_ done: Position, _ of: Position) -> Void = { _, _ in }
    ) -> Verification {
        self.checkStorage()
        self.checkSchema()
        self.checkEvents(progress)
        self.checkHead()
        return self.result
    }

    private mutating func checkStorage() {
        do throws(SQLiteError) {
            let said = try self.file.connection.text("PRAGMA integrity_check(1)")
            if said != "ok" { self.result.add(.init(.storage, said ?? "no answer")) }
        } catch {
            self.result.add(.init(.storage, error.description))
        }
    }

    private mutating func checkSchema() {
        do throws(SQLiteError) {
            var found: Set<String> = []
            var rows = try self.file.connection.prepare(
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
            )
            while try rows.step() { found.insert(try rows.text(0)) }
            let expected = Set(Schema.statements.map(\.description))
            for sql in expected.subtracting(found).sorted() {
                self.result.add(.init(.schema, "missing or changed: \(Self.name(of: sql))"))
            }
            for sql in found.subtracting(expected).sorted() {
                self.result.add(.init(.schema, "not ours: \(Self.name(of: sql))"))
            }
        } catch {
            self.result.add(.init(.schema, error.description))
        }
    }

    private static func name(of sql: String) -> String {
        let first = sql.split(separator: "\n").first.map(String.init) ?? sql
        return String(first.prefix(60))
    }

    private mutating func checkEvents(_ progress: (Position, Position) -> Void) {
        var last: Position = 0
        while last < self.file.head.position,
            self.result.findings.count < Verification.findingCountMax
        {
            let before = last
            do throws(LedgerError) {
                try EventReader(file: self.file).forEachRow(after: last) {
                    row,
                    hash throws(LedgerError) in
                    last = row.position
                    self.check(row, hash: hash)
                    if last % EventReader.pageRowCount == 0 {
                        progress(last, self.result.head.position)
                    }
                    return self.result.findings.count < Verification.findingCountMax
                }
            } catch {
                guard let found = self.skip(after: last, because: error) else { return }
                last = found
            }
            if last == before { return }
        }
        progress(last, self.result.head.position)
    }

    private mutating func check(_ row: borrowing StoredRow, hash: ChainHash) {
        self.result.eventCount += 1
        let position = row.position
        if self.chain.extend(row) != hash {
            let message = "event \(position) is not what was written, or its link is not"
            self.result.add(.init(.chain, at: position, message))
            // Go on from the stored link, so that the next finding is another damage.
            self.chain = Chain(head: hash)
        }
        do throws(CodecError) {
            let event = try row.decoded()
            if case .restored(let restored) = event.event { self.epoch = restored.epoch }
            let again = self.codec.encode(
                NewEvent(event.event, in: event.envelope),
                recordedAt: event.recordedAt
            )
            let same = unsafe again.body.elementsEqual(row.body) && again.charge == row.charge
            if !same {
                self.result.add(.init(.codec, at: position, "is not in its one stored form"))
            }
        } catch {
            self.result.add(.init(.codec, at: position, error.message))
        }
    }

    /// Notes a place that cannot be read, and looks for the next event that can.
    private mutating func skip(after last: Position, because error: LedgerError) -> Position? {
        let next = try? self.next(after: last + 1)
        if let cause = error.cause as? SQLiteError {
            self.result.add(.init(.storage, at: last + 1, cause.description))
        } else {
            let until = next.map { "up to \($0 - 1)" } ?? "to the end"
            self.result.add(.init(.gap, at: last + 1, "missing from \(last + 1) \(until)"))
        }
        guard let next, let before = try? self.file.hash(at: next) else { return nil }
        // Its own link cannot be checked without the one before it; those after it can.
        self.chain = Chain(head: before)
        self.result.eventCount += 1
        return next
    }

    private func next(after position: Position) throws(SQLiteError) -> Position? {
        var row = try self.file.connection.prepare(
            "SELECT position FROM event WHERE position > ?1 ORDER BY position LIMIT 1"
        )
        try row.bind(1, position)
        return try row.step() ? row.integer(0) : nil
    }

    private mutating func checkHead() {
        let head = self.file.head
        do throws(SQLiteError) {
            // Read anew: a writer may have moved on since the file was opened.
            try LogEnds.read(from: self.file.connection).check()
        } catch {
            self.result.add(.init(.head, at: head.position, error.message))
        }
        guard self.result.isSound else { return }
        if self.chain.head != head.hash {
            let message = "the head row has another link than event \(head.position)"
            self.result.add(.init(.head, at: head.position, message))
        }
        if self.epoch != head.epoch {
            let message = "the head row says epoch \(head.epoch), the events say \(self.epoch)"
            self.result.add(.init(.head, at: head.position, message))
        }
    }
}
