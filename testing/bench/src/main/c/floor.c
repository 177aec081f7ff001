/*
 * The floor of a file store: what a message costs that is read, appended, synced and answered.
 *
 *   cc -O2 -pthread -o floor floor.c && ./floor DIRECTORY [SECONDS] [BYTES]
 *
 * A client thread sends one message over loopback and waits for the answer, again and again. The
 * server thread reads it, does what the level says, and answers. It looks at nothing, so no server
 * can do less:
 *
 *   memory        answers
 *   os            appends to a file with pwrite
 *   always        appends over zeros that were written 128 KiB ahead, and calls fdatasync
 *   always-grows  appends to a file that grows with each message, and calls fdatasync
 *
 * It prints, for each level, messages, the processor time of the server thread for each message,
 * and the median latency. docs/reference/performance.md compares the server with them.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum level { MEMORY, OS, ALWAYS, ALWAYS_GROWS };

static const char *const NAMES[] = {"memory", "os", "always", "always-grows"};

#define MAX_BYTES 65536
#define AHEAD_BYTES (128 * 1024)
#define ANSWER_BYTES 64
#define MAX_SAMPLES 4000000

struct server {
    int socket;
    int file;
    enum level level;
    size_t bytes;
    double cpu_micros;
};

static void fail(const char *what) {
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static long now_nanos(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static double thread_micros(void) {
    struct rusage use;
    getrusage(RUSAGE_THREAD, &use);
    return (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1e6 + use.ru_utime.tv_usec
            + use.ru_stime.tv_usec;
}

/* Returns 0 at the end of the connection. */
static int receive(int from, char *into, size_t bytes) {
    size_t done = 0;
    while (done < bytes) {
        ssize_t read = recv(from, into + done, bytes - done, 0);
        if (read < 0 && errno != EINTR) {
            fail("recv");
        }
        if (read == 0) {
            return 0;
        }
        done += read > 0 ? (size_t) read : 0;
    }
    return 1;
}

static void send_all(int to, const char *from, size_t bytes) {
    while (bytes > 0) {
        ssize_t sent = send(to, from, bytes, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR) {
            fail("send");
        }
        from += sent > 0 ? sent : 0;
        bytes -= sent > 0 ? (size_t) sent : 0;
    }
}

static void write_at(int file, const char *from, size_t bytes, off_t at) {
    if (pwrite(file, from, bytes, at) != (ssize_t) bytes) {
        fail("pwrite");
    }
}

static void *serve(void *argument) {
    static const char zeros[AHEAD_BYTES];
    struct server *server = argument;
    char message[MAX_BYTES];
    char answer[ANSWER_BYTES] = {0};
    off_t end = 0;
    off_t ahead = 0;
    double before = thread_micros();
    while (receive(server->socket, message, server->bytes)) {
        if (server->level != MEMORY) {
            write_at(server->file, message, server->bytes, end);
            end += (off_t) server->bytes;
            if (server->level == ALWAYS && end > ahead) {
                write_at(server->file, zeros, AHEAD_BYTES, end);
                ahead = end + AHEAD_BYTES;
            }
            if (server->level >= ALWAYS && fdatasync(server->file) != 0) {
                fail("fdatasync");
            }
        }
        send_all(server->socket, answer, ANSWER_BYTES);
    }
    server->cpu_micros = thread_micros() - before;
    return NULL;
}

static int compare(const void *a, const void *b) {
    int left = *(const int *) a;
    int right = *(const int *) b;
    return (left > right) - (left < right);
}

/* Both ends of a TCP connection over loopback. */
static void connect_pair(int ends[2]) {
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    int one = 1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (listener < 0 || bind(listener, (struct sockaddr *) &address, length) != 0
            || listen(listener, 1) != 0
            || getsockname(listener, (struct sockaddr *) &address, &length) != 0) {
        fail("listen on 127.0.0.1");
    }
    ends[0] = socket(AF_INET, SOCK_STREAM, 0);
    if (ends[0] < 0 || connect(ends[0], (struct sockaddr *) &address, length) != 0) {
        fail("connect to 127.0.0.1");
    }
    ends[1] = accept(listener, NULL, NULL);
    if (ends[1] < 0) {
        fail("accept");
    }
    close(listener);
    setsockopt(ends[0], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(ends[1], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static void measure(enum level level, const char *directory, double seconds, size_t bytes) {
    static int latencies[MAX_SAMPLES];
    char path[PATH_MAX];
    char message[MAX_BYTES];
    char answer[ANSWER_BYTES];
    int ends[2];
    pthread_t thread;
    long count = 0;
    long until;
    if (snprintf(path, sizeof path, "%s/floor.%d", directory, (int) getpid()) >= (int) sizeof path) {
        errno = ENAMETOOLONG;
        fail(directory);
    }
    connect_pair(ends);
    struct server server = {.socket = ends[1], .level = level, .bytes = bytes};
    server.file = open(path, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (server.file < 0) {
        fail(path);
    }
    unlink(path); /* so that nothing stays, however this ends */
    memset(message, 'x', bytes);
    if (pthread_create(&thread, NULL, serve, &server) != 0) {
        fail("start a thread");
    }
    until = now_nanos() + (long) (seconds * 1e9);
    for (long began = now_nanos(); began < until && count < MAX_SAMPLES; began = now_nanos()) {
        send_all(ends[0], message, bytes);
        if (!receive(ends[0], answer, ANSWER_BYTES)) {
            fail("the server thread ended");
        }
        latencies[count++] = (int) ((now_nanos() - began) / 100);
    }
    shutdown(ends[0], SHUT_WR);
    pthread_join(thread, NULL);
    close(ends[0]);
    close(ends[1]);
    close(server.file);
    if (count == 0) {
        fprintf(stderr, "floor: no message in %g s; give it more\n", seconds);
        exit(1);
    }
    qsort(latencies, (size_t) count, sizeof latencies[0], compare);
    printf("%-14s %9ld messages %8.1f us CPU %8.1f us median latency\n", NAMES[level], count,
            server.cpu_micros / (double) count, latencies[count / 2] / 10.0);
}

int main(int count, char **arguments) {
    double seconds = count > 2 ? atof(arguments[2]) : 2;
    long bytes = count > 3 ? atol(arguments[3]) : 300;
    if (count < 2 || count > 4 || seconds <= 0 || seconds > 600 || bytes < 1 || bytes > MAX_BYTES) {
        fprintf(stderr,
                "usage: floor DIRECTORY [SECONDS [BYTES]]  (seconds: above 0 to 600, default 2;"
                " bytes: 1 to %d, default 300)\n",
                MAX_BYTES);
        return 2;
    }
    for (enum level level = MEMORY; level <= ALWAYS_GROWS; level++) {
        measure(level, arguments[1], seconds, (size_t) bytes);
    }
    return 0;
}
