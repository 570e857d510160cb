private import Foundation

/// What is known of a ledger's end outside its file, for whoever puts a copy in its place.
package struct HeadMark: Hashable, Sendable {
    /// The epoch of the last commit.
    package var epoch: Int64

    /// The position of the last event that was committed.
    package var position: Position

    /// The link of that event.
    package var hash: ChainHash

    /// When the last commit was noted, as the file system says.
    package var notedAt: Instant?

    /// Reads the mark beside a ledger, or returns `nil` if there is none or it cannot be read.
    package init?(beside path: String) {
        guard let mark = HeadFile.read(of: path) else { return nil }
        (self.epoch, self.position, self.hash) = (mark.epoch, mark.position, mark.hash)
        let file = try? FileManager.default.attributesOfItem(atPath: HeadFile.path(of: path))
        self.notedAt = (file?[.modificationDate] as? Date).map {
            Instant(microseconds: Int64($0.timeIntervalSince1970 * 1_000_000))
        }
    }

    /// The mark of a log that ends where it always ended.
    package init(of head: LedgerHead) {
        self.init(epoch: head.epoch, position: head.position, hash: head.hash)
    }

    /// Says that events were lost behind a copy: at its next opening a new epoch begins.
    ///
    /// Where nothing is known of the lost end, the mark names the copy's own end under a link that
    /// no event has.
    ///
    /// - Parameters:
    ///   - known: The lost ledger's mark, if there is one.
    ///   - copy: Where the copy ends.
    /// - Returns: The mark to put beside the copy.
    package static func lost(_ known: HeadMark?, behind copy: LedgerHead) -> HeadMark {
        if let known, known.position > copy.position { return known }
        let epoch = max(copy.epoch, known?.epoch ?? 1)
        return HeadMark(epoch: epoch, position: copy.position, hash: Self.nobodys(behind: copy))
    }

    /// A link that no event has, for an end that nobody knows.
    static func nobodys(behind copy: LedgerHead) -> ChainHash {
        Chain.genesis(ledgerID: copy.ledgerID + copy.hash.bytes)
    }

    private init(epoch: Int64, position: Position, hash: ChainHash) {
        (self.epoch, self.position, self.hash) = (epoch, position, hash)
    }

    /// Writes the mark beside a ledger, and makes it durable.
    ///
    /// - Throws: ``LedgerError`` `storageUnavailable`.
    package func write(beside path: String) throws(LedgerError) {
        try HeadFile(of: path).write(
            HeadFile.Mark(epoch: self.epoch, position: self.position, hash: self.hash)
        )
        try FileSwitch.flush(HeadFile.path(of: path))
    }
}
