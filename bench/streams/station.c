/*
 * The station: one process, one thread, one epoll, thousands of live 128 kbit/s MP3 streams over loopback.
 *
 *   station MATERIAL.mp3 [BURST_BYTES [TITLE_SECONDS]]
 *
 * Every connection to /s00001, /s00002 ... hears the material looped from its first frame: a burst at once (default 65536
 * bytes), then 1600 bytes every 100 ms. The 100 ms are cut into slots of 5 ms and each connection has one, so that not all
 * streams tick at the same instant. Who asks "Icy-MetaData: 1" gets a title block each 16000 bytes and a new StreamTitle
 * each TITLE_SECONDS (default 20). A client that reads too slowly is owed its bytes; nothing is ever skipped.
 *
 *   GET /stats   "# late_ms L owed_bytes O" and per stream "NAME CONNECTIONS LONGEST": how late the worst slot was since the
 *                last time asked, the most bytes that one client has not taken now, and the audio bytes (without titles) that
 *                the longest connection of each stream was sent
 *   GET /stop    ends every stream behind the frame that it is in; later requests for a stream get 503
 *
 * Prints its port on standard output when it listens. A connection's failure ends that connection; a failure of the
 * process's own means (memory, epoll, listening) ends the station.
 */
#define _GNU_SOURCE
#include "mpeg.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_STREAMS 100000
#define MAX_REQUEST_BYTES 2048
#define BACKLOG 4096
#define EVENTS 256

#define CHUNK_BYTES 1600
#define SLOT_MS 5
#define SLOTS 20 /* of 5 ms: one round of 100 ms */

#define METAINT 16000
#define TITLE_UNIT 16 /* a title block's length is counted in units of 16 bytes */
#define MAX_TITLE_BLOCK (1 + 6 * TITLE_UNIT)
#define BYTES_PER_SECOND 16000

enum phase { ASKING, ON_AIR, ENDED };

struct connection {
    int socket;
    enum phase phase;
    long stream; /* 1 .. MAX_STREAMS */
    char request[MAX_REQUEST_BYTES];
    size_t request_bytes;

    long first_round;
    size_t sent; /* audio bytes, without titles */
    size_t until_title;
    int wants_titles;
    char title[MAX_TITLE_BLOCK];
    size_t title_bytes, title_sent;
    struct connection *next, **link; /* neighbours in the same slot */
};

struct tally {
    long connections;
    size_t longest;
};

static struct frames material;
static size_t burst = 65536;
static size_t title_seconds = 20;
static struct connection *slots[SLOTS];
static struct tally tallies[MAX_STREAMS + 1];
static long rounds;
static long late_ms;
static int stopping;
static int epoll;

static long now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000L + time.tv_nsec / 1000000L;
}

/* ---- what is due ---- */

/* The end of the frame in which audio byte number `sent` stands, or `sent` itself when it is a frame's border. */
static size_t frame_border(size_t sent) {
    size_t loop = material.bytes.length;
    size_t within = sent % loop;
    size_t low = 0, high = material.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (material.starts[middle] < within) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return sent - within + material.starts[low];
}

static size_t due_bytes(const struct connection *c) {
    size_t due = burst + CHUNK_BYTES * (size_t)(rounds - c->first_round);
    return stopping && due > c->sent ? frame_border(c->sent) : due;
}

static void write_title(struct connection *c) {
    size_t number = c->sent / (title_seconds * BYTES_PER_SECOND);
    char text[MAX_TITLE_BLOCK] = {0};
    int length = 0;
    size_t since_change = c->sent % (title_seconds * BYTES_PER_SECOND);
    if (since_change < METAINT || c->sent == METAINT) { /* an unchanged title is an empty block; the first block has one */
        length = snprintf(text, sizeof text, "StreamTitle='Ensemble %05ld - Piece %06zu';", c->stream, number);
    }
    size_t units = ((size_t)length + TITLE_UNIT - 1) / TITLE_UNIT;
    c->title[0] = (char)units;
    memcpy(c->title + 1, text, units * TITLE_UNIT);
    c->title_bytes = 1 + units * TITLE_UNIT;
    c->title_sent = 0;
    c->until_title = METAINT;
}

/* ---- sending ---- */

static void leave_slot(struct connection *c) {
    if (c->link != NULL) {
        *c->link = c->next;
        if (c->next != NULL) {
            c->next->link = c->link;
        }
        c->link = NULL;
    }
}

static void hang_up(struct connection *c) {
    leave_slot(c);
    close(c->socket);
    free(c);
}

