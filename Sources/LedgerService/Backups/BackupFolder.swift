private import Foundation
public import Ledger

/// The folder of the backups that are named by their time.
public struct BackupFolder: Sendable {
    private static let prefix = "ledger-"
    private static let ending = ".db"

    /// After this long a draft is nobody's any more.
    private static let draftSecondsMax: TimeInterval = 86_400

    /// Where it is.
    public let path: String

    /// Describes a folder; nothing is made.
    ///
    /// - Parameter path: Where it is.
    public init(path: String) {
        self.path = path
    }

    /// The path of the backup of a moment: `ledger-20261124T120000Z.db`.
    func path(ofBackupAt time: Instant) -> String {
        let digits = Instant(seconds: time.seconds).rfc3339.filter { $0 != "-" && $0 != ":" }
        return "\(self.path)/\(Self.prefix)\(digits)\(Self.ending)"
    }

    func make() throws(LedgerError) {
        do {
            try FileManager.default.createDirectory(
                atPath: self.path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot make the folder \(self.path); check its permissions and the disk",
                cause: error
            )
        }
    }

    /// The backups that count, the newest first.
    ///
    /// One without a readable manifest is none: it was not verified here, or not by us.
    public var backups: [(path: String, manifest: BackupManifest)] {
        self.names.filter { !$0.hasSuffix(".manifest") && !$0.hasSuffix(".new") }
            .map { "\(self.path)/\($0)" }
            .compactMap { path in
                let manifest = (try? BackupManifest.read(of: path)) ?? nil
                return manifest.map { (path, $0) }
            }
            .sorted { ($0.manifest.madeAt, $0.path) > ($1.manifest.madeAt, $1.path) }
    }

    /// Lets go of the oldest backups that are named by their time, and of drafts that nobody ends.
    ///
    /// - Parameter count: How many are kept.
    /// - Returns: Which went.
    /// - Throws: ``LedgerError`` `storageUnavailable` if one cannot be removed.
    public func keep(newest count: Int) throws(LedgerError) -> [String] {
        let named = self.backups.filter { Self.isNamedByTime($0.path) }
        let old = named.dropFirst(max(1, count)).map(\.path)
        for path in old {
            // The manifest goes last: a backup that is half removed still says what it was.
            try Self.remove(path)
            try Self.remove(BackupManifest.path(of: path))
        }
        for path in self.deadDrafts { try Self.remove(path) }
        return old
    }

    private var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: self.path)) ?? []
    }

    private var deadDrafts: [String] {
        self.names.filter { $0.hasPrefix(Self.prefix) && $0.contains("\(Self.ending).new") }
            .map { "\(self.path)/\($0)" }
            .filter { path in
                let found = try? FileManager.default.attributesOfItem(atPath: path)
                guard let changed = found?[.modificationDate] as? Date else { return false }
                return changed.timeIntervalSinceNow < -Self.draftSecondsMax
            }
    }

    private static func isNamedByTime(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.ending) else { return false }
        let time = name.dropFirst(Self.prefix.count).dropLast(Self.ending.count)
        return time.count == 16 && time.allSatisfy { $0.isNumber || $0 == "T" || $0 == "Z" }
    }

    private static func remove(_ path: String) throws(LedgerError) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw LedgerError(
                .storageUnavailable,
                "cannot remove the old backup \(path); check its permissions",
                cause: error
            )
        }
    }
}

/// The newest backup that counts, for those who only look.
public struct LastBackup: Sendable {
    /// Where it lies.
    public var path: String

    /// What it holds.
    public var manifest: BackupManifest

    /// Finds it in the ledger's folder of backups, or returns `nil` if there is none.
    ///
    /// - Parameter place: The ledger.
    public init?(of place: LedgerPlace) {
        guard let newest = BackupFolder(path: place.backups).backups.first else { return nil }
        (self.path, self.manifest) = newest
    }
}

extension LedgerService {
    /// When the newest backup was made, if there is one.
    public var lastBackupAt: Instant? { LastBackup(of: self.place)?.manifest.madeAt }
}
