// The least that measuring an hour takes: reads a WAV file of 16 bits and two channels, keeps the lowest and highest sample of each
// 256 frames and the power of each 4,800, and prints a sum of them so that no compiler leaves it out.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { BUCKET = 256, WINDOW = 4800, PIECE = WINDOW * 16 };

int main(int count, char **words) {
  FILE *in = count == 2 ? fopen(words[1], "rb") : NULL;
  if (in == NULL || fseek(in, 44, SEEK_SET) != 0) {
    fprintf(stderr, "usage: floor FILE.wav\n");
    return 2;
  }
  static int16_t samples[PIECE * 2];
  double all = 0;
  for (size_t frames; (frames = fread(samples, 4, PIECE, in)) > 0;) {
    for (size_t at = 0; at < frames; at += BUCKET) {
      int16_t low[2] = {INT16_MAX, INT16_MAX}, high[2] = {INT16_MIN, INT16_MIN};
      size_t end = at + BUCKET < frames ? at + BUCKET : frames;
      for (size_t i = at; i < end; i++) {
        for (int c = 0; c < 2; c++) {
          int16_t sample = samples[2 * i + c];
          low[c] = sample < low[c] ? sample : low[c];
          high[c] = sample > high[c] ? sample : high[c];
        }
      }
      all += high[0] - low[0] + high[1] - low[1];
    }
    for (size_t at = 0; at < frames; at += WINDOW) {
      int64_t power = 0;
      size_t end = at + WINDOW < frames ? at + WINDOW : frames;
      for (size_t i = at; i < end; i++) {
        int32_t sum = samples[2 * i] + samples[2 * i + 1];
        power += (int64_t)sum * sum;
      }
      all += (double)power;
    }
  }
  fclose(in);
  printf("%g\n", all);
  return 0;
}
