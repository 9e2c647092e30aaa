package dev.sonolog.capture.signal;

import dev.sonolog.formats.SampleRate;

/** What a generated source sounds like. Each sample follows from its number alone. */
public enum Waveform {
  /** A sine of 1 kHz at -20 dBFS, the usual line-up tone; half the rate at most. */
  TONE {
    @Override
    double at(long frame, SampleRate rate) {
      double hertz = Math.min(1_000, rate.hertz() / 4.0);
      return LINE_UP * Math.sin(2 * Math.PI * (frame * hertz / rate.hertz() % 1));
    }
  },
  /** A sine that climbs from 20 Hz to a little below half the rate in 10 s, again and again. */
  SWEEP {
    @Override
    double at(long frame, SampleRate rate) {
      double seconds = (double) (frame % ((long) SWEEP_SECONDS * rate.hertz())) / rate.hertz();
      double octaves = Math.log(0.45 * rate.hertz() / LOWEST_HERTZ);
      double turns =
          LOWEST_HERTZ * SWEEP_SECONDS / octaves * Math.expm1(seconds / SWEEP_SECONDS * octaves);
      return LINE_UP * Math.sin(2 * Math.PI * (turns % 1));
    }
  },
  /** White noise, evenly spread between -20 dBFS and its negative. */
  NOISE {
    @Override
    double at(long frame, SampleRate rate) {
      return LINE_UP * (scrambled(frame) >> 11) * 0x1p-52;
    }
  },
  /** Zeros. */
  SILENCE {
    @Override
    double at(long frame, SampleRate rate) {
      return 0;
    }
  },
  /** A click of 1 ms at half of full scale at the beginning of each second. */
  CLICKS {
    @Override
    double at(long frame, SampleRate rate) {
      return frame % rate.hertz() < Math.max(1, rate.hertz() / 1_000) ? 0.5 : 0;
    }
  },
  /** Each sample says the number of its frame, from 0, in as many bits as it has. */
  COUNTER {
    @Override
    double at(long frame, SampleRate rate) {
      throw new IllegalStateException("A counter is made of whole numbers");
    }
  };

  private static final double LINE_UP = 0.1;
  private static final double LOWEST_HERTZ = 20;
  private static final int SWEEP_SECONDS = 10;

  /** The sample of a frame, from -1 to 1. */
  abstract double at(long frame, SampleRate rate);

  /** The finalizer of SplitMix64: a number that looks drawn by chance and is always the same. */
  private static long scrambled(long frame) {
    long mixed = frame * 0x9E37_79B9_7F4A_7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }
}
