internal import Ledger
internal import LedgerService

extension Diagnosis {
    /// A backup older than this was forgotten, or its machine is down.
    private static let backupSecondsMax: Int64 = 26 * 3_600

    /// How long ago the newest backup was made, and whether the schedule has failed since.
    static func lastBackup(
        _ backup: LastBackup?,
        failed: FailedBackup?,
        at time: Instant
    ) -> Diagnosis {
        if let failed {
            let newest = backup.map { "the newest is of \($0.manifest.madeAt.rfc3339)" }
            return .failed(
                "last_backup",
                "the one due at \(failed.time.rfc3339) failed: \(failed.reason); "
                    + (newest ?? "there is none"),
                next: "starledger backup"
            )
        }
        guard let backup else {
            return .warning("last_backup", "never", next: "starledger backup")
        }
        let manifest = backup.manifest
        let words = "\(manifest.madeAt.rfc3339) head=\(manifest.head) \(backup.path)"
        guard time.seconds - manifest.madeAt.seconds <= Self.backupSecondsMax else {
            return .warning("last_backup", words, next: "starledger backup")
        }
        return .ok("last_backup", words)
    }
}
