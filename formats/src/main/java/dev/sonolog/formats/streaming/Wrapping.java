package dev.sonolog.formats.streaming;

/** How packets stand in a stream without an end. Owned by one stream; one thread. */
interface Wrapping {
  /** What the stream begins with. */
  byte[] head();

  /**
   * A packet as it stands in the stream.
   *
   * @param packet as the codec has it
   * @param from the first sample of it, counted from the start of the stream
   * @param samples how many it adds per channel; may be 0
   */
  byte[] wrapped(byte[] packet, long from, int samples);
}
