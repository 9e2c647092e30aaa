/*
 * The ledger: was every frame recorded that the station sent, once, in order? Compares files with the material, frame by
 * frame and byte by byte, so that neither tags nor repeated frames can hide a loss.
 *
 *   ledger MATERIAL.mp3 STATS < LIST
 *
 * STATS is the station's answer to /stats; LIST holds "STREAM PATH" per file, those of one stream together and in the order
 * of recording. The station plays each connection from the material's first frame, so frame number n of a stream is frame
 * n modulo COUNT of the material. A jump forwards by less than half the material is a loss; a jump backwards is a repetition
 * (a pre-roll, an overlap). A loss longer than that is taken for a repetition, and is then missing at the end of the stream:
 * the ledger may overstate a loss but never hides one.
 *
 * Prints one line of name=value: streams (sent), recorded, reconnected (more than one connection), files, sent, kept, lost
 * (inside the stream), tail (missing behind the last one kept), repeated (all in frames), other (bytes in no sent frame: tags, info frames, cut frames), damaged (of those, bytes that are
 * neither at a file's start nor in a tag), file_bytes, sent_bytes. Exit code 1 only when it cannot do its work.
 */
#include "mpeg.h"

#define MAX_STREAMS 100000
#define MAX_LINE 8192
#define ID3V2_HEADER 10
#define ID3V1_BYTES 128

struct account {
    size_t position; /* the number of the frame that should come next */
    long files;
    long connections;
    size_t sent_bytes;
};

struct sums {
    long streams, recorded, reconnected, files;
    size_t sent, kept, lost, tail, repeated, other, damaged, file_bytes, sent_bytes;
};

struct place {
    uint64_t hash;
    size_t frame; /* + 1; 0 is an empty place */
};

static struct frames material;
static struct place *places; /* open addressing, at most half full */
static size_t place_mask;
static struct account accounts[MAX_STREAMS + 1];
static struct sums sums;

/* ---- which frame of the material is this? ---- */

static uint64_t hash_of(const unsigned char *at, size_t length) { /* FNV-1a, 64 bits */
    uint64_t hash = 14695981039346656037ULL;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ at[i]) * 1099511628211ULL;
    }
    return hash;
}

static size_t length_of(size_t frame) {
    return material.starts[frame + 1] - material.starts[frame];
}

static struct place *find_place(const unsigned char *at, size_t length) {
    uint64_t hash = hash_of(at, length);
    size_t i = hash & place_mask;
    while (places[i].frame != 0) {
        size_t frame = places[i].frame - 1;
        if (places[i].hash == hash && length_of(frame) == length
            && memcmp(material.bytes.at + material.starts[frame], at, length) == 0) {
            break;
        }
        i = (i + 1) & place_mask;
    }
    places[i].hash = hash;
    return &places[i];
}

static void index_material(void) {
    size_t size = 1;
    while (size < material.count * 2) {
        size *= 2;
    }
    places = calloc(size, sizeof *places);
    place_mask = size - 1;
    if (places == NULL) {
        die("no memory for the index of the material", "ledger");
    }
    for (size_t frame = 0; frame < material.count; frame++) {
        struct place *place = find_place(material.bytes.at + material.starts[frame], length_of(frame));
        if (place->frame != 0) {
            die("two frames of the material are alike, a loss could hide between them", "ledger");
        }
        place->frame = frame + 1;
    }
}

/* The length of the material's frame that stands at p, its number in *frame; 0 when none stands there. */
static size_t match(const unsigned char *p, size_t left, size_t *frame) {
    size_t length = left < HEADER_BYTES ? 0 : frame_length(p);
    if (length == 0 || length > left) {
        return 0;
    }
    struct place *place = find_place(p, length);
    *frame = place->frame - 1;
    return place->frame == 0 ? 0 : length;
}

/* ---- reading what was recorded ---- */

static void enter(struct account *account, size_t frame) {
    size_t expected = account->position % material.count;
    size_t ahead = (frame + material.count - expected) % material.count;
    if (ahead < material.count / 2) {
        sums.lost += ahead;
        sums.kept++;
        account->position += ahead + 1;
    } else {
        sums.repeated++;
    }
}

