#ifndef STARLEDGER_FLOOR_ROWS_H
#define STARLEDGER_FLOOR_ROWS_H

#include "floor.h"

#include <sqlite3.h>

/// One row; its text and blobs lie in the arena of all.
typedef struct {
    int64_t position;
    int64_t user;
    int64_t kind;
    int64_t recorded_at;
    size_t offset;
    uint32_t charge_size;
    uint32_t body_size;
    uint32_t hash_size;
    uint8_t has_charge;
} floor_row;

struct floor_rows {
    floor_row *row;
    size_t count;
    size_t capacity;
    uint8_t *arena;
    size_t arena_size;
    size_t arena_capacity;
};

/// Nanoseconds of a clock that never goes back.
int64_t floor_now(void);

/// A result that only says what is wrong.
floor_result floor_failure(const char *problem);

#endif
