#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault_disk.h"

/// SplitMix64: the same numbers from the same seed, everywhere and for ever.
uint64_t fault_next(uint64_t *state) {
    *state += 0x9E3779B97F4A7C15u;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

// Bytes

/// Memory of a test that is not to be had ends the test.
static void *room_for(int64_t count) {
    void *start = calloc(1, count > 0 ? (size_t)count : 1);
    if (start == NULL) abort();
    return start;
}

static void bytes_resize(struct bytes *bytes, int64_t count) {
    if (count > bytes->room) {
        int64_t room = count > 2 * bytes->room ? count : 2 * bytes->room;
        unsigned char *start = room_for(room);
        if (bytes->count > 0) memcpy(start, bytes->start, (size_t)bytes->count);
        free(bytes->start);
        bytes->start = start;
        bytes->room = room;
    }
    if (count > bytes->count) {
        memset(bytes->start + bytes->count, 0, (size_t)(count - bytes->count));
    }
    bytes->count = count;
}

static void bytes_put(struct bytes *bytes, const void *start, int64_t count, int64_t offset) {
    if (count == 0) return;
    if (offset + count > bytes->count) bytes_resize(bytes, offset + count);
    memcpy(bytes->start + offset, start, (size_t)count);
}

// Changes

static struct change *change_made(const void *start, int64_t count, int64_t offset) {
    struct change *change = room_for(sizeof *change);
    change->offset = offset;
    change->count = count;
    if (start != NULL) {
        change->bytes = room_for(count);
        if (count > 0) memcpy(change->bytes, start, (size_t)count);
    }
    return change;
}

static void change_apply(const struct change *change, struct bytes *bytes) {
    if (change->bytes == NULL) {
        bytes_resize(bytes, change->offset);
    } else {
        bytes_put(bytes, change->bytes, change->count, change->offset);
    }
}

static void image_append(struct image *image, struct change *change) {
    if (image->last == NULL) {
        image->first = change;
    } else {
        image->last->next = change;
    }
    image->last = change;
}

static void image_forget_changes(struct image *image) {
    struct change *change = image->first;
    while (change != NULL) {
        struct change *next = change->next;
        free(change->bytes);
        free(change);
        change = next;
    }
    image->first = NULL;
    image->last = NULL;
}

// Images

void fault_image_write(struct image *image, const void *start, int64_t count, int64_t offset) {
    image_append(image, change_made(start, count, offset));
    if (offset + count > image->size) image->size = offset + count;
}

void fault_image_truncate(struct image *image, int64_t size) {
    image_append(image, change_made(NULL, 0, size));
    image->size = size;
}

static int is_in_folder_of(const char *path, const char *other) {
    const char *end = strrchr(path, '/');
    const char *other_end = strrchr(other, '/');
    if (end == NULL || other_end == NULL || end - path != other_end - other) return 0;
    return strncmp(path, other, (size_t)(end - path)) == 0;
}

static void image_free(struct image *image) {
    image_forget_changes(image);
    free(image->durable.start);
    free(image);
}

/// Names made and gone in a folder outlive the power from now on.
static void folder_synced(struct disk *disk, const char *path) {
    struct image **place = &disk->images;
    while (*place != NULL) {
        struct image *image = *place;
        if (!is_in_folder_of(image->path, path)) {
            place = &image->next;
        } else if (image->is_deleted && image->handles == 0) {
            *place = image->next;
            image_free(image);
        } else {
            image->is_named = 1;
            place = &image->next;
        }
    }
}

void fault_image_sync(struct disk *disk, struct image *image) {
    for (struct change *change = image->first; change != NULL; change = change->next) {
        change_apply(change, &image->durable);
    }
    image_forget_changes(image);
    // SQLite syncs the folder together with a file that it made.
    if (!image->is_named) folder_synced(disk, image->path);
    image->is_named = 1;
}

void fault_image_doom(struct image *image) {
    image_forget_changes(image);
    image->is_doomed = 1;
}

int fault_image_drop(struct image *image, sqlite3_file *real) {
    const struct sqlite3_io_methods *methods = real->pMethods;
    image_forget_changes(image);
    image->size = image->durable.count;
    int code = methods->xTruncate(real, image->durable.count);
    if (code != SQLITE_OK || image->durable.count == 0) return code;
    return methods->xWrite(real, image->durable.start, (int)image->durable.count, 0);
}

static void image_load(struct image *image, sqlite3_file *real) {
    sqlite3_int64 size = 0;
    if (real->pMethods->xFileSize(real, &size) != SQLITE_OK) size = 0;
    image_forget_changes(image);
    image->durable.count = 0;
    bytes_resize(&image->durable, size);
    if (size > 0) real->pMethods->xRead(real, image->durable.start, (int)size, 0);
    image->size = size;
    image->is_doomed = 0;
}

struct image *fault_image_opened(
    struct disk *disk, const char *path, sqlite3_file *real, int is_created
) {
    struct stat status;
    if (stat(path, &status) != 0) return NULL;
    struct image *image = disk->images;
    while (image != NULL
        && (image->is_deleted || image->device != status.st_dev || image->number != status.st_ino)) {
        image = image->next;
    }
    if (image == NULL) {
        image = room_for(sizeof *image);
        image->device = status.st_dev;
        image->number = status.st_ino;
        image->is_named = !is_created;
        image->next = disk->images;
        disk->images = image;
        image_load(image, real);
    } else if (image->handles == 0) {
        // Somebody else's change since is taken for one that is on disk; and a file whose number
        // is that of one gone is another file.
        int is_settled = image->first == NULL && !image->is_doomed;
        if (is_created) image->is_named = 0;
        if (is_created || is_settled || image->size != status.st_size) image_load(image, real);
    }
    // It may have been renamed.
    snprintf(image->path, sizeof image->path, "%s", path);
    image->handles += 1;
    return image;
}

void fault_image_closed(struct image *image) {
    image->handles -= 1;
}

void fault_image_deleted(struct disk *disk, const char *path, int is_synced) {
    for (struct image *image = disk->images; image != NULL; image = image->next) {
        if (image->is_deleted || strcmp(image->path, path) != 0) continue;
        image->is_deleted = 1;
    }
    if (is_synced) folder_synced(disk, path);
}

void fault_images_free(struct disk *disk) {
    while (disk->images != NULL) {
        struct image *next = disk->images->next;
        image_free(disk->images);
        disk->images = next;
    }
}

// After a power cut

/// How a cut treats what was not synced: one draw for each file.
struct fate {
    unsigned kept_of_4;   /* how much of it reached the disk, in quarters */
    int is_torn;          /* by sectors, not by writes */
    int is_reordered;
};

static struct fate fate_drawn(uint64_t *state) {
    struct fate fate;
    fate.kept_of_4 = (unsigned)(fault_next(state) % 5);
    fate.is_torn = fault_next(state) % 2 == 0;
    fate.is_reordered = fault_next(state) % 2 == 0;
    return fate;
}

static void piece_apply(const struct change *change, struct bytes *bytes, struct fate fate,
    uint64_t *state) {
    if (change->bytes == NULL || !fate.is_torn) {
        if (fault_next(state) % 4 < fate.kept_of_4) change_apply(change, bytes);
        return;
    }
    int64_t offset = change->offset;
    int64_t end = change->offset + change->count;
    while (offset < end) {
        int64_t sector_end = (offset / FAULT_SECTOR + 1) * FAULT_SECTOR;
        int64_t count = (sector_end < end ? sector_end : end) - offset;
        if (fault_next(state) % 4 < fate.kept_of_4) {
            bytes_put(bytes, change->bytes + (offset - change->offset), count, offset);
        }
        offset += count;
    }
}

static void image_cut(struct image *image, uint64_t *state) {
    struct fate fate = fate_drawn(state);
    int64_t count = 0;
    for (struct change *change = image->first; change != NULL; change = change->next) count += 1;
    struct change **order = room_for(count * (int64_t)sizeof *order);
    int64_t index = 0;
    for (struct change *change = image->first; change != NULL; change = change->next) {
        order[index++] = change;
    }
    for (int64_t left = count; fate.is_reordered && left > 1; left -= 1) {
        int64_t other = (int64_t)(fault_next(state) % (uint64_t)left);
        struct change *change = order[left - 1];
        order[left - 1] = order[other];
        order[other] = change;
    }
    for (index = 0; index < count; index += 1) {
        piece_apply(order[index], &image->durable, fate, state);
    }
    free(order);
    image_forget_changes(image);
}

static int file_written(const char *path, const struct bytes *bytes) {
    int descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return -1;
    int64_t done = 0;
    while (done < bytes->count) {
        ssize_t count = pwrite(descriptor, bytes->start + done, (size_t)(bytes->count - done), done);
        if (count <= 0) break;
        done += count;
    }
    int code = done == bytes->count && ftruncate(descriptor, bytes->count) == 0 ? 0 : -1;
    close(descriptor);
    return code;
}

/// Shared memory is a file to nobody but the kernel: after a cut it holds anything.
static void shared_memory_cut(const char *path, uint64_t *state) {
    switch (fault_next(state) % 3) {
    case 0:
        unlink(path);
        break;
    case 1: {
        struct bytes bytes = {0};
        bytes_resize(&bytes, 32768);
        for (int64_t index = 0; index < bytes.count; index += 1) {
            bytes.start[index] = (unsigned char)fault_next(state);
        }
        file_written(path, &bytes);
        free(bytes.start);
        break;
    }
    default:
        break;
    }
}

/// Writes what the cut left of one file that still has a name.
static int present_cut(struct disk *disk, const char *path, const struct stat *status,
    uint64_t *state) {
    struct image *image = disk->images;
    while (image != NULL
        && (image->is_deleted || image->device != status->st_dev
            || image->number != status->st_ino)) {
        image = image->next;
    }
    if (image == NULL || (image->first == NULL && !image->is_doomed && image->is_named)) return 0;
    // Whoever changed it without SQLite has had the last word.
    if (image->size != status->st_size) return 0;
    image_cut(image, state);
    if (!image->is_named && fault_next(state) % 2 == 0) return unlink(path);
    return file_written(path, &image->durable);
}

static int by_name(const struct dirent **left, const struct dirent **right) {
    return strcmp((*left)->d_name, (*right)->d_name);
}

/// Walks a folder, by name so that a seed means the same everywhere.
static int folder_cut(struct disk *disk, const char *folder, uint64_t *state) {
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, by_name);
    int code = count < 0 ? -1 : 0;
    for (int index = 0; index < count; index += 1) {
        const char *name = entries[index]->d_name;
        char path[FAULT_PATH_MAX];
        struct stat status;
        int length = snprintf(path, sizeof path, "%s/%s", folder, name);
        int is_own = strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
        if (!is_own && length < (int)sizeof path && lstat(path, &status) == 0) {
            size_t end = strlen(name);
            if (S_ISDIR(status.st_mode)) {
                code |= folder_cut(disk, path, state);
            } else if (end > 4 && strcmp(name + end - 4, "-shm") == 0) {
                shared_memory_cut(path, state);
            } else if (S_ISREG(status.st_mode)) {
                code |= present_cut(disk, path, &status, state);
            }
        }
        free(entries[index]);
    }
    free(entries);
    return code;
}

int fault_images_after_cut(struct disk *disk, uint64_t seed) {
    uint64_t state = seed;
    int code = folder_cut(disk, disk->folder, &state);
    // The newest deletion of a name comes first in the list; an older one finds the name taken.
    for (struct image *image = disk->images; image != NULL; image = image->next) {
        if (!image->is_deleted || access(image->path, F_OK) == 0) continue;
        image_cut(image, &state);
        if (image->is_named && fault_next(&state) % 2 == 0) {
            code |= file_written(image->path, &image->durable);
        }
    }
    fault_images_free(disk);
    return code;
}
