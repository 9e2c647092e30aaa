/*
 * The sound of the bench: seeded, the same on every machine, 44.1 kHz stereo 16-bit little endian PCM on standard output.
 * Noise bursts beside quiet stretches make the encoder use its bit reservoir, and no two coded frames are alike.
 *
 *   tone SECONDS
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define RATE 44100
#define BURST_EVERY (RATE / 3)
#define BURST_FRAMES (RATE / 12)

static uint64_t state = 20260101;

static int noise(int amplitude) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (int)((state >> 33) % (2U * (unsigned)amplitude + 1)) - amplitude;
}

/* A triangle that sweeps upwards within each burst period: tonal, and cheap to make without a sine. */
static int sweep(long frame) {
    long phase = (frame % BURST_EVERY) * (200 + frame % BURST_EVERY / 40) % RATE;
    long height = phase < RATE / 2 ? phase : RATE - phase;
    return (int)(height * 12000 / (RATE / 2)) - 6000;
}

static void put(int sample) {
    putchar(sample & 0xff);
    putchar((sample >> 8) & 0xff);
}

int main(int argc, char **argv) {
    long seconds = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
    if (seconds < 1 || seconds > 3600) {
        fprintf(stderr, "usage: tone SECONDS (1 to 3600)\n");
        return 2;
    }
    for (long frame = 0; frame < seconds * RATE; frame++) {
        int amplitude = frame % BURST_EVERY < BURST_FRAMES ? 12000 : 300;
        put(sweep(frame) + noise(amplitude));
        put(sweep(frame + 97) + noise(amplitude));
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
