private import Foundation
public import Ledger

/// A backup that the schedule owed and that could not be made: `backup.failed` beside the ledger, one
/// line, until a newer backup is there.
public struct FailedBackup: Hashable, Sendable {
    private static let lineByteCountMax = 4_096

    /// When it failed.
    public var time: Instant

    /// Why, as one sentence.
    public var reason: String

    /// Describes a failure.
    ///
    /// - Parameters:
    ///   - time: When it failed.
    ///   - reason: Why, as one sentence.
    public init(time: Instant, reason: String) {
        self.time = Instant(seconds: time.seconds)
        self.reason = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// Reads the record of a ledger; `nil` if none was kept, or a newer backup was made since.
    ///
    /// - Parameter place: The ledger.
    public init?(of place: LedgerPlace) {
        guard let data = FileManager.default.contents(atPath: place.failedBackup),
            data.count <= Self.lineByteCountMax
        else { return nil }
        let words = String(decoding: data, as: UTF8.self).split(separator: " ", maxSplits: 1)
        guard words.count == 2, let time = Instant(second: String(words[0])) else { return nil }
        let newest = LastBackup(of: place)?.manifest.madeAt
        if let newest, newest >= time { return nil }
        self.init(time: time, reason: String(words[1]))
    }

    /// Keeps the record for `doctor`; where the disk refuses that too, `doctor` finds out itself.
    func write(for place: LedgerPlace) {
        let line = String("\(self.time.rfc3339) \(self.reason)".prefix(Self.lineByteCountMax / 4))
        _ = FileManager.default.createFile(
            atPath: place.failedBackup,
            contents: Data((line + "\n").utf8),
            attributes: [.posixPermissions: 0o600]
        )
    }

    static func remove(of place: LedgerPlace) {
        unsafe unlink(place.failedBackup)
    }
}
