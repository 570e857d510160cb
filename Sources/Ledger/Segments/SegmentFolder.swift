private import Foundation

/// The segments of a folder, as the way from a backup to a later moment.
package struct SegmentFolder: Sendable {
    /// The segments that may be of use, each verified.
    private let segments: [SegmentFile]

    /// Finds the segments of a log that end beyond a position, and verifies them.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - head: Where the log ends that is to go on.
    /// - Throws: ``LedgerError`` `damaged` if one is not sound, `storageUnavailable` if there is no
    ///   such folder.
    package init(path: String, beyond head: LedgerHead) throws(LedgerError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot read the folder of segments \(path)",
                cause: error
            )
        }
        var segments: [SegmentFile] = []
        for name in names.sorted() {
            guard name.hasSuffix(".gz") else { continue }
            // The name is only a hint that saves reading; without one the file is read.
            if let last = SegmentFile.head(inName: name), last <= head.position { continue }
            let segment = try SegmentFile(verifying: "\(path)/\(name)")
            if segment.header.ledgerID == head.ledgerID { segments.append(segment) }
        }
        self.segments = segments
    }

    /// Extends a copy by all that the segments hold, up to a moment.
    ///
    /// Where a restored copy began a new epoch, the log was continued from an earlier event: the
    /// segments of the higher epoch are followed from there, and what they replaced is not.
    ///
    /// - Parameters:
    ///   - copy: The copy.
    ///   - last: The last position wanted.
    ///   - time: Events recorded later are not wanted.
    ///   - progress: Told the position reached, now and then.
    /// - Returns: The segments that were used.
    /// - Throws: ``LedgerError`` `damaged` where a segment breaks.
    package func extend(
        _ copy: inout LedgerCopy,
        upTo last: Position,
        recordedBy time: Instant?,
        progress: (Position) -> Void
    ) throws(LedgerError) -> [SegmentFile] {
        var used: [SegmentFile] = []
        while copy.head.position < last, let next = try self.next(after: copy) {
            let before = copy.head.position
            let better = self.segments.filter { $0.trailer.epoch > next.trailer.epoch }
            try copy.append(
                next,
                upTo: last,
                recordedBy: time,
                leavingIf: { head in
                    better.contains {
                        $0.header.after == head.position && $0.header.afterHash == head.hash
                    }
                },
                progress: progress
            )
            guard copy.head.position > before else { break }
            used.append(next)
        }
        return used
    }

    /// The first segment that begins beyond a position, because what lies between is in none.
    ///
    /// - Parameter position: Where the log ends that was extended.
    /// - Returns: The segment, or `nil` if no events are left out.
    package func gap(after position: Position) -> SegmentFile? {
        self.segments.filter { $0.header.after > position }
            .min { $0.header.after < $1.header.after }
    }

    /// The segment to follow: of the highest epoch, and of those the one that leads farthest.
    private func next(after copy: borrowing LedgerCopy) throws(LedgerError) -> SegmentFile? {
        var best: SegmentFile?
        for segment in self.segments where try self.follows(segment, copy) {
            guard let other = best else {
                best = segment
                continue
            }
            let (left, right) = (other.trailer, segment.trailer)
            if (left.epoch, left.head) < (right.epoch, right.head) { best = segment }
        }
        return best
    }

    private func follows(
        _ segment: SegmentFile,
        _ copy: borrowing LedgerCopy
    ) throws(LedgerError) -> Bool {
        let head = copy.head
        guard segment.header.after <= head.position, segment.trailer.head > head.position,
            try copy.link(at: segment.header.after) == segment.header.afterHash
        else { return false }
        if segment.header.after == head.position { return true }
        var isSame = false
        _ = try SegmentReader(path: segment.path).forEachRow { row, hash in
            if row.position == head.position { isSame = hash == head.hash }
            return row.position < head.position
        }
        return isSame
    }
}