/* Bytes that the socket took; 0 when it is full, -1 when the connection is lost. */
static ssize_t send_some(struct connection *c, const void *bytes, size_t length) {
    ssize_t taken = send(c->socket, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (taken < 0 && (errno == EAGAIN || errno == EINTR)) {
        return 0;
    }
    return taken;
}

static ssize_t send_title(struct connection *c) {
    ssize_t taken = send_some(c, c->title + c->title_sent, c->title_bytes - c->title_sent);
    c->title_sent += taken > 0 ? (size_t)taken : 0;
    return taken;
}

static ssize_t send_audio(struct connection *c, size_t due) {
    size_t at = c->sent % material.bytes.length;
    size_t length = due - c->sent;
    if (length > material.bytes.length - at) {
        length = material.bytes.length - at;
    }
    if (c->wants_titles && length > c->until_title) {
        length = c->until_title;
    }
    ssize_t taken = send_some(c, material.bytes.at + at, length);
    if (taken > 0) {
        c->sent += (size_t)taken;
        c->until_title -= c->wants_titles ? (size_t)taken : 0;
        if (c->wants_titles && c->until_title == 0) {
            write_title(c);
        }
    }
    return taken;
}

static void note_longest(const struct connection *c) {
    struct tally *tally = &tallies[c->stream];
    if (c->sent > tally->longest) {
        tally->longest = c->sent;
    }
}

/* Sends what is due as far as the socket takes it; may end or hang up the connection. */
static void serve(struct connection *c) {
    size_t due = due_bytes(c);
    ssize_t taken = 1;
    while (taken > 0 && (c->title_sent < c->title_bytes || c->sent < due)) {
        taken = c->title_sent < c->title_bytes ? send_title(c) : send_audio(c, due);
    }
    note_longest(c);
    if (taken < 0) {
        hang_up(c);
    } else if (stopping && taken > 0 && c->sent == frame_border(c->sent)) {
        leave_slot(c);
        c->phase = ENDED;
        shutdown(c->socket, SHUT_WR);
    }
}

static void serve_slot(int slot) {
    struct connection *next;
    for (struct connection *c = slots[slot]; c != NULL; c = next) {
        next = c->next;
        serve(c);
    }
}

/* Runs every slot that is due; one that comes late is run all the same, so the rate holds over time. */
static void serve_due_slots(long started) {
    static long ticks;
    long now = now_ms();
    while (started + (ticks + 1) * SLOT_MS <= now) {
        ticks++;
        long lateness = now - (started + ticks * SLOT_MS);
        late_ms = lateness > late_ms ? lateness : late_ms;
        rounds = ticks / SLOTS;
        serve_slot((int)(ticks % SLOTS));
    }
}

/* ---- answering ---- */

static void answer(struct connection *c, const char *status, const char *body, size_t length) {
    char head[256];
    int bytes = snprintf(head, sizeof head, "HTTP/1.0 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n", status, length);
    /* Blocking on purpose: an answer is short, and only the runner's curl asks for a long one. */
    if (send(c->socket, head, (size_t)bytes, MSG_NOSIGNAL) == bytes) {
        size_t sent = 0;
        while (sent < length) {
            ssize_t taken = send(c->socket, body + sent, length - sent, MSG_NOSIGNAL);
            if (taken < 0) {
                break;
            }
            sent += (size_t)taken;
        }
    }
    shutdown(c->socket, SHUT_WR);
    c->phase = ENDED;
}

static void answer_text(struct connection *c, const char *status, const char *text) {
    answer(c, status, text, strlen(text));
}

static size_t most_owed(void) {
    size_t most = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
        for (struct connection *c = slots[slot]; c != NULL; c = c->next) {
            size_t due = due_bytes(c);
            /* what one round has still to send is not owed yet */
            size_t owed = due > c->sent + CHUNK_BYTES ? due - c->sent : 0;
            most = owed > most ? owed : most;
        }
    }
    return most;
}

static void answer_stats(struct connection *c) {
    char *body = NULL;
    size_t length = 0;
    FILE *text = open_memstream(&body, &length);
    if (text == NULL) {
        die("no memory for the statistics", "station");
    }
    fprintf(text, "# late_ms %ld owed_bytes %zu\n", late_ms, most_owed());
    late_ms = 0;
    for (long stream = 1; stream <= MAX_STREAMS; stream++) {
        if (tallies[stream].connections > 0) {
            fprintf(text, "s%05ld %ld %zu\n", stream, tallies[stream].connections, tallies[stream].longest);
        }
    }
    fclose(text);
    answer(c, "200 OK", body, length);
    free(body);
}

static int has_header(const char *request, const char *wanted) {
    return strcasestr(request, wanted) != NULL;
}

