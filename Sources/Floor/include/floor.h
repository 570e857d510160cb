#ifndef STARLEDGER_FLOOR_H
#define STARLEDGER_FLOOR_H

#include <stddef.h>
#include <stdint.h>

/// What plain C needs for the same work on the same rows: the floor under each of our figures.
///
/// No rules, no chain, no answers: only what SQLite, the disk and the processor take anyway.

/// What a floor came to.
typedef struct {
    /// How long it took.
    int64_t nanoseconds;
    /// How many rows were read or written.
    int64_t rows;
    /// How many bytes their columns hold, or the file.
    int64_t bytes;
    /// What is wrong, or null; never to be freed.
    const char *problem;
} floor_result;

/// Rows of a ledger's log, all in memory.
typedef struct floor_rows floor_rows;

/// Takes the rows `first` to `first + count - 1` out of a ledger, or null if it cannot be read.
floor_rows *floor_rows_take(const char *ledger, int64_t first, int64_t count);

/// How many rows were taken.
int64_t floor_rows_count(const floor_rows *rows);

/// How many bytes their columns hold, 8 for an integer.
int64_t floor_rows_bytes(const floor_rows *rows);

/// Lets go of the rows.
void floor_rows_free(floor_rows *rows);

/// Writes the rows into a new file, one transaction for each group, each of them durable.
///
/// The table and the index are those of the ledger; the journal is WAL, every commit is synced,
/// and the log is copied into the file when as many rows have gathered as the writer lets gather.
floor_result floor_append(
    const floor_rows *rows,
    const char *ledger,
    const char *target,
    const uint32_t *groups,
    size_t group_count,
    int64_t checkpoint_rows
);

/// Reads every column of every row of a ledger, in order.
floor_result floor_scan(const char *ledger);

/// Finds rows by their positions, one after the other.
floor_result floor_find(const char *ledger, const int64_t *positions, size_t count);

/// Reads a file from its beginning to its end, once.
floor_result floor_read(const char *path);

/// A process that listens for requests over HTTP and gives everyone the same answer.
typedef struct {
    /// The process, or -1 if it could not be started.
    int process;
    /// What it hangs on: it ends when this is closed, also because we ended.
    int leash;
    /// Where it listens, on this machine only.
    uint16_t port;
} floor_server;

/// Starts a server; `reply` is the whole answer, its head included.
floor_server floor_http_start(const char *reply, size_t size, int64_t delay_nanoseconds);

/// Stops a server.
void floor_http_stop(floor_server server);

/// A program that was started with a pipe into it and one out of it.
typedef struct {
    /// The process, or -1 if it could not be started.
    int process;
    /// Where its standard input is written.
    int input;
    /// Where its standard output is read.
    int output;
} floor_process;

/// Starts a program; without variables it has those of this process.
floor_process floor_process_start(const char *program, char *const *arguments, char *const *variables);

/// Ends a program, and waits for its end.
void floor_process_stop(floor_process process, int is_killed);

/// How many bytes of the heap are in use.
int64_t floor_heap_bytes(void);

/// The nanoseconds of the processor that this process used, its kernel's included.
int64_t floor_cpu_nanoseconds(void);

/// The version of the library that the floors are linked with, for example `3.40.1`.
const char *floor_sqlite_version(void);

#endif
