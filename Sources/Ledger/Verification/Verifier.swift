/// Reads a whole ledger and checks every byte that we wrote: gaps, chain, codec, times, epochs,
/// head, schema; and holds it against what is known outside the file.
public struct Verifier {
    let file: LedgerFile
    private let path: String
    let witnesses: Witnesses
    var result: Verification
    private var chain: Chain
    private var codec = EventCodec()
    private var epoch: Int64 = 1
    private var newest = Instant(microseconds: .min)
    private var checkpoints: CheckpointCheck
    private var paging = EventPaging.atOnce

    /// Opens a ledger, also one whose end is damaged.
    ///
    /// - Parameters:
    ///   - path: The ledger's file.
    ///   - witnesses: What is known outside it.
    /// - Throws: ``LedgerError`` if the file is not a ledger or cannot be opened at all.
    public init(path: String, witnesses: Witnesses = .none) throws(LedgerError) {
        self.file = try LedgerFile.openForReading(path: path, checkingTail: false)
        self.path = path
        self.witnesses = witnesses
        self.chain = Chain(head: Chain.genesis(ledgerID: self.file.head.ledgerID))
        self.checkpoints = CheckpointCheck(witnesses)
        self.result = Verification(head: self.file.head, libraryVersion: sqliteLibraryVersion())
    }

    /// Checks everything, with rests: a log of any length holds up nobody who writes it.
    ///
    /// - Parameter paging: How much is read between two rests. Where no more is wanted, what is found
    ///   says nothing.
    /// - Returns: What was found.
    package mutating func run(paging: EventPaging) -> Verification {
        self.paging = paging
        return self.run()
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
        FileCheck(connection: self.file.connection, path: self.path).run(&self.result)
        self.checkEvents(progress)
        self.checkHead()
        self.checkWork()
        self.checkWitnesses()
        return self.result
    }

    private mutating func checkEvents(_ progress: (Position, Position) -> Void) {
        var last: Position = 0
        while last < self.file.head.position,
            self.result.findings.count < Verification.findingCountMax
        {
            let before = last
            do throws(LedgerError) {
                try EventReader(file: self.file, paging: self.paging).forEachRow(after: last) {
                    row,
                    hash throws(LedgerError) in
                    last = row.position
                    self.check(row, hash: hash)
                    if last % EventReader.pageRowCount == 0 {
                        progress(last, self.result.head.position)
                    }
                    return self.result.findings.count < Verification.findingCountMax
                }
                break
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
        let isLinked = self.chain.extend(row) == hash
        if !isLinked {
            let message = "event \(position) is not what was written, or its link is not"
            self.result.add(.init(.chain, at: position, message))
            // Go on from the stored link, so that the next finding is another damage.
            self.chain = Chain(head: hash)
        }
        do throws(CodecError) {
            try self.checkEvent(row, isLinked: isLinked)
        } catch {
            self.result.add(.init(.codec, at: position, error.message))
        }
        self.checkpoints.follow(position, hash, epoch: self.epoch)
        if self.result.findings.allSatisfy({ $0.position == nil }) {
            self.result.lastGoodPosition = position
            self.result.lastGoodTime = Instant(microseconds: row.recordedAt)
        }
    }

    private mutating func checkEvent(
        _ row: borrowing StoredRow,
        isLinked: Bool
    ) throws(CodecError) {
        let event = try row.decoded()
        let again = self.codec.encode(
            NewEvent(event.event, in: event.envelope),
            recordedAt: event.recordedAt
        )
        let same = unsafe again.body.elementsEqual(row.body) && again.charge == row.charge
        if !same {
            self.result.add(.init(.codec, at: row.position, "is not in its one stored form"))
        }
        if isLinked {
            // What was changed is a finding already, and says nothing about what follows it.
            if event.recordedAt <= self.newest {
                let message = "event \(row.position) is not recorded after the one before it"
                self.result.add(.init(.time, at: row.position, message))
            }
            self.newest = event.recordedAt
        }
        guard case .restored(let restored) = event.event else { return }
        if restored.epoch <= self.epoch {
            let message = "epoch \(restored.epoch) begins although epoch \(self.epoch) had begun"
            self.result.add(.init(.epoch, at: row.position, message))
        }
        self.epoch = restored.epoch
        self.checkpoints.follow(restored, at: row.position)
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

    private mutating func checkWitnesses() {
        self.checkpoints.judge(&self.result)
        if let problem = self.witnesses.keyProblem { self.result.add(.init(.key, problem)) }
        self.checkMark()
        self.result.putBack = PutBack(self.result, self.witnesses)
        let places = self.result.findings.filter(\.code.isOfTheLog).compactMap(\.position)
        guard let first = places.min(), first <= self.result.lastGoodPosition else { return }
        // A fork is found behind its beginning: what agrees with a checkpoint before it is good.
        self.result.lastGoodPosition = first - 1
        self.result.lastGoodTime = (try? self.time(at: first - 1)) ?? Instant(microseconds: 0)
    }

    /// Compares the log with the head file, as a start does.
    private mutating func checkMark() {
        let head = self.file.head
        if let frame = self.witnesses.damagedFrame {
            let message =
                "the -wal is damaged at its frame \(frame): what was committed behind it cannot be read"
            self.result.add(.init(.truncated, at: head.position + 1, message))
        } else if self.witnesses.unreadFrameCount > 0 {
            self.result.note(
                "the last \(self.witnesses.unreadFrameCount) frames of the -wal cannot be read: they "
                    + "were being written when the process ended, or they are damaged"
            )
        }
        guard let mark = self.witnesses.mark else { return }
        guard mark.position <= head.position else {
            let cause =
                self.witnesses.hasWriteAheadLog
                ? "the -wal is damaged"
                : "a copy was put back, and the next start begins a new epoch"
            let message =
                "\(mark.position - head.position) events up to \(mark.position) were committed, as "
                + "the head file says: \(cause)"
            return self.result.add(.init(.truncated, at: head.position + 1, message))
        }
        guard let link = try? self.file.hash(at: mark.position), link != mark.hash else { return }
        let message =
            "event \(mark.position) is not the one that the head file names: this is another log, or "
            + "a copy of one"
        self.result.add(.init(.fork, at: mark.position, message))
    }

    private func time(at position: Position) throws(SQLiteError) -> Instant? {
        var row = try self.file.connection.prepare(
            "SELECT recorded_at FROM event WHERE position = ?1"
        )
        try row.bind(1, position)
        return try row.step() ? Instant(microseconds: row.integer(0)) : nil
    }
}