static void go_on_air(struct connection *c) {
    char head[512];
    c->wants_titles = has_header(c->request, "\r\nIcy-MetaData: 1") || has_header(c->request, "\r\nIcy-MetaData:1");
    int length = snprintf(head, sizeof head,
        "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-name: Bench %05ld\r\nicy-genre: Test\r\n"
        "icy-br: 128\r\nicy-pub: 0\r\n%s\r\n",
        c->stream, c->wants_titles ? "icy-metaint: 16000\r\n" : "");
    if (send_some(c, head, (size_t)length) != length) {
        hang_up(c);
        return;
    }
    if (strncmp(c->request, "HEAD ", 5) == 0) {
        shutdown(c->socket, SHUT_WR);
        c->phase = ENDED;
        return;
    }
    static int last_slot;
    last_slot = (last_slot + 7) % SLOTS; /* 7 and 20 have no common divisor: every slot in turn, neighbours apart */
    c->next = slots[last_slot];
    c->link = &slots[last_slot];
    if (c->next != NULL) {
        c->next->link = &c->next;
    }
    slots[last_slot] = c;
    c->phase = ON_AIR;
    c->first_round = rounds;
    c->until_title = METAINT;
    tallies[c->stream].connections++;
    serve(c);
}

static void answer_request(struct connection *c) {
    const char *path = strchr(c->request, ' ');
    long stream = path != NULL && strncmp(path, " /s", 3) == 0 ? strtol(path + 3, NULL, 10) : 0; /* 0: no number there */
    if (path != NULL && strncmp(path, " /stats ", 8) == 0) {
        answer_stats(c);
    } else if (path != NULL && strncmp(path, " /stop ", 7) == 0) {
        stopping = 1;
        answer_text(c, "200 OK", "stopping\n");
    } else if (stopping) {
        answer_text(c, "503 Service Unavailable", "off the air\n");
    } else if (stream >= 1 && stream <= MAX_STREAMS) {
        c->stream = stream;
        go_on_air(c);
    } else {
        answer_text(c, "404 Not Found", "ask for /s00001, /stats or /stop\n");
    }
}

/* ---- listening ---- */

static void read_request(struct connection *c) {
    size_t room = MAX_REQUEST_BYTES - 1 - c->request_bytes;
    ssize_t length = room == 0 ? 0 : recv(c->socket, c->request + c->request_bytes, room, MSG_DONTWAIT);
    if (length < 0 && errno == EAGAIN) {
        return;
    }
    if (length <= 0) {
        hang_up(c);
        return;
    }
    c->request_bytes += (size_t)length;
    c->request[c->request_bytes] = 0;
    if (strstr(c->request, "\r\n\r\n") != NULL) {
        answer_request(c);
    }
}

/* A client on the air has nothing more to say: what it sends is dropped, its end is ours. */
static void notice_end(struct connection *c) {
    char ignored[1024];
    ssize_t length = recv(c->socket, ignored, sizeof ignored, MSG_DONTWAIT);
    if (length == 0 || (length < 0 && errno != EAGAIN)) {
        hang_up(c);
    }
}

static void accept_all(int listener) {
    int socket;
    while ((socket = accept4(listener, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
        struct connection *c = calloc(1, sizeof *c);
        int on = 1;
        if (c == NULL) {
            die("no memory for a connection", "station");
        }
        c->socket = socket;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) != 0) {
            die("epoll refuses a connection", "station");
        }
    }
    if (errno != EAGAIN && errno != ECONNABORTED) {
        die(strerror(errno), "station: accept");
    }
}

static int listen_on_loopback(void) {
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, BACKLOG) != 0
        || getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        die(strerror(errno), "station: listen");
    }
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event) != 0) {
        die(strerror(errno), "station: epoll");
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

static void handle(struct connection *c, int listener) {
    if (c == NULL) {
        accept_all(listener);
    } else if (c->phase == ASKING) {
        read_request(c);
    } else {
        notice_end(c);
    }
}

int main(int argc, char **argv) {
    if (argc < 2 || argc > 4) {
        fprintf(stderr, "usage: station MATERIAL.mp3 [BURST_BYTES [TITLE_SECONDS]]\n");
        return 2;
    }
    material = load_frames(argv[1]);
    burst = argc > 2 ? strtoul(argv[2], NULL, 10) : burst;
    title_seconds = argc > 3 ? strtoul(argv[3], NULL, 10) : title_seconds;
    if (title_seconds < 1) {
        die("must be at least 1 second", "TITLE_SECONDS");
    }
    int listener = listen_on_loopback();
    long started = now_ms();
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, 1);
        for (int i = 0; i < ready; i++) {
            handle(events[i].data.ptr, listener);
        }
        serve_due_slots(started);
    }
}
