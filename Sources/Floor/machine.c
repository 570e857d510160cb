#include "rows.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define READ_SIZE (1 << 20)

floor_result floor_read(const char *path) {
    static _Thread_local uint8_t buffer[READ_SIZE];
    floor_result result = {0, 0, 0, NULL};
    int64_t start = floor_now();
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return floor_failure(strerror(errno));
    ssize_t size;
    while ((size = read(file, buffer, READ_SIZE)) > 0) result.bytes += size;
    int code = size < 0 ? errno : 0;
    close(file);
    result.nanoseconds = floor_now() - start;
    return code == 0 ? result : floor_failure(strerror(code));
}

int64_t floor_heap_bytes(void) {
    struct mallinfo2 info = mallinfo2();
    return (int64_t)(info.uordblks + info.hblkhd);
}

static int64_t nanoseconds(struct timeval time) {
    return (int64_t)time.tv_sec * 1000000000 + (int64_t)time.tv_usec * 1000;
}

int64_t floor_cpu_nanoseconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
}

const char *floor_sqlite_version(void) {
    return sqlite3_libversion();
}
