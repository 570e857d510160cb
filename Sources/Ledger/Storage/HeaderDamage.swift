/// Damage to the first hundred bytes of a ledger's file, which say what the rest is.
///
/// SQLite refuses such a file, or reads it wrongly, and cannot tell it from any other file. A ledger
/// is known by what else lies there: the text of its tables in its first page, or the head file and
/// the signed checkpoints beside it.
/// Source: sqlite.org, *Database File Format*, 1.3.
package struct HeaderDamage: Sendable {
    static let byteCount = 100

    /// Which bytes are not what a ledger has there.
    package let places: [Range<Int>]

    /// Whether nothing behind the header can be relied on as it lies there.
    let isGrave: Bool

    private let repaired: [UInt8]

    /// Looks at a file; nothing is locked, changed or replayed.
    ///
    /// - Parameter path: The file.
    /// - Returns: What is damaged; `nil` if nothing is, or there is no file that was a ledger.
    /// - Throws: ``LedgerError`` `storageUnavailable` if it cannot be read.
    package static func look(at path: String) throws(LedgerError) -> HeaderDamage? {
        guard FileMark(path: path) != nil else { return nil }
        do throws(SQLiteError) {
            let header = try Connection(path: path, mode: .read).firstBytes(Self.byteCount)
            return Self(of: header, at: path)
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot read \(path); check its owner and permissions",
                cause: error
            )
        }
    }

    /// Compares a header with a ledger's.
    ///
    /// - Parameters:
    ///   - header: The first bytes of the file; none if it has not even these.
    ///   - path: The file.
    init?(of header: [UInt8], at path: String) {
        let fields = Self.fields(of: header).filter { !$0.fits(header) }
        guard !fields.isEmpty, Self.isLedger(header, path) else { return nil }
        self.places = Self.merged(fields.map { $0.offset..<$0.offset + $0.bytes.count })
        self.isGrave = fields.contains(where: \.isGrave)
        var repaired = header + Array(repeating: 0, count: Self.byteCount - header.count)
        for field in fields {
            repaired.replaceSubrange(
                field.offset..<field.offset + field.bytes.count,
                with: field.bytes
            )
        }
        self.repaired = repaired
    }

    private static func merged(_ places: [Range<Int>]) -> [Range<Int>] {
        places.reduce(into: []) { merged, place in
            if let last = merged.last, last.upperBound == place.lowerBound {
                merged[merged.count - 1] = last.lowerBound..<place.upperBound
            } else {
                merged.append(place)
            }
        }
    }

    /// The bytes in words, for example `bytes 0 to 15 and 68 to 71`.
    package var words: String {
        let words = self.places.map { "\($0.lowerBound) to \($0.upperBound - 1)" }
        return "bytes " + words.joined(separator: " and ")
    }

    /// What a file with such a header is refused with.
    func refusal(of path: String) -> LedgerError {
        LedgerError(
            .damaged,
            "the header of \(path) is damaged (\(self.words)); keep it, run `starledger verify "
                + "--salvage OUT` to save what follows it, or restore a backup"
        )
    }

    /// Lends a copy whose header is that of a ledger again; the file itself stays as it is.
    ///
    /// - Parameters:
    ///   - path: The file; what lies in its write-ahead log is copied too.
    ///   - copy: Where the copy lies meanwhile.
    ///   - body: Reads it.
    /// - Returns: What `body` returns.
    /// - Throws: ``LedgerError``, also that of `body`.
    package func withRepairedCopy<Result>(
        of path: String,
        at copy: String,
        _ body: (String) throws(LedgerError) -> Result
    ) throws(LedgerError) -> Result {
        Backup.removeDraft(copy)
        defer { Backup.removeDraft(copy) }
        _ = try FileDigest(of: path, copyingTo: copy, progress: { _, _ in })
        try FileDigest.overwrite(copy, with: self.repaired)
        if !LedgerFile.isAbsentOrEmpty(path + "-wal") {
            _ = try FileDigest(of: path + "-wal", copyingTo: copy + "-wal", progress: { _, _ in })
        }
        return try body(copy)
    }
}

