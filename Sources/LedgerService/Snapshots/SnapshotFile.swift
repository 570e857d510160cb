private import Foundation
internal import Ledger
internal import Projections

/// The projections at some position, in a file of their own.
///
/// A cache: made by a fold of the log and not from the writer's state, believed only if the log
/// has its hash at its position. A wrong, old or missing one costs time, never truth.
struct SnapshotFile {
    /// What the first line says, before the projections, which bear a checksum of their own.
    struct Label: Equatable {
        var ledgerID: [UInt8]
        var epoch: Int64
        var position: Position
        var hash: ChainHash
    }

    private static let format = "starledger-snapshot-2"
    private static let ending = ".snapshot"

    /// The first line is filled up with spaces to this length, so that what follows is aligned.
    private static let labelByteCount = 256

    /// How many snapshots are kept; older ones make room.
    private static let keptCount = 2

    /// The position that its name says.
    let position: Position

    let path: String

    /// The snapshots of a folder, the newest first.
    static func all(in folder: String) -> [SnapshotFile] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let numbered = names.compactMap { name -> (Position, String)? in
            guard name.hasSuffix(Self.ending) else { return nil }
            return Position(name.dropLast(Self.ending.count)).map { ($0, name) }
        }
        return numbered.sorted { $0.0 > $1.0 }
            .map { SnapshotFile(position: $0.0, path: "\(folder)/\($0.1)") }
    }

    /// Reads the projections, if the file is whole and belongs to this log.
    func books(for reader: EventReader) throws(LedgerError) -> Books? {
        guard let source = SnapshotSource(path: self.path),
            let label = Self.label(in: source),
            label.ledgerID == reader.head.ledgerID,
            label.position <= reader.head.position,
            try reader.hash(at: label.position) == label.hash
        else { return nil }
        return Self.books(in: source, at: label.position)
    }

    /// What the file holds, if it is whole, whichever log it belongs to.
    var labelled: (label: Label, books: Books)? {
        guard let source = SnapshotSource(path: self.path), let label = Self.label(in: source),
            let books = Self.books(in: source, at: label.position)
        else { return nil }
        return (label, books)
    }

    /// Writes a snapshot beside and renames it, then lets the oldest go.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` if the folder cannot be written.
    static func write(
        _ books: consuming Books,
        head: LedgerHead,
        hash: ChainHash,
        into folder: String
    ) throws(LedgerError) {
        let words = [
            Self.format, Hexadecimal.encode(head.ledgerID), String(head.epoch),
            String(books.position), hash.hex,
        ]
        let line = words.joined(separator: " ")
        let label = line.padding(
            toLength: Self.labelByteCount - 1,
            withPad: " ",
            startingAt: 0
        )
        let path = "\(folder)/\(books.position)\(Self.ending)"
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let sink = try SnapshotSink(path: path)
            try sink.write(Array("\(label)\n".utf8))
            try unsafe books.writeSnapshot { (run) throws(Errno) in try unsafe sink.write(run) }
            try sink.finish()
        } catch {
            try? FileManager.default.removeItem(atPath: SnapshotSink.temporary(of: path))
            throw LedgerError(
                .storageUnavailable,
                "cannot write a snapshot into \(folder); check its permissions and the disk",
                cause: error
            )
        }
        for old in Self.all(in: folder).dropFirst(Self.keptCount) {
            try? FileManager.default.removeItem(atPath: old.path)
        }
    }

    /// Lets go of every snapshot of a folder.
    static func removeAll(in folder: String) {
        for file in Self.all(in: folder) { try? FileManager.default.removeItem(atPath: file.path) }
    }

    private static func books(in source: borrowing SnapshotSource, at position: Position) -> Books?
    {
        let byteCount = source.byteCount - Int64(Self.labelByteCount)
        let books = unsafe try? Books(snapshotOf: byteCount) { buffer in unsafe source.fill(buffer)
        }
        return books?.position == position ? books : nil
    }

    private static func label(in source: borrowing SnapshotSource) -> Label? {
        guard let line = source.text(byteCount: Self.labelByteCount), line.hasSuffix("\n") else {
            return nil
        }
        let words = line.split(whereSeparator: \.isWhitespace)
        guard words.count == 5, words[0] == Self.format,
            let ledgerID = Hexadecimal.decode(String(words[1])),
            let epoch = Int64(words[2]),
            let position = Position(words[3]),
            let hash = Hexadecimal.decode(String(words[4])).flatMap({ ChainHash($0) })
        else { return nil }
        return Label(ledgerID: ledgerID, epoch: epoch, position: position, hash: hash)
    }
}
