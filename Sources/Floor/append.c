#include "rows.h"

static int run(sqlite3 *database, const char *sql) {
    return sqlite3_exec(database, sql, NULL, NULL, NULL);
}

/// Makes the table and the index of a ledger's log, by the ledger's own words; the triggers, which
/// guard it, are no part of a floor.
static int copy_tables(sqlite3 *target, const char *ledger) {
    sqlite3 *source = NULL;
    sqlite3_stmt *tables = NULL;
    int code = sqlite3_open_v2(ledger, &source, SQLITE_OPEN_READONLY, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_prepare_v2(
            source,
            "SELECT sql FROM sqlite_schema WHERE tbl_name = 'event'"
            " AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY rowid",
            -1, &tables, NULL
        );
    }
    while (code == SQLITE_OK && (code = sqlite3_step(tables)) == SQLITE_ROW) {
        code = run(target, (const char *)sqlite3_column_text(tables, 0));
    }
    sqlite3_finalize(tables);
    sqlite3_close_v2(source);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int open_target(sqlite3 **target, const char *path, const char *ledger) {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(path, target, flags, NULL);
    if (code == SQLITE_OK) code = run(*target, "PRAGMA journal_mode = WAL");
    if (code == SQLITE_OK) code = run(*target, "PRAGMA synchronous = FULL");
    if (code == SQLITE_OK) code = run(*target, "PRAGMA wal_autocheckpoint = 0");
    if (code == SQLITE_OK) code = copy_tables(*target, ledger);
    return code;
}

static int insert(sqlite3_stmt *statement, const floor_rows *rows, const floor_row *row) {
    const char *bytes = (const char *)rows->arena + row->offset;
    sqlite3_bind_int64(statement, 1, row->position);
    sqlite3_bind_int64(statement, 2, row->user);
    sqlite3_bind_int64(statement, 3, row->kind);
    sqlite3_bind_int64(statement, 4, row->recorded_at);
    if (row->has_charge) {
        sqlite3_bind_text(statement, 5, bytes, (int)row->charge_size, SQLITE_STATIC);
    } else {
        sqlite3_bind_null(statement, 5);
    }
    bytes += row->charge_size;
    sqlite3_bind_blob(statement, 6, bytes, (int)row->body_size, SQLITE_STATIC);
    bytes += row->body_size;
    sqlite3_bind_blob(statement, 7, bytes, (int)row->hash_size, SQLITE_STATIC);
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

floor_result floor_append(
    const floor_rows *rows,
    const char *ledger,
    const char *target,
    const uint32_t *groups,
    size_t group_count,
    int64_t checkpoint_rows
) {
    sqlite3 *database = NULL;
    sqlite3_stmt *begin = NULL, *statement = NULL, *commit = NULL;
    int code = open_target(&database, target, ledger);
    if (code == SQLITE_OK) code = sqlite3_prepare_v2(database, "BEGIN IMMEDIATE", -1, &begin, NULL);
    if (code == SQLITE_OK) code = sqlite3_prepare_v2(database, "COMMIT", -1, &commit, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_prepare_v2(
            database,
            "INSERT INTO event (position, user, kind, recorded_at, charge, body, hash)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            -1, &statement, NULL
        );
    }
    floor_result result = {0, 0, floor_rows_bytes(rows), NULL};
    int64_t start = floor_now(), since_checkpoint = 0;
    for (size_t group = 0; group < group_count && code == SQLITE_OK; group += 1) {
        sqlite3_step(begin);
        code = sqlite3_reset(begin);
        for (uint32_t index = 0; index < groups[group] && code == SQLITE_OK; index += 1) {
            if ((size_t)result.rows == rows->count) break;
            code = insert(statement, rows, &rows->row[result.rows]);
            result.rows += 1;
            since_checkpoint += 1;
        }
        if (code != SQLITE_OK) break;
        sqlite3_step(commit);
        code = sqlite3_reset(commit);
        if (since_checkpoint < checkpoint_rows || code != SQLITE_OK) continue;
        since_checkpoint = 0;
        code = run(database, "PRAGMA wal_checkpoint(PASSIVE)");
    }
    result.nanoseconds = floor_now() - start;
    sqlite3_finalize(begin);
    sqlite3_finalize(statement);
    sqlite3_finalize(commit);
    sqlite3_close_v2(database);
    if (code != SQLITE_OK) return floor_failure(sqlite3_errstr(code));
    return result;
}
