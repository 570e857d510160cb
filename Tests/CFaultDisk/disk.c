#include <stdlib.h>
#include <string.h>

#include "fault_disk.h"

static struct disk disks[FAULT_DISK_COUNT_MAX];
static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void prepare(void) {
    for (int index = 0; index < FAULT_DISK_COUNT_MAX; index += 1) {
        pthread_mutex_init(&disks[index].mutex, NULL);
    }
}

struct disk *fault_disk_at(int disk) {
    if (disk < 0 || disk >= FAULT_DISK_COUNT_MAX) return NULL;
    return &disks[disk];
}

struct disk *fault_disk_of(const char *path) {
    struct disk *found = NULL;
    if (path == NULL) return NULL;
    pthread_mutex_lock(&table);
    for (int index = 0; index < FAULT_DISK_COUNT_MAX && found == NULL; index += 1) {
        struct disk *disk = &disks[index];
        size_t length = disk->folder_length;
        if (!disk->is_used || strncmp(path, disk->folder, length) != 0) continue;
        if (path[length] == '/') found = disk;
    }
    pthread_mutex_unlock(&table);
    return found;
}

int fault_disk_create(const char *folder) {
    pthread_once(&once, prepare);
    char *real = realpath(folder, NULL);
    int number = -1;
    if (real == NULL || strlen(real) >= FAULT_PATH_MAX) {
        free(real);
        return number;
    }
    pthread_mutex_lock(&table);
    for (int index = 0; index < FAULT_DISK_COUNT_MAX && number < 0; index += 1) {
        struct disk *disk = &disks[index];
        if (disk->is_used || disk->open_files > 0) continue;
        strcpy(disk->folder, real);
        disk->folder_length = strlen(real);
        disk->is_dark = 0;
        disk->plan_count = 0;
        disk->fired = 0;
        memset(disk->operations, 0, sizeof disk->operations);
        disk->is_used = 1;
        number = index;
    }
    pthread_mutex_unlock(&table);
    free(real);
    return number;
}

void fault_disk_remove(int number) {
    struct disk *disk = fault_disk_at(number);
    if (disk == NULL) return;
    pthread_mutex_lock(&table);
    pthread_mutex_lock(&disk->mutex);
    disk->is_used = 0;
    disk->is_dark = 0;
    disk->plan_count = 0;
    // A file that is still open keeps its image, and the disk its number, until it is closed.
    if (disk->open_files == 0) fault_images_free(disk);
    pthread_mutex_unlock(&disk->mutex);
    pthread_mutex_unlock(&table);
}

int fault_disk_arm(int number, const struct fault_plan *plan) {
    struct disk *disk = fault_disk_at(number);
    if (disk == NULL) return -1;
    pthread_mutex_lock(&disk->mutex);
    int place = disk->plan_count < FAULT_PLAN_COUNT_MAX ? disk->plan_count : -1;
    if (place >= 0) {
        disk->plans[place].plan = *plan;
        disk->plans[place].seen = 0;
        disk->plan_count += 1;
    }
    pthread_mutex_unlock(&disk->mutex);
    return place;
}

void fault_disk_disarm(int number) {
    struct disk *disk = fault_disk_at(number);
    if (disk == NULL) return;
    pthread_mutex_lock(&disk->mutex);
    disk->plan_count = 0;
    pthread_mutex_unlock(&disk->mutex);
}

const struct fault_plan *fault_disk_meet(struct disk *disk, int operation, int role) {
    const struct fault_plan *met = NULL;
    disk->operations[operation] += 1;
    for (int index = 0; index < disk->plan_count; index += 1) {
        struct armed *armed = &disk->plans[index];
        if ((armed->plan.operations & (1u << operation)) == 0) continue;
        if ((armed->plan.roles & (1u << role)) == 0) continue;
        armed->seen += 1;
        if (armed->seen < armed->plan.first) continue;
        if (armed->seen - armed->plan.first >= armed->plan.count) continue;
        disk->fired += 1;
        if (met == NULL) met = &armed->plan;
    }
    return met;
}

int64_t fault_disk_fired(int number) {
    struct disk *disk = fault_disk_at(number);
    if (disk == NULL) return 0;
    pthread_mutex_lock(&disk->mutex);
    int64_t fired = disk->fired;
    pthread_mutex_unlock(&disk->mutex);
    return fired;
}

int64_t fault_disk_operations(int number, int operation) {
    struct disk *disk = fault_disk_at(number);
    if (disk == NULL || operation < 0 || operation >= FAULT_OP_COUNT) return 0;
    pthread_mutex_lock(&disk->mutex);
    int64_t count = disk->operations[operation];
    pthread_mutex_unlock(&disk->mutex);
    return count;
}

int fault_disk_open_files(int number) {
    struct disk *disk = fault_disk_at(number);
    if (disk == NULL) return 0;
    pthread_mutex_lock(&disk->mutex);
    int count = disk->open_files;
    pthread_mutex_unlock(&disk->mutex);
    return count;
}

void fault_disk_cut_power(int number) {
    struct disk *disk = fault_disk_at(number);
    if (disk == NULL) return;
    pthread_mutex_lock(&disk->mutex);
    disk->is_dark = 1;
    pthread_mutex_unlock(&disk->mutex);
}

int fault_disk_is_dark(int number) {
    struct disk *disk = fault_disk_at(number);
    if (disk == NULL) return 0;
    pthread_mutex_lock(&disk->mutex);
    int is_dark = disk->is_dark;
    pthread_mutex_unlock(&disk->mutex);
    return is_dark;
}

int fault_disk_restore_power(int number, uint64_t seed) {
    struct disk *disk = fault_disk_at(number);
    if (disk == NULL) return -1;
    pthread_mutex_lock(&disk->mutex);
    int code = disk->open_files > 0 ? -1 : fault_images_after_cut(disk, seed);
    if (code == 0) {
        disk->is_dark = 0;
        disk->plan_count = 0;
    }
    pthread_mutex_unlock(&disk->mutex);
    return code;
}
