package dev.sonolog.alsa;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is wanted of a sound card. Nothing here is a wish to convert: a card that does not have it
 * is refused, with what it has.
 *
 * @param device which card, as {@link DeviceChoice} reads it
 * @param rate samples per second and channel
 * @param channels that the card is opened with, 1 to {@value #MAX_CHANNELS}
 * @param sampleFormat of each sample; empty for the best that the card has
 * @param codec what becomes of the samples: {@link Codec#PCM} or {@link Codec#FLAC}
 * @param container of the files
 * @param pick the channels that are kept, in this order, 1 being the first; empty keeps all
 * @param together how many sources begin to take of this card with the same sample: it is started
 *     when all are there, and after {@link #TOGETHER_WITHIN} in any case; at least 1
 * @param pace how soon samples must be there; asked again and again, on the card's thread
 */
public record CardSettings(
    String device,
    SampleRate rate,
    int channels,
    Optional<SampleFormat> sampleFormat,
    Codec codec,
    Container container,
    List<Integer> pick,
    int together,
    Supplier<Pace> pace) {
  /** How long sources that belong together are waited for. */
  public static final Duration TOGETHER_WITHIN = Duration.ofSeconds(2);

  /** The most channels that a card may be opened with. */
  public static final int MAX_CHANNELS = 128;

  /** RFC 9639, section 9.1.3. */
  private static final int FLAC_CHANNELS = 8;

  /** What is looked at as it comes. */
  public CardSettings(
      String device,
      SampleRate rate,
      int channels,
      Optional<SampleFormat> sampleFormat,
      Codec codec,
      Container container,
      List<Integer> pick,
      int together) {
    this(device, rate, channels, sampleFormat, codec, container, pick, together, () -> Pace.PROMPT);
  }

  /**
   * @throws IllegalArgumentException if no card could ever be recorded so; the message says why
   */
  public CardSettings {
    pick = List.copyOf(pick);
    require(!device.isBlank(), "The device has no name; say default for the system's own");
    require(
        channels >= 1 && channels <= MAX_CHANNELS,
        "Channel count " + channels + " is outside 1.." + MAX_CHANNELS);
    require(together >= 1, "Not even one source takes of the card: " + together);
    requireChannels(pick, channels);
    requireCodec(codec, sampleFormat, pick.isEmpty() ? channels : pick.size());
  }

  /** How many channels are kept. */
  public int keptChannels() {
    return pick.isEmpty() ? channels : pick.size();
  }

  /** What the card is opened with. */
  Tuning tuning() {
    return new Tuning(
        device, rate, channels, sampleFormat, sampleFormat.isPresent() || codec == Codec.PCM);
  }

  private static void requireChannels(List<Integer> pick, int channels) {
    for (int channel : pick) {
      require(
          channel >= 1 && channel <= channels,
          "Channel " + channel + " cannot be kept of a card opened with " + channels + " channels");
    }
    require(new HashSet<>(pick).size() == pick.size(), "A channel is kept twice: " + pick);
  }

  private static void requireCodec(Codec codec, Optional<SampleFormat> format, int kept) {
    require(
        codec == Codec.PCM || codec == Codec.FLAC,
        "A sound card is recorded as PCM or FLAC, not as " + codec.label());
    if (codec == Codec.FLAC) {
      require(
          !format.equals(Optional.of(SampleFormat.FLOAT)),
          "FLAC holds no floating-point samples; record s24, s32 or auto, or float as PCM");
      require(
          kept <= FLAC_CHANNELS,
          "FLAC holds "
              + FLAC_CHANNELS
              + " channels at most, not "
              + kept
              + "; record them as PCM");
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
