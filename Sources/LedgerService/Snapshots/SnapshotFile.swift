internal import Crypto
private import Foundation
internal import Ledger
internal import Projections

/// The projections at some position, in a file of their own.
///
/// A cache: made by a fold of the log and not from the writer's state, believed only if the log
/// has its hash at its position. A wrong, old or missing one costs time, never truth.
struct SnapshotFile {
    /// What the first line says, before the bytes of the projections.
    struct Label: Equatable {
        var ledgerID: [UInt8]
        var epoch: Int64
        var position: Position
        var hash: ChainHash
        var checksum: [UInt8]
    }

    private static let format = "starledger-snapshot-1"
    private static let ending = ".snapshot"
    private static let labelByteCountMax = 512

    /// How many snapshots are kept; older ones make room.
    private static let keptCount = 2

    let path: String

    /// The snapshots of a folder, the newest first.
    static func all(in folder: String) -> [SnapshotFile] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let numbered = names.compactMap { name -> (Position, String)? in
            guard name.hasSuffix(Self.ending) else { return nil }
            return Position(name.dropLast(Self.ending.count)).map { ($0, name) }
        }
        return numbered.sorted { $0.0 > $1.0 }.map { SnapshotFile(path: "\(folder)/\($0.1)") }
    }

    /// Reads the projections, if the file is whole and belongs to this log.
    func books(for reader: EventReader) throws(LedgerError) -> Books? {
        guard let (label, books) = self.labelled,
            label.ledgerID == reader.head.ledgerID,
            label.position <= reader.head.position,
            try reader.hash(at: label.position) == label.hash
        else { return nil }
        return books
    }

    /// What the file holds, if it is whole, whichever log it belongs to.
    var labelled: (label: Label, books: Books)? {
        guard let data = FileManager.default.contents(atPath: self.path) else { return nil }
        let bytes = Array(data)
        guard let end = bytes.prefix(Self.labelByteCountMax).firstIndex(of: UInt8(ascii: "\n")),
            let label = Self.label(in: String(decoding: bytes[..<end], as: UTF8.self))
        else { return nil }
        let payload = Array(bytes[(end + 1)...])
        guard Array(SHA256.hash(data: payload)) == label.checksum,
            let books = try? Books(snapshot: payload), books.position == label.position
        else { return nil }
        return (label, books)
    }

    /// Writes a snapshot beside and renames it, then lets the oldest go.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable` if the folder cannot be written.
    static func write(
        _ books: Books,
        head: LedgerHead,
        hash: ChainHash,
        into folder: String
    ) throws(LedgerError) {
        let payload = books.snapshotBytes
        let label = [
            Self.format, Hexadecimal.encode(head.ledgerID), String(head.epoch),
            String(books.position), hash.hex,
            Hexadecimal.encode(SHA256.hash(data: payload)),
        ]
        let bytes = Array(label.joined(separator: " ").utf8) + [UInt8(ascii: "\n")] + payload
        let path = "\(folder)/\(books.position)\(Self.ending)"
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: path
            )
        } catch {
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

    private static func label(in line: String) -> Label? {
        let words = line.split(separator: " ")
        guard words.count == 6, words[0] == Self.format,
            let ledgerID = Hexadecimal.decode(String(words[1])),
            let epoch = Int64(words[2]),
            let position = Position(words[3]),
            let hash = Hexadecimal.decode(String(words[4])).flatMap({ ChainHash($0) }),
            let checksum = Hexadecimal.decode(String(words[5]))
        else { return nil }
        return Label(
            ledgerID: ledgerID,
            epoch: epoch,
            position: position,
            hash: hash,
            checksum: checksum
        )
    }
}
