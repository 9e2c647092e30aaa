/* Writes a programme as a card would capture it, as raw little-endian stereo: programme RATE BITS SECONDS, with 16 or 32 bits.
 * Chords of decaying tones with harmonics, panned, over the noise of a room: what a lossless coder can predict, and what it
 * cannot, in about the shares of music (16 bits at 48 kHz become about 60 %). It repeats without a seam after whole seconds.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define VOICES 4
#define HARMONICS 5
#define NOTE_SECONDS 0.5

static const int chords[4][VOICES] = {{220, 277, 330, 440}, {196, 247, 294, 392}, {175, 220, 262, 349}, {196, 247, 330, 494}};

static uint64_t seed = 88172645463325252ULL;

/* Evenly spread from -1 to 1 (xorshift64). */
static double noise(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (double)(int64_t)seed / 9223372036854775808.0;
}

static void tones(double t, double *left, double *right) {
  int note = (int)(t / NOTE_SECONDS);
  double age = t - note * NOTE_SECONDS, envelope = exp(-4 * age) * (1 - exp(-300 * age));
  for (int voice = 0; voice < VOICES; voice++) {
    double hertz = chords[note % 4][voice], pan = (voice + 0.5) / VOICES, sum = 0;
    for (int h = 1; h <= HARMONICS; h++) sum += sin(2 * M_PI * hertz * h * t + voice) / (h * h);
    *left += 0.2 * envelope * (1 - pan) * sum;
    *right += 0.2 * envelope * pan * sum;
  }
}

static void put(double value, int bits) {
  int64_t sample = llrint(value * 2147483647.0) >> (32 - bits);
  for (int shift = 0; shift < bits; shift += 8) putchar((int)(sample >> shift & 0xff));
}

int main(int argc, char **argv) {
  int rate = argc == 4 ? atoi(argv[1]) : 0, bits = argc == 4 ? atoi(argv[2]) : 0, seconds = argc == 4 ? atoi(argv[3]) : 0;
  if (rate < 8000 || (bits != 16 && bits != 32) || seconds < 1) {
    fprintf(stderr, "usage: programme RATE 16|32 SECONDS\n");
    return 2;
  }
  for (long i = 0; i < (long)rate * seconds; i++) {
    double room = 0.01 * noise(), left = room + 0.003 * noise(), right = room + 0.003 * noise();
    tones((double)i / rate, &left, &right);
    put(left, bits);
    put(right, bits);
  }
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
