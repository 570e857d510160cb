#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fault_disk.h"

/// An open file: ours, and behind it in memory that of `unix`.
struct fault_file {
    sqlite3_file base;
    struct disk *disk; /* NULL for a file that nobody watches */
    struct image *image;
    int role;
    sqlite3_file *real;
};

static sqlite3_vfs *beneath;

/// A lock that was refused on purpose is not waited for: SQLite sleeps in the same thread.
static _Thread_local int is_sleep_skipped;

static struct fault_file *ours(sqlite3_file *file) { return (struct fault_file *)file; }

static int failure(int operation, const struct fault_plan *plan) {
    int is_full = plan != NULL && (plan->kind == FAULT_FULL || plan->kind == FAULT_SHORT_WRITE);
    switch (operation) {
    case FAULT_OP_OPEN: return SQLITE_CANTOPEN;
    case FAULT_OP_READ: return SQLITE_IOERR_READ;
    case FAULT_OP_WRITE: return is_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    case FAULT_OP_TRUNCATE: return is_full ? SQLITE_FULL : SQLITE_IOERR_TRUNCATE;
    case FAULT_OP_SYNC: return SQLITE_IOERR_FSYNC;
    case FAULT_OP_SIZE: return SQLITE_IOERR_FSTAT;
    case FAULT_OP_LOCK: return SQLITE_IOERR_LOCK;
    case FAULT_OP_SHM_MAP: return is_full ? SQLITE_IOERR_SHMSIZE : SQLITE_IOERR_SHMMAP;
    case FAULT_OP_SHM_LOCK: return SQLITE_IOERR_SHMLOCK;
    case FAULT_OP_DELETE: return SQLITE_IOERR_DELETE;
    case FAULT_OP_ACCESS: return SQLITE_IOERR_ACCESS;
    default: return SQLITE_IOERR;
    }
}

/// Meets the plans of a disk, which is locked.
///
/// Returns SQLITE_OK if the operation is to go on, perhaps with a plan that changes how.
static int meet(struct disk *disk, int operation, int role, struct fault_plan *met) {
    met->kind = -1;
    if (disk->is_dark) return failure(operation, NULL);
    const struct fault_plan *plan = fault_disk_meet(disk, operation, role);
    if (plan == NULL) return SQLITE_OK;
    *met = *plan;
    switch (plan->kind) {
    case FAULT_POWER_CUT:
        disk->is_dark = 1;
        return failure(operation, plan);
    case FAULT_BUSY:
        is_sleep_skipped = 1;
        return SQLITE_BUSY;
    case FAULT_ERROR:
    case FAULT_FULL:
        return failure(operation, plan);
    case FAULT_DELAY: {
        uint64_t state = plan->seed + (uint64_t)disk->fired;
        usleep((useconds_t)(fault_next(&state) % 3000));
        return SQLITE_OK;
    }
    default:
        return SQLITE_OK;
    }
}

/// The same for an operation that is all or nothing.
static int meet_whole(struct disk *disk, int operation, int role) {
    struct fault_plan plan;
    if (disk == NULL) return SQLITE_OK;
    pthread_mutex_lock(&disk->mutex);
    int code = meet(disk, operation, role, &plan);
    pthread_mutex_unlock(&disk->mutex);
    return code;
}

// Files

static int file_close(sqlite3_file *base) {
    struct fault_file *file = ours(base);
    int code = file->real->pMethods->xClose(file->real);
    if (file->disk != NULL) {
        pthread_mutex_lock(&file->disk->mutex);
        if (file->image != NULL) fault_image_closed(file->image);
        file->disk->open_files -= 1;
        if (!file->disk->is_used && file->disk->open_files == 0) fault_images_free(file->disk);
        pthread_mutex_unlock(&file->disk->mutex);
    }
    return code;
}

