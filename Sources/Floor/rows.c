#include "rows.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t floor_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

floor_result floor_failure(const char *problem) {
    floor_result result = {0, 0, 0, problem};
    return result;
}

static int keep(floor_rows *rows, const void *bytes, size_t size) {
    if (rows->arena_size + size > rows->arena_capacity) {
        size_t capacity = (rows->arena_size + size) * 2;
        uint8_t *arena = realloc(rows->arena, capacity);
        if (arena == NULL) return 0;
        rows->arena = arena;
        rows->arena_capacity = capacity;
    }
    if (size > 0) memcpy(rows->arena + rows->arena_size, bytes, size);
    rows->arena_size += size;
    return 1;
}

static int take(floor_rows *rows, sqlite3_stmt *found) {
    if (rows->count == rows->capacity) {
        size_t capacity = rows->capacity * 2 + 1024;
        floor_row *row = realloc(rows->row, capacity * sizeof(floor_row));
        if (row == NULL) return 0;
        rows->row = row;
        rows->capacity = capacity;
    }
    floor_row *row = &rows->row[rows->count];
    row->position = sqlite3_column_int64(found, 0);
    row->user = sqlite3_column_int64(found, 1);
    row->kind = sqlite3_column_int64(found, 2);
    row->recorded_at = sqlite3_column_int64(found, 3);
    row->offset = rows->arena_size;
    row->has_charge = sqlite3_column_type(found, 4) != SQLITE_NULL;
    const void *charge = sqlite3_column_text(found, 4);
    row->charge_size = (uint32_t)sqlite3_column_bytes(found, 4);
    if (!keep(rows, charge, row->charge_size)) return 0;
    const void *body = sqlite3_column_blob(found, 5);
    row->body_size = (uint32_t)sqlite3_column_bytes(found, 5);
    if (!keep(rows, body, row->body_size)) return 0;
    const void *hash = sqlite3_column_blob(found, 6);
    row->hash_size = (uint32_t)sqlite3_column_bytes(found, 6);
    if (!keep(rows, hash, row->hash_size)) return 0;
    rows->count += 1;
    return 1;
}

floor_rows *floor_rows_take(const char *ledger, int64_t first, int64_t count) {
    sqlite3 *database = NULL;
    sqlite3_stmt *found = NULL;
    floor_rows *rows = calloc(1, sizeof(floor_rows));
    int code = sqlite3_open_v2(ledger, &database, SQLITE_OPEN_READONLY, NULL);
    if (code == SQLITE_OK && rows != NULL) {
        code = sqlite3_prepare_v2(
            database,
            "SELECT position, user, kind, recorded_at, charge, body, hash FROM event"
            " WHERE position >= ?1 AND position < ?2 ORDER BY position",
            -1, &found, NULL
        );
    }
    if (code == SQLITE_OK && rows != NULL) {
        sqlite3_bind_int64(found, 1, first);
        sqlite3_bind_int64(found, 2, first + count);
        while ((code = sqlite3_step(found)) == SQLITE_ROW) {
            if (!take(rows, found)) break;
        }
    }
    sqlite3_finalize(found);
    sqlite3_close_v2(database);
    if (code == SQLITE_DONE) return rows;
    floor_rows_free(rows);
    return NULL;
}

int64_t floor_rows_count(const floor_rows *rows) {
    return (int64_t)rows->count;
}

int64_t floor_rows_bytes(const floor_rows *rows) {
    return (int64_t)(rows->arena_size + rows->count * 4 * sizeof(int64_t));
}

void floor_rows_free(floor_rows *rows) {
    if (rows == NULL) return;
    free(rows->row);
    free(rows->arena);
    free(rows);
}
