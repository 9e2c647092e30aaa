package dev.sonolog.alsa;

import dev.sonolog.formats.pcm.SampleFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The kernel's text of a USB card's stream ({@code /proc/asound/card*}{@code /stream*}): one block
 * per alternate setting, of which those under {@code Capture:} count.
 */
final class UsbStream {
  private static final int[] USUAL_RATES = {
    8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000
  };

  private final TreeSet<Integer> rates = new TreeSet<>();
  private final TreeSet<Integer> channels = new TreeSet<>();
  private final List<SampleFormat> formats = new ArrayList<>();

  private UsbStream() {}

  /** What can be captured; empty if the text tells of nothing that can. */
  static Optional<Abilities> capture(String text) {
    UsbStream stream = new UsbStream();
    boolean capture = false;
    for (String line : text.split("\n", -1)) {
      String word = line.strip();
      capture = line.startsWith("Capture:") || (capture && !line.startsWith("Playback:"));
      if (capture) {
        stream.take(word);
      }
    }
    return stream.abilities();
  }

  private void take(String line) {
    try {
      if (line.startsWith("Channels: ")) {
        channels.add(Integer.parseInt(behindColon(line)));
      } else if (line.startsWith("Rates: ")) {
        takeRates(behindColon(line));
      } else if (line.startsWith("Format: ")) {
        takeFormat(behindColon(line));
      }
    } catch (NumberFormatException e) {
      // A kernel that words this differently tells nothing here.
      return;
    }
  }

  private void takeRates(String text) {
    if (text.endsWith("(continuous)")) {
      String ends = text.replace("(continuous)", "");
      int dash = Math.max(ends.indexOf('-'), 0);
      takeRange(
          Integer.parseInt(ends.substring(0, dash).strip()),
          Integer.parseInt(ends.substring(dash + 1).strip()));
    } else {
      for (String rate : text.split(",", -1)) {
        rates.add(Integer.parseInt(rate.strip()));
      }
    }
  }

  private void takeRange(int lowest, int highest) {
    for (int rate : USUAL_RATES) {
      if (rate >= lowest && rate <= highest) {
        rates.add(rate);
      }
    }
  }

  private void takeFormat(String name) {
    for (HardwareFormat format : HardwareFormat.values()) {
      if (name.equals(format.name()) && !formats.contains(format.content())) {
        formats.add(format.content());
      }
    }
  }

  private Optional<Abilities> abilities() {
    return channels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Abilities(
                channels.first(), channels.last(), List.copyOf(rates), List.copyOf(formats)));
  }

  private static String behindColon(String line) {
    return line.substring(line.indexOf(':') + 1).strip();
  }
}
