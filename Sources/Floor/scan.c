#include "rows.h"

/// The columns that a replay needs; a scan reads each of them, and nothing else.
#define COLUMNS "SELECT position, user, kind, recorded_at, charge, body, hash FROM event"

/// Where the bytes that were read go, so that no compiler may leave the reading out.
static volatile uint64_t floor_sink;

static uint64_t touch(const uint8_t *bytes, int size) {
    return bytes == NULL || size == 0 ? 0 : (uint64_t)bytes[0] + bytes[size - 1];
}

static void read_row(sqlite3_stmt *row, floor_result *result) {
    uint64_t sum = (uint64_t)sqlite3_column_int64(row, 0) + (uint64_t)sqlite3_column_int64(row, 1)
        + (uint64_t)sqlite3_column_int64(row, 2) + (uint64_t)sqlite3_column_int64(row, 3);
    const uint8_t *charge = sqlite3_column_text(row, 4);
    int charge_size = sqlite3_column_bytes(row, 4);
    const uint8_t *body = sqlite3_column_blob(row, 5);
    int body_size = sqlite3_column_bytes(row, 5);
    const uint8_t *hash = sqlite3_column_blob(row, 6);
    int hash_size = sqlite3_column_bytes(row, 6);
    sum += touch(charge, charge_size) + touch(body, body_size) + touch(hash, hash_size);
    floor_sink += sum;
    result->rows += 1;
    result->bytes += 4 * (int64_t)sizeof(int64_t) + charge_size + body_size + hash_size;
}

static int open_ledger(sqlite3 **database, const char *ledger) {
    return sqlite3_open_v2(
        ledger, database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL
    );
}

floor_result floor_scan(const char *ledger) {
    sqlite3 *database = NULL;
    sqlite3_stmt *row = NULL;
    floor_result result = {0, 0, 0, NULL};
    int64_t start = floor_now();
    int code = open_ledger(&database, ledger);
    if (code == SQLITE_OK) {
        code = sqlite3_prepare_v2(database, COLUMNS " ORDER BY position", -1, &row, NULL);
    }
    if (code == SQLITE_OK) {
        while ((code = sqlite3_step(row)) == SQLITE_ROW) read_row(row, &result);
    }
    sqlite3_finalize(row);
    sqlite3_close_v2(database);
    result.nanoseconds = floor_now() - start;
    if (code != SQLITE_DONE) return floor_failure(sqlite3_errstr(code));
    return result;
}

floor_result floor_find(const char *ledger, const int64_t *positions, size_t count) {
    sqlite3 *database = NULL;
    sqlite3_stmt *row = NULL;
    floor_result result = {0, 0, 0, NULL};
    int code = open_ledger(&database, ledger);
    if (code == SQLITE_OK) {
        code = sqlite3_prepare_v2(database, COLUMNS " WHERE position = ?1", -1, &row, NULL);
    }
    int64_t start = floor_now();
    for (size_t index = 0; index < count && code == SQLITE_OK; index += 1) {
        sqlite3_bind_int64(row, 1, positions[index]);
        if (sqlite3_step(row) == SQLITE_ROW) read_row(row, &result);
        code = sqlite3_reset(row);
    }
    result.nanoseconds = floor_now() - start;
    sqlite3_finalize(row);
    sqlite3_close_v2(database);
    if (code != SQLITE_OK) return floor_failure(sqlite3_errstr(code));
    return result;
}
