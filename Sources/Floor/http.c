#define _GNU_SOURCE
#include "rows.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

// The barest server there is: one process, no threads, one canned answer. It is forked from a process
// with threads, so that it calls nothing but the kernel.

#define CONNECTIONS_MAX 2048
#define REQUEST_SIZE_MAX 65536
#define ANSWER_SIZE_MAX 65536
#define EVENTS_MAX 64
/// Where the two files lie that the server needs, out of the way of all others.
#define KEPT_FILE 1000

typedef struct {
    size_t size;
    int64_t due;
    uint8_t is_open;
    uint8_t is_waiting;
    char bytes[REQUEST_SIZE_MAX];
} connection;

static connection connections[CONNECTIONS_MAX];
static char answer[ANSWER_SIZE_MAX];
static size_t answer_size;

/// The number in a line of the head, from where it may begin.
static size_t number(const char *digit, const char *end) {
    size_t number = 0;
    for (; digit < end; digit += 1) {
        if (*digit >= '0' && *digit <= '9') number = number * 10 + (size_t)(*digit - '0');
    }
    return number;
}

/// The size of the first request in a buffer, or 0 while it is not all there.
static size_t request_size(const connection *client) {
    const char *end = memmem(client->bytes, client->size, "\r\n\r\n", 4);
    if (end == NULL) return 0;
    size_t size = (size_t)(end - client->bytes) + 4;
    for (const char *line = client->bytes; line < end;) {
        const char *next = memchr(line, '\n', (size_t)(end + 4 - line));
        if (next == NULL) break;
        if (strncasecmp(line, "content-length:", 15) == 0) size += number(line + 15, next);
        line = next + 1;
    }
    return size <= client->size ? size : 0;
}

static void hang_up(int poll, int file) {
    epoll_ctl(poll, EPOLL_CTL_DEL, file, NULL);
    connections[file].is_open = 0;
    connections[file].is_waiting = 0;
    close(file);
}

static void reply(int poll, int file) {
    size_t sent = 0;
    while (sent < answer_size) {
        ssize_t size = write(file, answer + sent, answer_size - sent);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return hang_up(poll, file);
        sent += (size_t)size;
    }
}

static void hear(int poll, int file, int64_t delay) {
    connection *client = &connections[file];
    ssize_t size = read(file, client->bytes + client->size, REQUEST_SIZE_MAX - client->size);
    if (size <= 0) return hang_up(poll, file);
    client->size += (size_t)size;
    size_t request = request_size(client);
    while (request > 0) {
        memmove(client->bytes, client->bytes + request, client->size - request);
        client->size -= request;
        if (delay == 0) {
            reply(poll, file);
        } else {
            client->due = floor_now() + delay;
            client->is_waiting = 1;
        }
        request = request_size(client);
    }
}

/// Answers whoever waited long enough; returns the milliseconds until the next, or -1.
static int answer_due(int poll) {
    int64_t now = floor_now(), next = INT64_MAX;
    for (int file = 0; file < CONNECTIONS_MAX; file += 1) {
        if (!connections[file].is_waiting) continue;
        if (connections[file].due <= now) {
            connections[file].is_waiting = 0;
            reply(poll, file);
        } else if (connections[file].due < next) {
            next = connections[file].due;
        }
    }
    return next == INT64_MAX ? -1 : (int)((next - now) / 1000000) + 1;
}

static void welcome(int poll, int listener) {
    int file = accept(listener, NULL, NULL);
    if (file < 0) return;
    if (file >= CONNECTIONS_MAX) {
        close(file);
        return;
    }
    int on = 1;
    setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connections[file].size = 0;
    connections[file].is_open = 1;
    connections[file].is_waiting = 0;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = file};
    epoll_ctl(poll, EPOLL_CTL_ADD, file, &event);
}

static void serve(int listener, int leash, int64_t delay) {
    signal(SIGPIPE, SIG_IGN);
    int poll = epoll_create1(0);
    struct epoll_event ears[2] = {
        {.events = EPOLLIN, .data.fd = listener}, {.events = EPOLLIN | EPOLLHUP, .data.fd = leash}
    };
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &ears[0]);
    epoll_ctl(poll, EPOLL_CTL_ADD, leash, &ears[1]);
    for (;;) {
        struct epoll_event events[EVENTS_MAX];
        int wait = delay == 0 ? -1 : answer_due(poll);
        int count = epoll_wait(poll, events, EVENTS_MAX, wait);
        for (int index = 0; index < count; index += 1) {
            int file = events[index].data.fd;
            // Whoever started it is gone, or has had enough.
            if (file == leash) _exit(0);
            if (file == listener) {
                welcome(poll, listener);
            } else if (connections[file].is_open) {
                hear(poll, file, delay);
            }
        }
    }
}

static int listen_anywhere(uint16_t *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) return -1;
    if (bind(listener, (struct sockaddr *)&address, size) == 0 && listen(listener, 1024) == 0
        && getsockname(listener, (struct sockaddr *)&address, &size) == 0) {
        *port = ntohs(address.sin_port);
        return listener;
    }
    close(listener);
    return -1;
}

floor_server floor_http_start(const char *reply_bytes, size_t reply_size, int64_t delay_nanoseconds) {
    floor_server server = {-1, -1, 0};
    int leash[2];
    if (reply_size > ANSWER_SIZE_MAX || pipe2(leash, O_CLOEXEC) != 0) return server;
    int listener = listen_anywhere(&server.port);
    if (listener >= 0) {
        memcpy(answer, reply_bytes, reply_size);
        answer_size = reply_size;
        server.process = fork();
    }
    if (server.process == 0) {
        // Nothing of the parent's may stay open here: a lock on a ledger would outlive it.
        int ear = fcntl(listener, F_DUPFD, KEPT_FILE), end = fcntl(leash[0], F_DUPFD, KEPT_FILE);
        close_range(3, KEPT_FILE - 1, 0);
        close_range(KEPT_FILE + 2, ~0U, 0);
        serve(ear, end, delay_nanoseconds);
        _exit(0);
    }
    if (listener >= 0) close(listener);
    close(leash[0]);
    server.leash = leash[1];
    return server;
}

void floor_http_stop(floor_server server) {
    if (server.leash >= 0) close(server.leash);
    if (server.process <= 0) return;
    while (waitpid(server.process, NULL, 0) < 0 && errno == EINTR) continue;
}
