#define _GNU_SOURCE
#include "rows.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

floor_process floor_process_start(const char *program, char *const *arguments, char *const *variables) {
    floor_process process = {-1, -1, -1};
    int input[2], output[2];
    if (pipe2(input, O_CLOEXEC) != 0) return process;
    if (pipe2(output, O_CLOEXEC) != 0) {
        close(input[0]);
        close(input[1]);
        return process;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], 0);
    posix_spawn_file_actions_adddup2(&actions, output[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    int code = posix_spawn(
        &process.process, program, &actions, NULL, arguments, variables == NULL ? environ : variables
    );
    posix_spawn_file_actions_destroy(&actions);
    close(input[0]);
    close(output[1]);
    process.input = input[1];
    process.output = output[0];
    if (code == 0) return process;
    close(process.input);
    close(process.output);
    return (floor_process){-1, -1, -1};
}

void floor_process_stop(floor_process process, int is_killed) {
    if (process.process <= 0) return;
    kill(process.process, is_killed ? SIGKILL : SIGTERM);
    close(process.input);
    close(process.output);
    while (waitpid(process.process, NULL, 0) < 0 && errno == EINTR) continue;
}
