package dev.sonolog.alsa;

import dev.sonolog.formats.pcm.SampleFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lays frames as a card gives them into frames as they are recorded: the kept channels alone, and a
 * sample of 24 bits in three bytes. No bit that holds sound is changed.
 *
 * <p>Owned by the card's thread; allocates nothing after its making.
 */
final class Packing {
  private final int hardwareFrame;
  private final int[] origins;
  private final int kept;
  private final boolean whole;

  /**
   * @param from how the card lays a sample
   * @param to how it is recorded; as many bits or, of those the card does not use, fewer
   * @param channels of the card
   * @param pick the channels that are kept, counted from 1; empty keeps all
   */
  Packing(HardwareFormat from, SampleFormat to, int channels, List<Integer> pick) {
    hardwareFrame = from.length() * channels;
    kept = to.length();
    int skipped = from == HardwareFormat.S32_LE ? from.length() - kept : 0;
    origins =
        pick.isEmpty()
            ? IntStream.range(0, channels).toArray()
            : pick.stream().mapToInt(channel -> channel - 1).toArray();
    for (int i = 0; i < origins.length; i++) {
      origins[i] = origins[i] * from.length() + skipped;
    }
    whole = pick.isEmpty() && from.length() == kept;
  }

  /** The bytes of a frame as it is recorded. */
  int frameLength() {
    return origins.length * kept;
  }

  /** Packs frames of the card to behind {@code done} frames. */
  void pack(byte[] from, int frames, byte[] to, int done) {
    if (whole) {
      System.arraycopy(from, 0, to, done * hardwareFrame, frames * hardwareFrame);
    } else {
      packSamples(from, frames, to, done * frameLength());
    }
  }

  private void packSamples(byte[] from, int frames, byte[] to, int at) {
    int target = at;
    for (int frame = 0; frame < frames; frame++) {
      for (int origin : origins) {
        System.arraycopy(from, frame * hardwareFrame + origin, to, target, kept);
        target += kept;
      }
    }
  }
}
