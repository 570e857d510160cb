/// What the files of this target share.
#ifndef FAULT_DISK_PRIVATE_H
#define FAULT_DISK_PRIVATE_H

#include <pthread.h>
#include <sqlite3.h>
#include <stddef.h>
#include <sys/types.h>

#include "include/fault_disk.h"

#define FAULT_DISK_COUNT_MAX 64
#define FAULT_PLAN_COUNT_MAX 16
#define FAULT_PATH_MAX 1024
#define FAULT_SECTOR 512

/// Bytes that grow.
struct bytes {
    unsigned char *start;
    int64_t count;
    int64_t room;
};

/// A change that is not on disk yet: bytes at an offset, or a length to cut the file to.
struct change {
    int64_t offset;
    int64_t count;
    unsigned char *bytes; /* NULL for a truncation to `offset` */
    struct change *next;
};

/// What is known of one file: what is on disk for certain, and what may be.
struct image {
    dev_t device;
    ino_t number;
    char path[FAULT_PATH_MAX];
    struct bytes durable;
    struct change *first;
    struct change *last;
    int64_t size;         /* as programs see it */
    int handles;
    int is_named;         /* its name outlives the power */
    int is_doomed;        /* what can be read differs from what is on disk for good */
    int is_deleted;       /* its name is gone; the going may not outlive the power */
    struct image *next;
};

struct armed {
    struct fault_plan plan;
    int64_t seen;
};

struct disk {
    int is_used;
    int is_dark;
    char folder[FAULT_PATH_MAX];
    size_t folder_length;
    struct armed plans[FAULT_PLAN_COUNT_MAX];
    int plan_count;
    int64_t fired;
    int64_t operations[FAULT_OP_COUNT];
    int open_files;
    struct image *images;
    pthread_mutex_t mutex;
};

/// A disk by its number, or NULL.
struct disk *fault_disk_at(int disk);

/// The disk that watches a path, or NULL.
struct disk *fault_disk_of(const char *path);

/// Counts an operation. Returns the plan that it meets, or NULL; the disk is locked.
const struct fault_plan *fault_disk_meet(struct disk *disk, int operation, int role);

/// The next number of a seed.
uint64_t fault_next(uint64_t *state);

/// Images; the disk is locked.
struct image *fault_image_opened(
    struct disk *disk, const char *path, sqlite3_file *real, int is_created
);
void fault_image_closed(struct image *image);
void fault_image_write(struct image *image, const void *start, int64_t count, int64_t offset);
void fault_image_truncate(struct image *image, int64_t size);
void fault_image_sync(struct disk *disk, struct image *image);
void fault_image_doom(struct image *image);
int fault_image_drop(struct image *image, sqlite3_file *real);
void fault_image_deleted(struct disk *disk, const char *path, int is_synced);
int fault_images_after_cut(struct disk *disk, uint64_t seed);
void fault_images_free(struct disk *disk);

#endif