// MARK: - What a ledger has there

extension HeaderDamage {
    /// Bytes that are the same in every ledger.
    private struct Field {
        var offset: Int
        var bytes: [UInt8]
        var isGrave = true

        func fits(_ header: [UInt8]) -> Bool {
            header.dropFirst(self.offset).starts(with: self.bytes)
        }
    }

    private static let magic = Field(offset: 0, bytes: Array("SQLite format 3\0".utf8))
    private static let application = Field(offset: 68, bytes: Array("SLGR".utf8))
    /// A version above this was never given: it is damage, and no newer program.
    private static let versionMax = 99

    private static func fields(of header: [UInt8]) -> [Field] {
        [
            Self.magic, Self.pageSize(of: header), Self.journal(of: header),
            // Nothing reserved, and the three constants of a page.
            Field(offset: 20, bytes: [0, 64, 32, 32]),
            // The schema format; no vacuum of itself, and texts in UTF-8.
            Field(offset: 44, bytes: [0, 0, 0, 4]),
            Field(offset: 52, bytes: [0, 0, 0, 0, 0, 0, 0, 1]),
            Self.version(of: header),
            Field(offset: 64, bytes: [0, 0, 0, 0], isGrave: false), Self.application,
            Field(offset: 72, bytes: Array(repeating: 0, count: 20), isGrave: false),
        ]
    }

    /// A power of two from 512, in 16 bits.
    private static func pageSize(of header: [UInt8]) -> Field {
        let found = Array(header.dropFirst(16).prefix(2))
        let size = found.reduce(0) { $0 << 8 | Int($1) }
        let isValid = size >= 512 && size & (size - 1) == 0
        return Field(offset: 16, bytes: isValid ? found : [0x10, 0])
    }

    /// With a write-ahead log, or without, as another program may have left it.
    private static func journal(of header: [UInt8]) -> Field {
        let found = Array(header.dropFirst(18).prefix(2))
        return Field(offset: 18, bytes: found == [1, 1] ? found : [2, 2])
    }

    /// Any version that a program may have written; what is not known is refused by its own line.
    private static func version(of header: [UInt8]) -> Field {
        let found = Array(header.dropFirst(60).prefix(4))
        let version = found.reduce(0) { $0 << 8 | Int($1) }
        let isPossible = (1...Self.versionMax).contains(version)
        let ours = [0, 0, 0, UInt8(truncatingIfNeeded: Schema.version)]
        return Field(offset: 60, bytes: isPossible ? found : ours)
    }

    /// Whether the file is, or was, a ledger.
    private static func isLedger(_ header: [UInt8], _ path: String) -> Bool {
        if Self.magic.fits(header), Self.application.fits(header) { return true }
        if Self.hasTablesOfALedger(path) { return true }
        return Self.hasWitness(path) && !Self.isSoundElsewhere(path)
    }

    /// Whether the first page says how the tables of a ledger are made.
    private static func hasTablesOfALedger(_ path: String) -> Bool {
        guard let page = try? Connection(path: path, mode: .read).firstBytes(4_096) else {
            return false
        }
        let text = String(decoding: page, as: UTF8.self)
        return ["CREATE TABLE ledger_head", "CREATE TABLE event"].allSatisfy(text.contains)
    }

    private static func hasWitness(_ path: String) -> Bool {
        if let mark = HeadFile.read(of: path), mark.position > 0 { return true }
        let folder = path.lastIndex(of: "/").map { path[...$0] + "checkpoints" } ?? "checkpoints"
        return CheckpointFolder(path: String(folder)).entries().contains { entry in
            entry.checkpoint?.isSigned ?? false
        }
    }

    /// Whether it is another program's database, which was put there and is well.
    private static func isSoundElsewhere(_ path: String) -> Bool {
        let tables = try? LedgerFile.readingConnection(path: path).integer(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
        )
        return (tables ?? 0) > 0
    }
}
