package dev.sonolog.capture.signal;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;

/** Samples of a waveform as bytes. */
final class SignalGenerator {
  private final SignalSettings settings;
  private final SampleRate rate;
  private final SampleFormat format;
  private final int channels;

  SignalGenerator(SignalSettings settings) {
    this.settings = settings;
    this.rate = settings.format().rate();
    this.format = settings.sampleFormat();
    this.channels = settings.format().channels();
  }

  /** Consecutive frames from a frame on. */
  byte[] frames(long first, int count) {
    byte[] bytes = new byte[count * channels * format.length()];
    int at = 0;
    for (long frame = first; frame < first + count; frame++) {
      int sample = sample(frame);
      for (int channel = 0; channel < channels; channel++) {
        for (int part = 0; part < format.length(); part++) {
          bytes[at++] = (byte) (sample >> (8 * part));
        }
      }
    }
    return bytes;
  }

  private int sample(long frame) {
    if (settings.waveform() == Waveform.COUNTER) {
      return format == SampleFormat.FLOAT
          ? Float.floatToRawIntBits((frame & 0xFF_FFFF) * 0x1p-24f)
          : (int) frame;
    }
    double value = settings.waveform().at(frame, rate);
    return switch (format) {
      case S16, S24, S32 -> (int) Math.round(value * ((1L << (format.bits() - 1)) - 1));
      case FLOAT -> Float.floatToRawIntBits((float) value);
    };
  }
}
