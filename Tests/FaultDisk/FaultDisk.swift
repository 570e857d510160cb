private import CFaultDisk

/// A disk that fails on purpose, under the databases of one folder.
///
/// Everything that SQLite asks of its files passes through it; what Swift reads and writes without
/// SQLite does not. No file may be open when the power comes back or the disk goes.
package final class FaultDisk: Sendable {
    private let number: Int32

    /// Begins to watch a folder, which exists.
    ///
    /// - Throws: ``Failure`` if there are too many disks, or SQLite takes none.
    package init(under folder: String) throws {
        let code = fault_vfs_install()
        guard code == 0 else { throw Failure(words: "SQLite refused the VFS: \(code)") }
        self.number = unsafe fault_disk_create(folder)
        guard self.number >= 0 else { throw Failure(words: "no disk for \(folder)") }
    }

    deinit {
        fault_disk_remove(self.number)
    }

    /// Adds a plan to those at work.
    ///
    /// - Throws: ``Failure`` if there are too many.
    package func arm(_ plan: FaultPlan) throws {
        var plan = fault_plan(
            kind: plan.kind.rawValue,
            operations: plan.operations.reduce(0) { $0 | 1 << UInt32($1.rawValue) },
            roles: plan.files.reduce(0) { $0 | 1 << UInt32($1.rawValue) },
            first: plan.first,
            count: plan.count,
            seed: plan.seed
        )
        guard unsafe fault_disk_arm(self.number, &plan) >= 0 else {
            throw Failure(words: "too many plans")
        }
    }

    /// Ends every plan; a power cut lasts.
    package func disarm() {
        fault_disk_disarm(self.number)
    }

    /// How many operations met a plan.
    package var firedCount: Int64 { fault_disk_fired(self.number) }

    /// How many operations of a kind there were.
    package func count(of operation: DiskOperation) -> Int64 {
        fault_disk_operations(self.number, operation.rawValue)
    }

    /// How many files are open.
    package var openFileCount: Int32 { fault_disk_open_files(self.number) }

    /// Whether the power was cut and has not come back.
    package var isDark: Bool { fault_disk_is_dark(self.number) != 0 }

    /// Cuts the power now: nothing works any more.
    package func cutPower() {
        fault_disk_cut_power(self.number)
    }

    /// Puts on disk what a power cut leaves, by a seed; then the disk works again, without plans.
    ///
    /// - Throws: ``Failure`` if a file is still open: whoever failed must have let go of it.
    package func restorePower(seed: UInt64) throws {
        guard fault_disk_restore_power(self.number, seed) == 0 else {
            throw Failure(words: "\(self.openFileCount) files are open after the power cut")
        }
    }

    /// The disk itself cannot do what a test wants of it.
    package struct Failure: Error, CustomStringConvertible {
        package let words: String

        package var description: String { self.words }
    }
}
