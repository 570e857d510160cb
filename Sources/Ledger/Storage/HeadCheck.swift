/// Compares a ledger that is being opened with what is known of it outside the file.
struct HeadCheck {
    /// What the comparison found.
    enum Finding: Equatable {
        /// The file holds all that was known.
        case complete
        /// A copy was put back: the log is older than it was, or another.
        case restoredCopy(lost: HeadFile.Mark)
    }

    private let mark: HeadFile.Mark?
    private let hasWriteAheadLog: Bool
    private let scan: WriteAheadLogScan?

    /// Looks at what lies beside the file; SQLite must not have touched it yet.
    init(beside path: String) {
        self.mark = HeadFile.read(of: path)
        // A 0-byte write-ahead log is what a reader leaves behind; it counts as none.
        self.hasWriteAheadLog = !LedgerFile.isAbsentOrEmpty(path + "-wal")
        // With a head file the log's end is known, and nobody is turned away on a guess.
        self.scan =
            self.mark == nil && self.hasWriteAheadLog ? WriteAheadLogScan(beside: path) : nil
    }

    /// Tells a complete file from a copy that was put back, and both from damage.
    ///
    /// - Parameters:
    ///   - file: The open file.
    ///   - path: Its path.
    ///   - elsewhere: Where the log stood as far as signed checkpoints know: the head file may be
    ///     gone, or torn by a power cut.
    ///   - isBeingWritten: Whether a bot writes the file now: it has looked at its write-ahead log, and
    ///     moves it under the eyes of whoever reads.
    /// - Returns: What was found.
    /// - Throws: ``LedgerError`` `damaged` where committed events are missing although the
    ///   write-ahead log that held them is there.
    func finding(
        for file: LedgerFile,
        path: String,
        knownElsewhere elsewhere: [LedgerHead] = [],
        isBeingWritten: Bool = false
    ) throws(LedgerError) -> Finding {
        if self.hasWriteAheadLog, !isBeingWritten {
            try WriteAheadLogCheck.run(on: file, path: path)
            if let frame = self.scan?.damagedFrame { throw Self.damaged(path, file, frame: frame) }
        }
        guard let mark = try self.missing(from: file, elsewhere) else { return .complete }
        guard self.hasWriteAheadLog else { return .restoredCopy(lost: mark) }
        throw LedgerError(
            .damaged,
            "\(path) ends at event \(file.head.position) but event \(mark.position) was "
                + "committed: the file or its -wal is damaged; keep both and run "
                + "`starledger recover`"
        )
    }

    private static func damaged(_ path: String, _ file: LedgerFile, frame: Int) -> LedgerError {
        LedgerError(
            .damaged,
            "the -wal beside \(path) is damaged at its frame \(frame): events after "
                + "\(file.head.position) were committed and cannot be read; keep both and run "
                + "`starledger recover`"
        )
    }

    /// The highest mark that the log does not hold, or `nil` if it holds them all.
    private func missing(
        from file: LedgerFile,
        _ elsewhere: [LedgerHead]
    ) throws(LedgerError) -> HeadFile.Mark? {
        var missing: HeadFile.Mark?
        // What was known in an earlier epoch was lost then, and that is an event of the log.
        let known = elsewhere.filter { $0.epoch >= file.head.epoch }.map { head in
            HeadFile.Mark(epoch: head.epoch, position: head.position, hash: head.hash)
        }
        for mark in [self.mark].compactMap(\.self) + known {
            if try Self.holds(mark, in: file) { continue }
            if mark.position > missing?.position ?? -1 { missing = mark }
        }
        return missing
    }

    private static func holds(
        _ mark: HeadFile.Mark,
        in file: LedgerFile
    ) throws(LedgerError) -> Bool {
        guard file.head.position >= mark.position else { return false }
        return try file.hash(at: mark.position) == mark.hash
    }
}

extension LedgerFile {
    /// The chain's link at a position, or `nil` if the log has no such position.
    func hash(at position: Position) throws(LedgerError) -> ChainHash? {
        if position == 0 { return Chain.genesis(ledgerID: self.head.ledgerID) }
        do throws(SQLiteError) {
            var row = try self.connection.prepare("SELECT hash FROM event WHERE position = ?1")
            try row.bind(1, position)
            return try row.step() ? ChainHash(row.blob(0)) : nil
        } catch {
            throw .damaged(at: position, "cannot be read", cause: error)
        }
    }
}

extension EventReader {
    /// The chain's link at a position, or `nil` if the log has no such position.
    public func hash(at position: Position) throws(LedgerError) -> ChainHash? {
        try self.file.hash(at: position)
    }
}
