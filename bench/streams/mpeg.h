/*
 * The frames of one MPEG-1 Layer III file (ISO/IEC 11172-3, clause 2.4.1.3), read whole into memory.
 * The station plays them, the ledger looks for them; both must mean the same frames, so they share this header.
 * Only constant parameters that the bench makes itself are accepted: anything else ends the program.
 */
#ifndef MPEG_H
#define MPEG_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADER_BYTES 4
#define MAX_FRAME_BYTES 1441 /* 320 kbit/s at 32 kHz, padded */
#define MAX_FILE_BYTES (1L << 30)

struct bytes {
    unsigned char *at;
    size_t length;
};

struct frames {
    struct bytes bytes;
    size_t *starts; /* count + 1 positions: the last one is the end of the last frame */
    size_t count;
};

static inline void die(const char *what, const char *which) {
    fprintf(stderr, "%s: %s\n", which, what);
    exit(1);
}

/* The whole file; the caller frees it. An unreadable file ends the program: the bench's own disk is at fault. */
static inline struct bytes read_whole(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        die("cannot be read", path);
    }
    long length = ftell(file);
    if (length < 0 || length > MAX_FILE_BYTES) {
        die("is longer than the bench accepts (1 GiB)", path);
    }
    rewind(file);
    struct bytes bytes = {malloc((size_t)length + 1), (size_t)length};
    if (bytes.at == NULL || fread(bytes.at, 1, bytes.length, file) != bytes.length) {
        die("cannot be read to its end", path);
    }
    fclose(file);
    return bytes;
}

/* Length in bytes of the frame whose header stands at p, or 0 when no MPEG-1 Layer III header stands there. */
static inline size_t frame_length(const unsigned char *p) {
    static const unsigned kbits[] = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0};
    static const unsigned hertz[] = {44100, 48000, 32000, 0};
    if (p[0] != 0xff || (p[1] & 0xfe) != 0xfa) {
        return 0;
    }
    unsigned rate = hertz[(p[2] >> 2) & 3];
    unsigned bits = kbits[p[2] >> 4] * 1000;
    return rate == 0 || bits == 0 ? 0 : 144 * bits / rate + ((p[2] >> 1) & 1);
}

/* A file that is nothing but frames (no tags). */
static inline struct frames load_frames(const char *path) {
    struct frames frames = {read_whole(path), NULL, 0};
    frames.starts = malloc((frames.bytes.length / HEADER_BYTES + 2) * sizeof *frames.starts);
    size_t at = 0;
    while (frames.starts != NULL && at < frames.bytes.length) {
        size_t length = at + HEADER_BYTES <= frames.bytes.length ? frame_length(frames.bytes.at + at) : 0;
        if (length == 0 || at + length > frames.bytes.length) {
            die("is not a plain run of whole MPEG-1 Layer III frames", path);
        }
        frames.starts[frames.count++] = at;
        at += length;
    }
    if (frames.count == 0) {
        die("holds no frames", path);
    }
    frames.starts[frames.count] = at;
    return frames;
}

#endif
