private import Foundation
internal import Ledger
internal import LedgerService
internal import Projections

/// Looks at everything that lies on this machine: the folder, the files, the lease, the log.
struct PlaceDoctor {
    /// Below this much free space somebody should look, and below that nothing can be relied on.
    static let freeBytesLow: Int64 = 1 << 30
    static let freeBytesMin: Int64 = 100 << 20
    /// The newest event may lie this far ahead of the clock.
    static let clockAheadSecondsMax: Int64 = 5

    let place: LedgerPlace
    /// The files of variables that may hold secrets.
    let secretFiles: [String]

    /// Looks.
    func diagnoses(at time: Instant) -> [Diagnosis] {
        [
            self.folder, self.disk, self.permissions, self.lease(StoppedProcess.holder),
            self.ledger(at: time), self.keys, self.snapshots,
        ]
    }

    private var ledgerExists: Bool {
        FileManager.default.fileExists(atPath: self.place.database)
    }

    private var folder: Diagnosis {
        let folder = self.place.folder
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
        guard exists, isFolder.boolValue else {
            return .warning("folder", "\(folder) is not there yet", next: "starledger serve")
        }
        guard FileManager.default.isWritableFile(atPath: folder) else {
            return .failed(
                "folder",
                "\(folder) cannot be written by \(NSUserName())",
                next: "chown -R \(NSUserName()) \(folder)"
            )
        }
        return .ok("folder", "\(folder) can be written")
    }

