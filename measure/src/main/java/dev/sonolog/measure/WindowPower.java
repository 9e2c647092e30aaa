package dev.sonolog.measure;

import dev.sonolog.formats.pcm.SampleFormat;

/** The power of one window: the mean of the squares of the mean of all channels, full scale 1. */
sealed interface WindowPower permits WholeNumberPower, MeanPower {
  /** What measures samples of a format in the quickest way that gives ISR's results. */
  static WindowPower of(SampleFormat format, int channels) {
    return format == SampleFormat.S16 && channels <= 2
        ? new WholeNumberPower(channels)
        : new MeanPower(format, channels);
  }

  /** Adds so many interleaved frames, which fit into the window. */
  void add(byte[] bytes, int offset, int frames);

  /** Adds so many floating-point frames that lie channel by channel. */
  void add(float[][] planes, int offset, int frames);

  /** The power of what was added to this window, 1 frame or more. */
  double power();

  /** Begins the next window. */
  void clear();
}
