package dev.sonolog.alsa;

import dev.sonolog.formats.pcm.SampleFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

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
  private final byte[] scratch;

  /**
   * @param from how the card lays a sample
   * @param to how it is recorded; as many bits or, of those the card does not use, fewer
   * @param channels of the card
   * @param pick the channels that are kept, counted from 1; empty keeps all
   * @param frames the most that are ever packed at once
   */
  Packing(HardwareFormat from, SampleFormat to, int channels, List<Integer> pick, int frames) {
    hardwareFrame = from.length() * channels;
    kept = to.length();
    int skipped = from == HardwareFormat.S32_LE ? from.length() - kept : 0;
    origins =
        pick.isEmpty()
            ? java.util.stream.IntStream.range(0, channels).toArray()
            : pick.stream().mapToInt(channel -> channel - 1).toArray();
    for (int i = 0; i < origins.length; i++) {
      origins[i] = origins[i] * from.length() + skipped;
    }
    whole = pick.isEmpty() && from.length() == kept;
    scratch = new byte[whole ? 0 : hardwareFrame * frames];
  }

  /** The bytes of a frame as it is recorded. */
  int frameLength() {
    return origins.length * kept;
  }

  /** The bytes of a frame as the card gives it. */
  int hardwareFrameLength() {
    return hardwareFrame;
  }

  /** Packs frames from the beginning of the card's buffer to behind {@code done} frames. */
  void pack(MemorySegment from, int frames, byte[] to, int done) {
    if (whole) {
      copy(from, frames, to, done * hardwareFrame);
    } else {
      copy(from, frames, scratch, 0);
      packSamples(frames, to, done * frameLength());
    }
  }

  private void copy(MemorySegment from, int frames, byte[] to, int at) {
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, to, at, frames * hardwareFrame);
  }

  private void packSamples(int frames, byte[] to, int at) {
    int target = at;
    for (int frame = 0; frame < frames; frame++) {
      for (int origin : origins) {
        System.arraycopy(scratch, frame * hardwareFrame + origin, to, target, kept);
        target += kept;
      }
    }
  }
}