static int file_read(sqlite3_file *base, void *start, int count, sqlite3_int64 offset) {
    struct fault_file *file = ours(base);
    struct fault_plan plan = {.kind = -1};
    uint64_t state = 0;
    if (file->disk != NULL) {
        pthread_mutex_lock(&file->disk->mutex);
        int code = meet(file->disk, FAULT_OP_READ, file->role, &plan);
        state = plan.seed + (uint64_t)file->disk->fired;
        pthread_mutex_unlock(&file->disk->mutex);
        if (code != SQLITE_OK) return code;
    }
    int code = file->real->pMethods->xRead(file->real, start, count, offset);
    if (code == SQLITE_OK && plan.kind == FAULT_FLIP && count > 0) {
        uint64_t bit = fault_next(&state) % ((uint64_t)count * 8);
        ((unsigned char *)start)[bit / 8] ^= (unsigned char)(1u << (bit % 8));
    }
    return code;
}

/// Writes bytes and remembers that they are not on disk yet.
static int put(struct fault_file *file, const void *start, int count, sqlite3_int64 offset) {
    int code = file->real->pMethods->xWrite(file->real, start, count, offset);
    if (code == SQLITE_OK && file->image != NULL) {
        fault_image_write(file->image, start, count, offset);
    }
    return code;
}

/// Another place in the same file, at a boundary of the same size.
static sqlite3_int64 elsewhere(
    const struct fault_file *file, int count, sqlite3_int64 offset, uint64_t seed
) {
    uint64_t state = seed + (uint64_t)file->disk->fired;
    sqlite3_int64 places = file->image == NULL ? 0 : file->image->size / (count > 0 ? count : 1);
    sqlite3_int64 place = (sqlite3_int64)(fault_next(&state) % (uint64_t)(places + 1)) * count;
    return place == offset ? offset + count : place;
}

static int write_meeting(struct fault_file *file, const void *start, int count,
    sqlite3_int64 offset) {
    struct fault_plan plan;
    int code = meet(file->disk, FAULT_OP_WRITE, file->role, &plan);
    switch (plan.kind) {
    case FAULT_POWER_CUT:
        // Some of it may have reached the disk.
        if (file->image != NULL) put(file, start, count, offset);
        return code;
    case FAULT_SHORT_WRITE:
        if (count > 1) put(file, start, count / 2, offset);
        return failure(FAULT_OP_WRITE, &plan);
    case FAULT_MISDIRECTED:
        return put(file, start, count, elsewhere(file, count, offset, plan.seed));
    case FAULT_LOST_WRITE:
        return SQLITE_OK;
    default:
        return code == SQLITE_OK ? put(file, start, count, offset) : code;
    }
}

static int file_write(sqlite3_file *base, const void *start, int count, sqlite3_int64 offset) {
    struct fault_file *file = ours(base);
    if (file->disk == NULL) return put(file, start, count, offset);
    pthread_mutex_lock(&file->disk->mutex);
    int code = write_meeting(file, start, count, offset);
    pthread_mutex_unlock(&file->disk->mutex);
    return code;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    struct fault_file *file = ours(base);
    if (file->disk == NULL) return file->real->pMethods->xTruncate(file->real, size);
    struct fault_plan plan;
    pthread_mutex_lock(&file->disk->mutex);
    int code = meet(file->disk, FAULT_OP_TRUNCATE, file->role, &plan);
    if (code == SQLITE_OK) code = file->real->pMethods->xTruncate(file->real, size);
    if (code == SQLITE_OK && file->image != NULL) fault_image_truncate(file->image, size);
    pthread_mutex_unlock(&file->disk->mutex);
    return code;
}