/* The bytes of a tag at p: ID3v2 (its size is four times seven bits) or ID3v1 at the file's end; 0 when there is none. */
static size_t tag_length(const unsigned char *p, size_t left) {
    if (left >= ID3V2_HEADER && memcmp(p, "ID3", 3) == 0) {
        size_t size = ((size_t)p[6] << 21) + ((size_t)p[7] << 14) + ((size_t)p[8] << 7) + p[9] + ID3V2_HEADER;
        return size < left ? size : left;
    }
    return left == ID3V1_BYTES && memcmp(p, "TAG", 3) == 0 ? ID3V1_BYTES : 0;
}

static void read_file(struct account *account, const char *path) {
    struct bytes file = read_whole(path);
    size_t at = 0, frame = 0;
    int in_audio = 0;
    while (at < file.length) {
        size_t tag = tag_length(file.at + at, file.length - at);
        size_t length = tag > 0 ? 0 : match(file.at + at, file.length - at, &frame);
        if (length > 0) {
            enter(account, frame);
            in_audio = 1;
        } else {
            size_t skipped = tag > 0 ? tag : 1;
            sums.other += skipped;
            sums.damaged += tag == 0 && in_audio ? skipped : 0;
            length = skipped;
        }
        at += length;
    }
    account->files++;
    sums.files++;
    sums.file_bytes += file.length;
    free(file.at);
}

static struct account *account_of(const char *name) {
    long stream = name[0] == 's' ? strtol(name + 1, NULL, 10) : 0;
    if (stream < 1 || stream > MAX_STREAMS) {
        die("is not the name of a stream (s00001 ...)", name);
    }
    return &accounts[stream];
}

static void read_list(void) {
    char line[MAX_LINE];
    while (fgets(line, sizeof line, stdin) != NULL) {
        char *path = strchr(line, ' ');
        char *end = strchr(line, '\n');
        if (path == NULL || end == NULL) {
            die("is not a line \"STREAM PATH\" of at most 8190 bytes", line);
        }
        *end = 0;
        *path = 0;
        read_file(account_of(line), path + 1);
    }
}

/* ---- what was sent ---- */

static void read_stats(const char *path) {
    FILE *file = fopen(path, "r");
    char line[MAX_LINE];
    if (file == NULL) {
        die("cannot be read", path);
    }
    while (fgets(line, sizeof line, file) != NULL) {
        char name[32];
        long connections;
        size_t bytes;
        if (line[0] != '#' && sscanf(line, "%31s %ld %zu", name, &connections, &bytes) == 3) {
            struct account *account = account_of(name);
            account->connections = connections;
            account->sent_bytes = bytes;
        }
    }
    fclose(file);
}

static size_t whole_frames(size_t bytes) {
    size_t frames = bytes / material.bytes.length * material.count;
    size_t rest = bytes % material.bytes.length;
    for (size_t frame = 0; material.starts[frame + 1] <= rest; frame++) {
        frames++;
    }
    return frames;
}

static void close_account(const struct account *account) {
    size_t sent = whole_frames(account->sent_bytes);
    sums.streams++;
    sums.recorded += account->files > 0;
    sums.reconnected += account->connections > 1;
    sums.sent += sent;
    sums.sent_bytes += account->sent_bytes;
    sums.tail += sent > account->position ? sent - account->position : 0;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: ledger MATERIAL.mp3 STATS < LIST\n");
        return 2;
    }
    material = load_frames(argv[1]);
    index_material();
    read_stats(argv[2]);
    read_list();
    for (long stream = 1; stream <= MAX_STREAMS; stream++) {
        if (accounts[stream].connections > 0) {
            close_account(&accounts[stream]);
        }
    }
    printf("streams=%ld recorded=%ld reconnected=%ld files=%ld sent=%zu kept=%zu lost=%zu tail=%zu repeated=%zu other=%zu damaged=%zu "
           "file_bytes=%zu sent_bytes=%zu\n",
        sums.streams, sums.recorded, sums.reconnected, sums.files, sums.sent, sums.kept, sums.lost, sums.tail, sums.repeated, sums.other,
        sums.damaged, sums.file_bytes, sums.sent_bytes);
    return 0;
}
