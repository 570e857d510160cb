private import Foundation

/// The head as it is known outside the database: `<database>.head`.
///
/// Written after every COMMIT, without fsync: it outlives the process, not the power. It lets an
/// open tell a damaged write-ahead log from a copy that was put back.
struct HeadFile: ~Copyable {
    /// What the file says.
    struct Mark: Equatable {
        var epoch: Int64
        var position: Position
        var hash: ChainHash
    }

    private let descriptor: Int32

    /// Opens or creates the file beside a ledger.
    init(of path: String) throws(LedgerError) {
        let file = Self.path(of: path)
        let descriptor = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw LedgerError(
                .storageUnavailable,
                "cannot open \(file): \(reason); make the folder writable"
            )
        }
        self.descriptor = descriptor
    }

    deinit {
        close(self.descriptor)
    }

    static func path(of ledger: String) -> String { ledger + ".head" }

    /// Reads the mark of a ledger, or `nil` if there is none or it cannot be read.
    static func read(of ledger: String) -> Mark? {
        guard let data = FileManager.default.contents(atPath: Self.path(of: ledger)) else {
            return nil
        }
        let line = String(decoding: data, as: UTF8.self)
        let words = line.split(whereSeparator: \.isWhitespace)
        guard words.count == 4, words[3] == "." else { return nil }
        guard let epoch = Int64(words[0]), let position = Int64(words[1]),
            let bytes = Hexadecimal.decode(String(words[2])), let hash = ChainHash(bytes)
        else { return nil }
        return Mark(epoch: epoch, position: position, hash: hash)
    }

    /// Moves the mark of a ledger forward to a head; one that is farther stays, for what it tells.
    static func raise(of ledger: String, to head: LedgerHead) throws(LedgerError) {
        if let mark = Self.read(of: ledger), mark.position > head.position { return }
        let file = try HeadFile(of: ledger)
        try file.write(Mark(epoch: head.epoch, position: head.position, hash: head.hash))
    }

    /// Writes a mark over the last one.
    ///
    /// The line has one width, and ends in a full stop that a torn write lacks.
    func write(_ mark: Mark) throws(LedgerError) {
        let line = Array("\(mark.epoch) \(mark.position) \(mark.hash.hex) .\n".utf8)
        let padded = line + Array(repeating: UInt8(ascii: " "), count: max(0, 128 - line.count))
        let written = unsafe pwrite(self.descriptor, padded, padded.count, 0)
        guard written == padded.count else {
            let reason = unsafe String(cString: strerror(errno))
            throw LedgerError(.storageUnavailable, "cannot write the head file: \(reason)")
        }
    }
}