    private var disk: Diagnosis {
        let attributes = try? FileManager.default.attributesOfFileSystem(
            forPath: FileManager.default.fileExists(atPath: self.place.folder)
                ? self.place.folder : "."
        )
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return .warning(
                "disk",
                "the free space cannot be found out",
                next: "df -h \(self.place.folder)"
            )
        }
        let words = "\(free >> 20) MiB free"
        let next = "df -h \(self.place.folder)"
        if free < Self.freeBytesMin { return .failed("disk", words, next: next) }
        if free < Self.freeBytesLow { return .warning("disk", words, next: next) }
        return .ok("disk", words)
    }

    /// Nobody but the owner may read the log, the keys, or the token.
    private var permissions: Diagnosis {
        let beside = ["", "-wal", "-shm", ".head", ".lock", ".sock"].map {
            self.place.database + $0
        }
        let files = beside + [self.place.keys, self.place.signingKey] + self.secretFiles
        let open = files.filter { file in
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
            return mode & 0o077 != 0
        }
        guard open.isEmpty else {
            let names = open.joined(separator: " ")
            return .warning(
                "permissions",
                "others may read or write \(names)",
                next: "chmod 600 \(names)"
            )
        }
        return .ok("permissions", "only the owner may read the files")
    }

    /// Who writes the ledger, and whether they still can.
    func lease(_ state: (Int32) -> StoppedProcess) -> Diagnosis {
        guard let holder = Lease.holder(of: self.place.database) else {
            return .warning(
                "lease",
                "nobody holds it: no bot runs on this ledger",
                next: "systemctl start starledger"
            )
        }
        let number = holder.split(separator: " ").first { $0.hasPrefix("pid=") }?.dropFirst(4)
        guard let pid = number.flatMap({ Int32($0) }) else {
            return .ok("lease", "held by \(holder)")
        }
        switch state(pid) {
        case .running: return .ok("lease", "held by \(holder)")
        case .stopped:
            return .failed(
                "lease",
                "held by \(holder), and that process is stopped",
                next: "kill -CONT \(pid)"
            )
        case .elsewhere:
            return .warning(
                "lease",
                "held by \(holder), which is not a process of this machine",
                next: "fuser -v \(self.place.database).lock"
            )
        }
    }

    private func ledger(at time: Instant) -> Diagnosis {
        do throws(LedgerError) {
            switch try LedgerService.examine(self.place) {
            case .none:
                return .warning(
                    "ledger",
                    "there is none at \(self.place.database) yet",
                    next: "starledger serve"
                )
            case .putBack(let kept, let lost):
                return .failed(
                    "ledger",
                    Self.words(kept: kept, lost: lost),
                    next: "starledger verify"
                )
            case .complete: break
            }
            let view = try LedgerView(place: self.place)
            let head = view.head
            let words =
                "schema=\(view.schemaVersion) events=\(head.position) epoch=\(head.epoch)"
            let ahead = head.recordedAt.seconds - time.seconds
            guard head.position == 0 || ahead <= Self.clockAheadSecondsMax else {
                return .warning(
                    "ledger",
                    "\(words); its newest event is \(ahead) s ahead of this clock",
                    next: "timedatectl status"
                )
            }
            let newest = head.position == 0 ? "none" : head.recordedAt.rfc3339
            return .ok("ledger", "\(words) newest=\(newest)")
        } catch {
            return .failed("ledger", error.description, next: "starledger verify")
        }
    }

    private static func words(kept: Position, lost: Position) -> String {
        let what =
            lost > kept
            ? "events \(kept + 1) to \(lost) are missing" : "it is another log than it was"
        return "\(what): a copy was put back, and the next start begins a new epoch"
    }

    private var keys: Diagnosis {
        guard FileManager.default.fileExists(atPath: self.place.keys) else {
            guard self.ledgerExists else {
                return .ok("keys", "none yet; the first start makes them")
            }
            return .failed(
                "keys",
                "\(self.place.keys) is gone: feedback and questions under way are unreadable",
                next: "cp BACKUP/keys.db \(self.place.keys)"
            )
        }
        do throws(LedgerError) {
            let found = try KeyInventory(path: self.place.keys)
            guard found.isComplete else {
                return .failed(
                    "keys",
                    "\(self.place.keys) lacks the ledger's own keys",
                    next: "cp BACKUP/keys.db \(self.place.keys)"
                )
            }
            // What is wrong with the log is told by its own line.
            guard self.ledgerExists, let lost = try? LostKeys.look(in: self.place) else {
                return .ok("keys", "people=\(found.people) erased=\(found.erased)")
            }
            return .failed(
                "keys",
                "\(lost.entryCount) feedback entries of \(lost.userCount) users, the newest "
                    + "#\(lost.newest), are unreadable: \(self.place.keys) lacks their keys; with "
                    + "the bot stopped put the old file back, or erase these users",
                next: "cp BACKUP/keys.db \(self.place.keys)"
            )
        } catch {
            return .failed("keys", error.description, next: "ls -l \(self.place.keys)")
        }
    }

    private var snapshots: Diagnosis {
        guard self.ledgerExists, let view = try? LedgerView(place: self.place) else {
            return .ok("snapshots", "none; they are made from the ledger")
        }
        guard let position = (try? view.newestSnapshot()) ?? nil else {
            return .ok("snapshots", "none; the next start folds the whole log")
        }
        let behind = view.head.position - position
        guard behind <= LedgerService.snapshotEventCount * 10 else {
            return .warning(
                "snapshots",
                "the newest is \(behind) events behind, so that a start takes longer",
                next: "starledger replay"
            )
        }
        return .ok("snapshots", "the newest is \(behind) events behind")
    }
}

/// Whether a process can go on.
enum StoppedProcess: Sendable {
    case running
    /// It was stopped by a signal or a debugger, and keeps what it holds.
    case stopped
    /// This machine has no such process.
    case elsewhere

    /// Looks at a process.
    ///
    /// - Source: proc(5), `/proc/[pid]/stat`: the state follows the name in parentheses.
    static func holder(_ pid: Int32) -> StoppedProcess {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else {
            return .elsewhere
        }
        let text = String(decoding: data, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return .elsewhere }
        let state = text[text.index(after: end)...].drop { $0 == " " }.first
        return state == "T" || state == "t" ? .stopped : .running
    }
}
