/// Puts segments behind a log, or makes a log of them.
public enum SegmentImport {
    /// What came of it.
    public struct Result: Hashable, Sendable {
        /// The segments that were appended, in order.
        public var appended: [SegmentFile] = []

        /// The segments whose events the log held already.
        public var known: [SegmentFile] = []

        /// How many events were appended.
        public var eventCount: Int64 = 0

        /// Where the log ends now.
        public var head: LedgerHead
    }

    /// Appends segments to a ledger; makes the ledger if there is none and a segment begins it.
    ///
    /// Every file is verified before the first event is written. A kill at any moment leaves a log
    /// that ends somewhere within a segment: importing again goes on from there.
    ///
    /// - Parameters:
    ///   - files: The segments, in any order.
    ///   - path: The ledger, which nobody else writes.
    ///   - lease: The lease of the ledger.
    ///   - progress: Told what is done, how far it has come and how far it goes.
    /// - Returns: What came of it.
    /// - Throws: ``LedgerError`` `damaged` for a segment that is not sound, `contradiction` for one
    ///   that does not follow, with what would.
    public static func run(
        _ files: [String],
        into path: String,
        holding lease: Lease,
        progress: (_ work: String, _ done: Int64, _ of: Int64) -> Void = { _, _, _ in }
    ) throws(LedgerError) -> Result {
        defer { withExtendedLifetime(lease) {} }
        var segments: [SegmentFile] = []
        for file in files {
            segments.append(try SegmentFile(verifying: file))
            progress("verify", Int64(segments.count), Int64(files.count))
        }
        segments.sort { ($0.header.after, $0.trailer.head) < ($1.header.after, $1.trailer.head) }
        guard let first = segments.first else {
            preconditionFailure("at least one segment is imported")
        }
        var copy = try Self.opened(path, first)
        let start = copy.head
        var result = Result(head: start)
        let last = segments.last?.trailer.head ?? 0
        for segment in segments {
            if try copy.holds(segment) {
                result.known.append(segment)
                continue
            }
            try Self.refuseStranger(segment, copy.head, path)
            try copy.append(segment, upTo: .max, recordedBy: nil) { progress("import", $0, last) }
            result.appended.append(segment)
        }
        // What lies beside the log belongs to the head that it has left.
        if copy.head != start { try copy.removeWork() }
        result.eventCount = copy.head.position - start.position
        result.head = try copy.finish()
        try HeadFile.raise(of: path, to: result.head)
        return result
    }

    private static func opened(
        _ path: String,
        _ first: SegmentFile
    ) throws(LedgerError) -> LedgerCopy {
        guard LedgerFile.isAbsentOrEmpty(path) else {
            let check = HeadCheck(beside: path)
            _ = try check.finding(for: LedgerFile.openForReading(path: path), path: path)
            return try LedgerCopy(continuing: path)
        }
        guard first.header.after == 0 else {
            throw LedgerError(
                .contradiction,
                "there is no ledger at \(path), and \(first.path) follows event "
                    + "\(first.header.after); import the segment that begins with event 1 as well"
            )
        }
        let head = LedgerHead(
            ledgerID: first.header.ledgerID,
            epoch: 1,
            position: 0,
            hash: first.header.afterHash,
            recordedAt: Instant(seconds: 0)
        )
        _ = try LedgerCopy(at: path, like: head).finish()
        return try LedgerCopy(continuing: path)
    }

    /// A segment must go on exactly where the log ends.
    private static func refuseStranger(
        _ segment: SegmentFile,
        _ head: LedgerHead,
        _ path: String
    ) throws(LedgerError) {
        let header = segment.header
        guard header.ledgerID == head.ledgerID else {
            throw LedgerError(
                .contradiction,
                "\(segment.path) is of ledger \(Hexadecimal.encode(header.ledgerID)), but \(path) "
                    + "is ledger \(Hexadecimal.encode(head.ledgerID)); nothing of it was imported"
            )
        }
        guard header.after == head.position else {
            let advice =
                header.after > head.position
                ? "import the segments between them first, or export with --since \(head.position)"
                : "its log has taken another way; restore a backup that it follows"
            throw LedgerError(
                .contradiction,
                "\(path) ends at event \(head.position) of epoch \(head.epoch), but \(segment.path) "
                    + "follows event \(header.after) of epoch \(header.epoch); \(advice)"
            )
        }
        guard header.afterHash == head.hash else {
            throw LedgerError(
                .contradiction,
                "\(segment.path) follows another event \(header.after) than that of \(path) "
                    + "(epoch \(header.epoch) there, \(head.epoch) here): the logs parted before; "
                    + "restore a backup that it follows"
            )
        }
    }
}
