package dev.sonolog.formats;

/**
 * One thing that a source says, in the order in which it was said. Readers produce all but {@link
 * Title}, which comes from the transport.
 */
public sealed interface StreamElement {

  /**
   * The format of all packets that follow, until the next header. The first element of a healthy
   * stream.
   */
  record TrackHeader(AudioFormat format) implements StreamElement {}

  /**
   * The smallest coded unit that a cut may stand between. Implemented by each container with what
   * its writer needs to know, parsed once.
   */
  non-sealed interface Packet extends StreamElement {
    /** Samples per channel that this packet adds to the timeline. */
    int samples();

    /** The coded bytes, exactly as received. The array is not copied and must not be changed. */
    byte[] bytes();

    /** The position behind this packet's last byte in the input it was read from. */
    long endPosition();
  }

  /**
   * What is heard from the next packet on, as the station says.
   *
   * @param text repaired Unicode text; empty when the station says that nothing is known
   */
  record Title(String text) implements StreamElement {}

  /**
   * Bytes that belong to no packet: audio is missing or broken here.
   *
   * @param position where the skipped bytes began in the input
   * @param bytes how many were skipped, 1 or more
   * @param reason what was found instead, for a person
   */
  record Damage(long position, long bytes, String reason) implements StreamElement {}

  /** The input ended in order; nothing follows. */
  record End() implements StreamElement {}
}