static int sync_meeting(struct fault_file *file) {
    struct fault_plan plan;
    int code = meet(file->disk, FAULT_OP_SYNC, file->role, &plan);
    if (code != SQLITE_OK || file->image == NULL) return code;
    switch (plan.kind) {
    case FAULT_SYNC_WRITTEN:
        fault_image_sync(file->disk, file->image);
        return SQLITE_IOERR_FSYNC;
    case FAULT_SYNC_LOST:
        fault_image_drop(file->image, file->real);
        return SQLITE_IOERR_FSYNC;
    case FAULT_SYNC_DOOMED:
        fault_image_doom(file->image);
        return SQLITE_IOERR_FSYNC;
    default:
        // What is on disk is ours to say: nothing is gained by waiting for the machine's own.
        fault_image_sync(file->disk, file->image);
        return SQLITE_OK;
    }
}

static int file_sync(sqlite3_file *base, int flags) {
    struct fault_file *file = ours(base);
    if (file->disk == NULL) return file->real->pMethods->xSync(file->real, flags);
    pthread_mutex_lock(&file->disk->mutex);
    int code = sync_meeting(file);
    pthread_mutex_unlock(&file->disk->mutex);
    return code;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
    struct fault_file *file = ours(base);
    int code = meet_whole(file->disk, FAULT_OP_SIZE, file->role);
    return code == SQLITE_OK ? file->real->pMethods->xFileSize(file->real, size) : code;
}

static int file_lock(sqlite3_file *base, int level) {
    struct fault_file *file = ours(base);
    int code = meet_whole(file->disk, FAULT_OP_LOCK, file->role);
    return code == SQLITE_OK ? file->real->pMethods->xLock(file->real, level) : code;
}

static int file_unlock(sqlite3_file *base, int level) {
    return ours(base)->real->pMethods->xUnlock(ours(base)->real, level);
}

static int file_check_reserved(sqlite3_file *base, int *result) {
    return ours(base)->real->pMethods->xCheckReservedLock(ours(base)->real, result);
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    return ours(base)->real->pMethods->xFileControl(ours(base)->real, operation, argument);
}

static int file_sector_size(sqlite3_file *base) {
    return ours(base)->real->pMethods->xSectorSize(ours(base)->real);
}

static int file_characteristics(sqlite3_file *base) {
    return ours(base)->real->pMethods->xDeviceCharacteristics(ours(base)->real);
}

static int file_shm_map(
    sqlite3_file *base, int region, int size, int is_extended, void volatile **start
) {
    struct fault_file *file = ours(base);
    int code = meet_whole(file->disk, FAULT_OP_SHM_MAP, file->role);
    if (code != SQLITE_OK) return code;
    return file->real->pMethods->xShmMap(file->real, region, size, is_extended, start);
}

static int file_shm_lock(sqlite3_file *base, int offset, int count, int flags) {
    struct fault_file *file = ours(base);
    int code = SQLITE_OK;
    if ((flags & SQLITE_SHM_LOCK) != 0) {
        code = meet_whole(file->disk, FAULT_OP_SHM_LOCK, file->role);
    }
    if (code != SQLITE_OK) return code;
    return file->real->pMethods->xShmLock(file->real, offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *base) {
    ours(base)->real->pMethods->xShmBarrier(ours(base)->real);
}

static int file_shm_unmap(sqlite3_file *base, int is_deleted) {
    return ours(base)->real->pMethods->xShmUnmap(ours(base)->real, is_deleted);
}

/// Version 2: no memory mapping, so that every byte passes here.
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

// The file system

static int role_of(int flags) {
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0) return FAULT_ROLE_MAIN;
    if ((flags & SQLITE_OPEN_WAL) != 0) return FAULT_ROLE_LOG;
    return FAULT_ROLE_OTHER;
}

