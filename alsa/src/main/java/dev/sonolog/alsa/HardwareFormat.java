package dev.sonolog.alsa;

import dev.sonolog.formats.pcm.SampleFormat;
import java.util.ArrayList;
import java.util.List;

/** How a card may lay a sample into memory, as far as it can be recorded without a change. */
enum HardwareFormat {
  S16_LE(2, 2, SampleFormat.S16),
  S24_3LE(32, 3, SampleFormat.S24),
  /** 24 bits in the lower three bytes of four. */
  S24_LE(6, 4, SampleFormat.S24),
  S32_LE(10, 4, SampleFormat.S32),
  FLOAT_LE(14, 4, SampleFormat.FLOAT);

  private final int number;
  private final int length;
  private final SampleFormat content;

  HardwareFormat(int number, int length, SampleFormat content) {
    this.number = number;
    this.length = length;
    this.content = content;
  }

  /** The library's number for it, {@code snd_pcm_format_t}. */
  int number() {
    return number;
  }

  /** The bytes of a sample in memory. */
  int length() {
    return length;
  }

  /** What a sample holds. */
  SampleFormat content() {
    return content;
  }

  /** Those that hold samples of a format as they are; the one to try first is the first. */
  static List<HardwareFormat> holding(SampleFormat format) {
    List<HardwareFormat> holding = new ArrayList<>();
    for (HardwareFormat each : values()) {
      if (each.content == format) {
        holding.add(each);
      }
    }
    return holding;
  }
}
