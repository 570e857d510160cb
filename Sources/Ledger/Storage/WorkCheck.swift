internal import Crypto

/// A check in front of the sealed bytes of a row beside the log, so that a changed byte of any of its
/// columns is found.
///
/// The seal itself protects only what is sealed, and needs the keys. What changes in place is left
/// out: how often an answer was tried.
enum WorkCheck {
    /// What stands in front of every check, so that a row of an earlier version is told from it.
    private static let mark = Array("WRK1".utf8)
    private static let sumByteCount = 12

    /// The bytes to store for a row.
    static func stored(_ row: InboxRow) -> [UInt8] {
        Self.mark + Self.sum(of: row, row.sealed) + row.sealed
    }

    /// The bytes to store for a row.
    static func stored(_ row: OutboxRow) -> [UInt8] {
        Self.mark + Self.sum(of: row, row.sealed) + row.sealed
    }

    /// A row as it was written.
    ///
    /// - Returns: The row, and whether it is; one that was changed has nothing that could be opened.
    static func opened(_ row: InboxRow) -> (row: InboxRow, isWhole: Bool) {
        var row = row
        let (sealed, isWhole) = Self.opened(row.sealed) { Self.sum(of: row, $0) }
        row.sealed = sealed
        return (row, isWhole)
    }

    /// A row as it was written.
    ///
    /// - Returns: The row, and whether it is; one that was changed has nothing that could be opened.
    static func opened(_ row: OutboxRow) -> (row: OutboxRow, isWhole: Bool) {
        var row = row
        let (sealed, isWhole) = Self.opened(row.sealed) { Self.sum(of: row, $0) }
        row.sealed = sealed
        return (row, isWhole)
    }

    private static func opened(
        _ stored: [UInt8],
        _ sum: ([UInt8]) -> [UInt8]
    ) -> (sealed: [UInt8], isWhole: Bool) {
        let start = Self.mark.count + Self.sumByteCount
        guard stored.starts(with: Self.mark), stored.count >= start else { return (stored, false) }
        let sealed = Array(stored[start...])
        let isWhole = Array(stored[Self.mark.count..<start]) == sum(sealed)
        return (isWhole ? sealed : [], isWhole)
    }

    private static func sum(of row: InboxRow, _ sealed: [UInt8]) -> [UInt8] {
        let numbers = [row.user.rawValue, row.takenInAt.microseconds, row.use]
        return Self.sum("inbox \(numbers) \(row.key.utf8.count) \(row.key)", sealed)
    }

    private static func sum(of row: OutboxRow, _ sealed: [UInt8]) -> [UInt8] {
        let numbers = [row.id, row.user.rawValue, row.owedAt.microseconds]
        return Self.sum("outbox \(numbers)", sealed)
    }

    private static func sum(_ columns: String, _ sealed: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Array(columns.utf8) + [0] + sealed).prefix(Self.sumByteCount))
    }
}
