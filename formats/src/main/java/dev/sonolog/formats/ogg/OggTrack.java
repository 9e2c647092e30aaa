package dev.sonolog.formats.ogg;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Fingerprint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One link of a stream, as its header packets describe it. Immutable. Samples are counted as the
 * codec's granule positions count them, at the rate of {@link #format}.
 */
interface OggTrack {
  AudioFormat format();

  /**
   * What a decoder must know: two tracks with equal bytes here decode alike. Shared, not to be
   * changed.
   */
  byte[] identity();

  /**
   * The Vorbis comment, from the length of the vendor string on, with what stands behind it in its
   * packet. Shared, not to be changed.
   */
  byte[] comment();

  /** Samples that a decoder drops at the start, and granule positions count: 0 to 65,535. */
  int preSkip();

  /**
   * Samples that a decoder puts out for a packet.
   *
   * @param before the packet in front of it, where there is one
   * @return empty if the packet is no audio that a decoder accepts
   */
  OptionalInt duration(Optional<byte[]> before, byte[] packet);

  /**
   * An audio packet as it is to stand in a link that is counted anew: other bytes only where the
   * codec numbers its packets.
   *
   * @param packet one with a {@link #duration}
   * @param index how many packets precede it in the link
   * @param sample how many samples precede it in the link
   */
  default byte[] stored(byte[] packet, long index, long sample) {
    return packet;
  }

  /**
   * What {@link #stored} leaves as it is, in 64 bits.
   *
   * @param packet one with a {@link #duration}
   */
  default long fingerprint(byte[] packet) {
    return Fingerprint.of(packet, 0, packet.length, 1);
  }

  /** What a segment repeats of the packets before it. */
  PreRollRule preRollRule();

  /**
   * The header packets of a segment.
   *
   * @param comment the segment's comment, shorter than {@code room}
   * @param room what the comment occupies with its padding, in bytes: the length of {@link
   *     #comment} when the packets are read back
   * @param preSkip samples in front of the segment's first
   * @param tally of the segment's packets, as far as they are known: one of {@link #tally}; the
   *     packets' lengths are the same whatever it says
   */
  List<byte[]> headers(byte[] comment, int room, int preSkip, LinkTally tally);

  /** A new tally for {@link #headers(byte[], int, int, LinkTally)}. */
  default LinkTally tally() {
    return LinkTally.NONE;
  }

  /**
   * The header packets as they came.
   *
   * @param preSkip samples in front of the link's first
   */
  List<byte[]> headers(int preSkip);

  /**
   * How many packets stand in front of a segment's first sample: as many as the two limits allow.
   *
   * @param mostPackets the first limit
   * @param mostSamples the second limit
   * @param leastPackets how many there must be behind a place where packets are missing
   * @param leastSamples how many samples these must have
   */
  record PreRollRule(int mostPackets, int mostSamples, int leastPackets, int leastSamples) {}
}
