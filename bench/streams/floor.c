/*
 * The floor: the least that recording N streams can cost. One thread, one epoll, a read and a write per arrival;
 * no ICY titles, no frames, no cuts, no clock. Everything that a recorder costs above this is what it does for its user.
 *
 *   floor PORT DIRECTORY N      reads http://127.0.0.1:PORT/s00001 ... into DIRECTORY/s00001/audio.mp3 (the folders exist)
 *
 * Ends when the station has ended every stream; any failure of a socket or a file ends it with a message and exit code 1.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_STREAMS 100000
#define MAX_HEAD_BYTES 1024
#define READ_BYTES 65536
#define EVENTS 256

struct stream {
    int socket;
    int file;
    char head[MAX_HEAD_BYTES]; /* the HTTP response's head, until its empty line was seen */
    size_t head_bytes;
    int in_audio;
};

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void write_all(int file, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0) {
            fail("floor: write");
        }
        bytes += written;
        length -= (size_t)written;
    }
}

static int ask(int port, long number) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_fd < 0 || connect(socket_fd, (struct sockaddr *)&address, sizeof address) != 0) {
        fail("floor: connect");
    }
    char request[64];
    int length = snprintf(request, sizeof request, "GET /s%05ld HTTP/1.0\r\n\r\n", number);
    write_all(socket_fd, request, (size_t)length);
    return socket_fd;
}

static int create(const char *directory, long number) {
    char path[4096];
    snprintf(path, sizeof path, "%s/s%05ld/audio.mp3", directory, number);
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY, 0644);
    if (file < 0) {
        fail(path);
    }
    return file;
}

/* Passes on what follows the head's empty line (RFC 1945, section 6). */
static void skip_head(struct stream *stream, const char *bytes, size_t length) {
    if (stream->head_bytes + length > MAX_HEAD_BYTES) {
        length = MAX_HEAD_BYTES - stream->head_bytes;
    }
    memcpy(stream->head + stream->head_bytes, bytes, length);
    stream->head_bytes += length;
    char *end = memmem(stream->head, stream->head_bytes, "\r\n\r\n", 4);
    if (end != NULL) {
        stream->in_audio = 1;
        end += 4;
        write_all(stream->file, end, stream->head_bytes - (size_t)(end - stream->head));
    } else if (stream->head_bytes == MAX_HEAD_BYTES) {
        errno = EPROTO;
        fail("floor: the head of the response is longer than 1024 bytes");
    }
}

/* One arrival; 0 when the station has ended the stream. */
static int receive(struct stream *stream) {
    static char buffer[READ_BYTES];
    size_t room = stream->in_audio ? READ_BYTES : MAX_HEAD_BYTES - stream->head_bytes;
    ssize_t length = read(stream->socket, buffer, room);
    if (length < 0) {
        fail("floor: read");
    }
    if (stream->in_audio) {
        write_all(stream->file, buffer, (size_t)length);
    } else if (length > 0) {
        skip_head(stream, buffer, (size_t)length);
    }
    return length > 0;
}

static void record(int epoll, long open_streams) {
    struct epoll_event events[EVENTS];
    while (open_streams > 0) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        if (ready < 0 && errno != EINTR) {
            fail("floor: epoll_wait");
        }
        for (int i = 0; i < ready; i++) {
            struct stream *stream = events[i].data.ptr;
            if (!receive(stream)) {
                close(stream->socket);
                close(stream->file);
                open_streams--;
            }
        }
    }
}

int main(int argc, char **argv) {
    long count = argc == 4 ? strtol(argv[3], NULL, 10) : 0;
    int port = argc == 4 ? atoi(argv[1]) : 0;
    if (port < 1 || port > 65535 || count < 1 || count > MAX_STREAMS) {
        fprintf(stderr, "usage: floor PORT DIRECTORY N (1 to %d)\n", MAX_STREAMS);
        return 2;
    }
    struct stream *streams = calloc((size_t)count, sizeof *streams);
    int epoll = epoll_create1(0);
    if (streams == NULL || epoll < 0) {
        fail("floor");
    }
    for (long i = 0; i < count; i++) {
        streams[i].socket = ask(port, i + 1);
        streams[i].file = create(argv[2], i + 1);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &streams[i]};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, streams[i].socket, &event) != 0) {
            fail("floor: epoll_ctl");
        }
    }
    record(epoll, count);
    return 0;
}
