package dev.sonolog.formats.pcm;

import dev.sonolog.formats.StreamElement;
import java.util.Arrays;

/**
 * Consecutive frames of samples: a packet that can be cut anywhere.
 *
 * @param bytes the frames, laid out as {@link SampleFormat} says; not copied
 * @param samples frames, that is samples per channel, 1 or more
 * @param endPosition bytes of audio from the beginning of the capture to the end of this block
 */
@SuppressWarnings("ArrayRecordComponent") // a block is a thing that passes, and is never compared
public record PcmBlock(byte[] bytes, int samples, long endPosition)
    implements StreamElement.Packet {
  public PcmBlock {
    if (samples < 1 || bytes.length % samples != 0) {
      throw new IllegalArgumentException(
          bytes.length + " bytes are no whole frames of " + samples + " samples");
    }
  }

  /** The bytes of a frame: one sample of each channel. */
  public int frameLength() {
    return bytes.length / samples;
  }

  /**
   * The first frames.
   *
   * @param count 1 to all but one
   */
  public PcmBlock first(int count) {
    int length = count * frameLength();
    return new PcmBlock(Arrays.copyOf(bytes, length), count, endPosition - (bytes.length - length));
  }

  /**
   * What follows the first frames.
   *
   * @param count 1 to all but one
   */
  public PcmBlock behind(int count) {
    return new PcmBlock(
        Arrays.copyOfRange(bytes, count * frameLength(), bytes.length),
        samples - count,
        endPosition);
  }
}
