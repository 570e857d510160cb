internal import Crypto
private import Foundation

extension SegmentFile {
    /// How many bytes are compressed at once.
    private static let pieceByteCount = 1 << 18

    /// Writes what a log holds beyond a position into a new segment, also while it is being written.
    ///
    /// - Parameters:
    ///   - reader: Reads the log.
    ///   - position: The position before the first event wanted; 0 for all.
    ///   - target: A file that does not exist yet, or a folder, where it gets its name.
    ///   - key: The key of the ledger.
    ///   - time: When it is made; the second counts.
    ///   - progress: Told the position reached and the last one.
    /// - Returns: The segment, or `nil` if there is nothing beyond the position.
    /// - Throws: ``LedgerError``; nothing is left then.
    public static func export(
        from reader: EventReader,
        after position: Position,
        to target: String,
        signedBy key: SigningKey,
        at time: Instant,
        progress: (_ done: Position, _ of: Position) -> Void = { _, _ in }
    ) throws(LedgerError) -> SegmentFile? {
        let head = reader.head
        guard position < head.position else { return nil }
        guard let link = try reader.hash(at: position) else {
            throw .damaged(at: position, "is missing", cause: nil)
        }
        let header = SegmentHeader(
            ledgerID: head.ledgerID,
            epoch: try reader.epoch(at: position),
            after: position,
            afterHash: link,
            madeAt: Instant(seconds: time.seconds)
        )
        let path = Self.path(target, header, head)
        guard !FileManager.default.fileExists(atPath: path) else {
            throw LedgerError(
                .storageUnavailable,
                "\(path) exists already and is not overwritten; name another file"
            )
        }
        let draft = path + ".new"
        unsafe unlink(draft)
        do throws(LedgerError) {
            let trailer = try Self.write(header, reader, to: draft, signedBy: key, progress)
            try FileSwitch.flush(draft)
            Failpoint.pass("segment.written")
            try FileSwitch.rename(draft, to: path)
            return SegmentFile(path: path, header: header, trailer: trailer)
        } catch {
            unsafe unlink(draft)
            throw error
        }
    }

    private static func path(
        _ target: String,
        _ header: SegmentHeader,
        _ head: LedgerHead
    ) -> String {
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: target, isDirectory: &isFolder)
        guard exists, isFolder.boolValue else { return target }
        return "\(target)/\(Self.name(header, epoch: head.epoch, head: head.position))"
    }

    private static func write(
        _ header: SegmentHeader,
        _ reader: EventReader,
        to draft: String,
        signedBy key: SigningKey,
        _ progress: (Position, Position) -> Void
    ) throws(LedgerError) -> SegmentTrailer {
        let file = try GzipWriter(path: draft)
        var digest = SHA256()
        var piece = Array((header.line + "\n").utf8)
        var chain = Chain(head: header.afterHash)
        try reader.forEachRow(after: header.after) { row, hash throws(LedgerError) in
            guard chain.extend(row) == hash else {
                throw .damaged(
                    at: row.position,
                    "does not follow from the one before",
                    cause: nil
                )
            }
            SegmentLine.append(row, hash: hash, to: &piece)
            if piece.count >= Self.pieceByteCount {
                digest.update(data: piece)
                try file.write(piece)
                piece.removeAll(keepingCapacity: true)
                progress(row.position, reader.head.position)
            }
            return true
        }
        digest.update(data: piece)
        try file.write(piece)
        var trailer = SegmentTrailer(
            eventCount: reader.head.position - header.after,
            head: reader.head.position,
            epoch: reader.head.epoch,
            chainHead: chain.head,
            sha256: Array(digest.finalize()),
            publicKey: key.publicKey,
            signature: []
        )
        trailer.signature = try key.sign(trailer.signedBytes(after: header))
        try file.write(Array((trailer.line + "\n").utf8))
        try file.finish()
        progress(reader.head.position, reader.head.position)
        return trailer
    }
}

extension EventReader {
    /// The epoch of the log at a position: as the last event said that began one.
    func epoch(at position: Position) throws(LedgerError) -> Int64 {
        var last: Position?
        do throws(SQLiteError) {
            var rows = try self.file.connection.prepare(
                "SELECT max(position) FROM event WHERE kind = ?1 AND position <= ?2"
            )
            try rows.bind(1, Int64(EventKind.restored.rawValue))
            try rows.bind(2, position)
            if try rows.step(), rows.integer(0) > 0 { last = rows.integer(0) }
        } catch {
            throw .damaged(at: position, "cannot be read", cause: error)
        }
        guard let last, case .restored(let restored) = try self.event(at: last)?.event else {
            return 1
        }
        return restored.epoch
    }
}
