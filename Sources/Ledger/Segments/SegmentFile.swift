internal import Crypto
private import Foundation

/// A piece of the log as a file that any program can read: gzip, lines, JSON.
///
/// It says which log it is of and what it follows, holds each event with its link, and ends with a
/// digest of itself and a signature. Pieces put one behind the other give the log back.
public struct SegmentFile: Hashable, Sendable {
    /// The file.
    public var path: String

    /// Of which log it is, and what it follows.
    public var header: SegmentHeader

    /// Where it ends.
    public var trailer: SegmentTrailer

    /// The name of a segment: which ledger, which epoch, from where to where.
    static func name(_ header: SegmentHeader, epoch: Int64, head: Position) -> String {
        let ledger = Hexadecimal.encode(header.ledgerID.prefix(4))
        return "ledger-\(ledger)-\(epoch)-\(header.after + 1)-\(head)\(Self.ending)"
    }

    static let ending = ".segment.gz"

    /// The last position that a name speaks of, or `nil` if it is not the name of a segment.
    static func head(inName name: String) -> Position? {
        guard name.hasSuffix(Self.ending) else { return nil }
        return name.dropLast(Self.ending.count).split(separator: "-").last.flatMap { Position($0) }
    }
}

extension SegmentFile {
    /// Reads a whole segment and checks all that can be checked without the log that it follows:
    /// every line, the chain, the digest and the signature.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``LedgerError`` `damaged` if it is not as it was written, or `storageUnavailable`.
    public init(verifying path: String) throws(LedgerError) {
        let reader = try SegmentReader(path: path)
        let trailer = try reader.forEachRow { _, _ in true }
        guard let trailer else { preconditionFailure("a reader that is not stopped ends") }
        self.path = path
        self.header = reader.header
        self.trailer = trailer
    }
}

/// Reads a segment event by event.
final class SegmentReader {
    let header: SegmentHeader

    private let path: String
    private let lines: GzipLines
    private var chain: Chain
    private var position: Position
    private var digest = SHA256()
    private var lineCount = 1

    /// Opens a segment and reads its first line.
    ///
    /// - Throws: ``LedgerError`` `damaged` or `storageUnavailable`.
    init(path: String) throws(LedgerError) {
        let lines = try GzipLines(path: path)
        guard let line = try lines.next(), let header = SegmentHeader(line: line) else {
            throw LedgerError(.damaged, "\(path) is not a segment that this program knows")
        }
        self.path = path
        self.lines = lines
        self.header = header
        self.chain = Chain(head: header.afterHash)
        self.position = header.after
        self.take(line)
    }

    /// Lends every event in order, each checked against the chain.
    ///
    /// - Parameter body: Returns whether to go on.
    /// - Returns: The last line, once all before it was found to be as it says; `nil` if `body` had
    ///   enough.
    /// - Throws: ``LedgerError`` `damaged` with the line.
    func forEachRow(
        _ body: (borrowing StoredRow, ChainHash) throws(LedgerError) -> Bool
    ) throws(LedgerError) -> SegmentTrailer? {
        while let line = try self.lines.next() {
            self.lineCount += 1
            if line.first == UInt8(ascii: "{") { return try self.end(line) }
            let isWanted = try SegmentLine.read(line) { row, hash throws(LedgerError) in
                guard row.position == self.position + 1, self.chain.extend(row) == hash else {
                    throw self.damaged("does not follow from the line before")
                }
                self.position = row.position
                return try body(row, hash)
            }
            guard let isWanted else { throw self.damaged("is not an event") }
            guard isWanted else { return nil }
            self.take(line)
        }
        throw self.damaged("is the last one, and does not end the segment")
    }

    private func take(_ line: ArraySlice<UInt8>) {
        unsafe line.withUnsafeBytes { unsafe self.digest.update(bufferPointer: $0) }
        self.digest.update(data: [UInt8(ascii: "\n")])
    }

    private func end(_ line: ArraySlice<UInt8>) throws(LedgerError) -> SegmentTrailer {
        guard let trailer = SegmentTrailer(line: line) else {
            throw self.damaged("does not end a segment")
        }
        guard trailer.sha256 == Array(self.digest.finalize()),
            trailer.head == self.position, trailer.chainHead == self.chain.head,
            trailer.eventCount == self.position - self.header.after
        else { throw self.damaged("says other things of the segment than it holds") }
        let signed = trailer.signedBytes(after: self.header)
        guard SigningKey.isValid(trailer.signature, over: signed, by: trailer.publicKey) else {
            throw self.damaged("has a signature that does not fit")
        }
        guard try self.lines.next() == nil else { throw self.damaged("is followed by more") }
        return trailer
    }

    private func damaged(_ what: String) -> LedgerError {
        LedgerError(
            .damaged,
            "\(self.path): line \(self.lineCount) \(what); export it again or take another copy"
        )
    }
}
