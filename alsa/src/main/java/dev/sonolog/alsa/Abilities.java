package dev.sonolog.alsa;

import dev.sonolog.formats.pcm.SampleFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a card can be opened with, of that which can be recorded.
 *
 * @param minChannels the fewest channels
 * @param maxChannels the most channels
 * @param rates in Hz, ascending; those of the usual rates that the card has
 * @param formats of the samples
 */
public record Abilities(
    int minChannels, int maxChannels, List<Integer> rates, List<SampleFormat> formats) {
  public Abilities {
    rates = List.copyOf(rates);
    formats = List.copyOf(formats);
  }

  /** The channels in words, such as {@code 2 channels} or {@code 1 to 8 channels}. */
  public String channelsText() {
    String most = maxChannels == 1 ? "1 channel" : maxChannels + " channels";
    return minChannels == maxChannels ? most : minChannels + " to " + most;
  }

  /** The rates in words, such as {@code 44100, 48000 Hz}. */
  public String ratesText() {
    return rates.isEmpty()
        ? "none of the usual rates"
        : rates.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " Hz";
  }

  /** The formats in words, such as {@code s16, s24}. */
  public String formatsText() {
    return formats.isEmpty()
        ? "none that can be recorded"
        : formats.stream().map(SampleFormat::word).collect(Collectors.joining(", "));
  }
}