static int vfs_open(
    sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags
) {
    (void)vfs;
    struct fault_file *file = ours(base);
    memset(file, 0, sizeof *file);
    file->real = (sqlite3_file *)(file + 1);
    file->role = role_of(flags);
    struct disk *disk = fault_disk_of(path);
    int code = meet_whole(disk, FAULT_OP_OPEN, file->role);
    if (code != SQLITE_OK) return code;
    int existed = path != NULL && access(path, F_OK) == 0;
    code = beneath->xOpen(beneath, path, file->real, flags, out_flags);
    if (code != SQLITE_OK) {
        if (file->real->pMethods != NULL) file->real->pMethods->xClose(file->real);
        return code;
    }
    file->base.pMethods = &methods;
    if (disk == NULL) return code;
    pthread_mutex_lock(&disk->mutex);
    file->disk = disk;
    file->image = fault_image_opened(disk, path, file->real, !existed);
    disk->open_files += 1;
    pthread_mutex_unlock(&disk->mutex);
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int is_synced) {
    (void)vfs;
    struct disk *disk = fault_disk_of(path);
    if (disk == NULL) return beneath->xDelete(beneath, path, is_synced);
    struct fault_plan plan;
    pthread_mutex_lock(&disk->mutex);
    int code = meet(disk, FAULT_OP_DELETE, FAULT_ROLE_OTHER, &plan);
    if (code == SQLITE_OK) code = beneath->xDelete(beneath, path, 0);
    if (code == SQLITE_OK) fault_image_deleted(disk, path, is_synced);
    pthread_mutex_unlock(&disk->mutex);
    return code;
}

static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
    (void)vfs;
    int code = meet_whole(fault_disk_of(path), FAULT_OP_ACCESS, FAULT_ROLE_OTHER);
    return code == SQLITE_OK ? beneath->xAccess(beneath, path, flags, result) : code;
}

static int vfs_full_pathname(sqlite3_vfs *vfs, const char *path, int count, char *full) {
    (void)vfs;
    return beneath->xFullPathname(beneath, path, count, full);
}

static void *vfs_dl_open(sqlite3_vfs *vfs, const char *path) {
    (void)vfs;
    return beneath->xDlOpen(beneath, path);
}

static void vfs_dl_error(sqlite3_vfs *vfs, int count, char *message) {
    (void)vfs;
    beneath->xDlError(beneath, count, message);
}

static void (*vfs_dl_sym(sqlite3_vfs *vfs, void *library, const char *name))(void) {
    (void)vfs;
    return beneath->xDlSym(beneath, library, name);
}

static void vfs_dl_close(sqlite3_vfs *vfs, void *library) {
    (void)vfs;
    beneath->xDlClose(beneath, library);
}

static int vfs_randomness(sqlite3_vfs *vfs, int count, char *start) {
    (void)vfs;
    return beneath->xRandomness(beneath, count, start);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    if (is_sleep_skipped) {
        is_sleep_skipped = 0;
        return microseconds;
    }
    return beneath->xSleep(beneath, microseconds);
}

static int vfs_current_time(sqlite3_vfs *vfs, double *time) {
    (void)vfs;
    return beneath->xCurrentTime(beneath, time);
}

static int vfs_last_error(sqlite3_vfs *vfs, int count, char *message) {
    (void)vfs;
    return beneath->xGetLastError(beneath, count, message);
}

static int vfs_current_time_int64(sqlite3_vfs *vfs, sqlite3_int64 *time) {
    (void)vfs;
    return beneath->xCurrentTimeInt64(beneath, time);
}

static sqlite3_vfs faulty = {
    .iVersion = 2,
    .zName = "faultdisk",
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_pathname,
    .xDlOpen = vfs_dl_open,
    .xDlError = vfs_dl_error,
    .xDlSym = vfs_dl_sym,
    .xDlClose = vfs_dl_close,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_current_time,
    .xGetLastError = vfs_last_error,
    .xCurrentTimeInt64 = vfs_current_time_int64,
};

static int installed = SQLITE_ERROR;

static void install(void) {
    beneath = sqlite3_vfs_find("unix");
    if (beneath == NULL) return;
    faulty.szOsFile = (int)sizeof(struct fault_file) + beneath->szOsFile;
    faulty.mxPathname = beneath->mxPathname;
    installed = sqlite3_vfs_register(&faulty, 1);
}

int fault_vfs_install(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    return installed;
}
