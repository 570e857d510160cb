extension LedgerCopy {
    /// Whether the log of this copy holds the last event of a segment already.
    func holds(_ segment: SegmentFile) throws(LedgerError) -> Bool {
        guard segment.header.ledgerID == self.head.ledgerID,
            segment.trailer.head <= self.head.position
        else { return false }
        return try self.link(at: segment.trailer.head) == segment.trailer.chainHead
    }

    /// Appends what a segment holds beyond this copy's head.
    ///
    /// - Parameters:
    ///   - segment: It must hold this copy's head, or follow it.
    ///   - last: The last position wanted.
    ///   - time: Events recorded later are not wanted.
    ///   - isLeft: Asked after each event whether another segment goes on from there.
    ///   - progress: Told the position reached, now and then.
    /// - Throws: ``LedgerError`` `damaged` where the segment or the chain breaks.
    mutating func append(
        _ segment: SegmentFile,
        upTo last: Position,
        recordedBy time: Instant?,
        leavingIf isLeft: (LedgerHead) -> Bool = { _ in false },
        progress: (Position) -> Void
    ) throws(LedgerError) {
        let reader = try SegmentReader(path: segment.path)
        let start = self.head
        _ = try reader.forEachRow { row, hash throws(LedgerError) in
            if row.position < start.position { return true }
            if row.position == start.position {
                guard hash == start.hash else {
                    throw .damaged(at: row.position, "is another one there", cause: nil)
                }
                return true
            }
            if let time, row.recordedAt > time.microseconds { return false }
            guard row.position <= last, !isLeft(self.head) else { return false }
            try self.append(row, hash: hash)
            if row.position % EventReader.pageRowCount == 0 { progress(row.position) }
            return true
        }
        progress(self.head.position)
    }
}
