/// A disk that fails on purpose: a VFS for SQLite that lies over `unix` and, for the files of chosen
/// folders, fails, tears, loses or misplaces what it is told to.
///
/// Registered as the default of the process, so that nothing in the program under test chooses it;
/// files outside the chosen folders pass through untouched.
/// Source: <https://www.sqlite.org/vfs.html>.
#ifndef FAULT_DISK_H
#define FAULT_DISK_H

#include <stdint.h>

/// What SQLite asks of a disk; a plan counts the operations of those kinds that it names.
enum fault_operation {
    FAULT_OP_OPEN,
    FAULT_OP_READ,
    FAULT_OP_WRITE,
    FAULT_OP_TRUNCATE,
    FAULT_OP_SYNC,
    FAULT_OP_SIZE,
    FAULT_OP_LOCK,
    FAULT_OP_SHM_MAP,
    FAULT_OP_SHM_LOCK,
    FAULT_OP_DELETE,
    FAULT_OP_ACCESS,
    FAULT_OP_COUNT
};

/// Which file of a database an operation is about.
enum fault_role { FAULT_ROLE_MAIN, FAULT_ROLE_LOG, FAULT_ROLE_OTHER };

/// What becomes of an operation.
enum fault_kind {
    /// The system call fails: EIO, or what that operation reports instead.
    FAULT_ERROR,
    /// There is no space left.
    FAULT_FULL,
    /// Half of the bytes are written, then there is no space left.
    FAULT_SHORT_WRITE,
    /// `fsync` fails although everything had reached the disk.
    FAULT_SYNC_WRITTEN,
    /// `fsync` fails, and what was not yet on the disk is gone at once.
    FAULT_SYNC_LOST,
    /// `fsync` fails, and what was not yet on the disk can be read until the power fails, however
    /// often and well `fsync` is repeated: Linux marks the pages clean.
    FAULT_SYNC_DOOMED,
    /// Somebody else holds the lock.
    FAULT_BUSY,
    /// The power fails at this operation; nothing works before `fault_disk_restore_power`.
    FAULT_POWER_CUT,
    /// The bytes are written elsewhere in the file, and the disk says that all is well.
    FAULT_MISDIRECTED,
    /// The bytes are not written, and the disk says that all is well.
    FAULT_LOST_WRITE,
    /// One bit of what is read is another one.
    FAULT_FLIP,
    /// The operation takes some milliseconds.
    FAULT_DELAY
};

/// When what goes wrong.
struct fault_plan {
    int32_t kind;
    /// Bits of `fault_operation`.
    uint32_t operations;
    /// Bits of `fault_role`.
    uint32_t roles;
    /// The first operation that fails, counted from 1 among those that fit.
    int64_t first;
    /// How many fail from there on.
    int64_t count;
    /// Chooses bits, offsets and milliseconds.
    uint64_t seed;
};

/// Makes the VFS the default of this process, once.
///
/// Returns a code of SQLite.
int fault_vfs_install(void);

/// Begins to watch the files of a folder, which exists.
///
/// Returns the disk's number, or -1.
int fault_disk_create(const char *folder);

/// Lets go of a disk; files that are open pass through from then on.
void fault_disk_remove(int disk);

/// Adds a plan to those at work. Returns its number, or -1 if there are too many.
int fault_disk_arm(int disk, const struct fault_plan *plan);

/// Ends every plan; a power cut lasts.
void fault_disk_disarm(int disk);

/// How many operations met a plan since the disk was created.
int64_t fault_disk_fired(int disk);

/// How many operations of a kind there were.
int64_t fault_disk_operations(int disk, int operation);

/// How many files are open.
int fault_disk_open_files(int disk);

/// Cuts the power now.
void fault_disk_cut_power(int disk);

/// Whether the power was cut and has not come back.
int fault_disk_is_dark(int disk);

/// Puts on disk what a power cut leaves, by a seed: what was synced, and of the rest nothing, all,
/// some sectors, or some in another order. Then the disk works again.
///
/// Returns 0, or -1 if a file is still open or cannot be written.
int fault_disk_restore_power(int disk, uint64_t seed);

#endif
