package dev.sonolog.formats;

/**
 * One thing that a source says, in the order in which it was said. A {@link Title} comes from the
 * transport or, where the container has a place for it, from the reader.
 */
public sealed interface StreamElement {

  /**
   * What all packets that follow have in common, until the next header. The first element of a
   * healthy stream. Another one comes with a change of format, and where a new link of a chained
   * stream begins, although its format may be the same: the packets on both sides of a header are
   * never decoded as one.
   *
   * @param format what stays the same within a run
   * @param setup what a muxer and a decoder must know besides
   */
  record TrackHeader(AudioFormat format, Setup setup) implements StreamElement {
    /** The header of the same packets to who has not received the first of them. */
    public TrackHeader joinedLater() {
      return new TrackHeader(format, setup.joinedLater());
    }
  }

  /**
   * What a container says once of a track, such as the codec's headers. Implemented by each
   * container; two are equal when a decoder that was set up by one decodes packets of the other.
   */
  interface Setup {
    /** Of containers whose packets say all by themselves. */
    Setup NONE = new Setup() {};

    /** What the container says to who has not received the track's first packets. */
    default Setup joinedLater() {
      return this;
    }
  }

  /**
   * The smallest coded unit that a cut may stand between. Implemented by each container with what
   * its writer needs to know, parsed once.
   */
  non-sealed interface Packet extends StreamElement {
    /**
     * Samples per channel that this packet adds to the timeline: what a decoder puts out for it
     * that has decoded all packets before, less what the container says is to be dropped. May be 0.
     */
    int samples();

    /** The coded bytes, exactly as received. The array is not copied and must not be changed. */
    byte[] bytes();

    /**
     * What tells this packet from others and stays the same however often it is sent: 64 bits of
     * its content, without what a container numbers anew.
     */
    default long fingerprint() {
      return Fingerprint.of(bytes(), 0, bytes().length, 1);
    }

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

  /**
   * A live source had audio that nobody could take: what follows was on air so much later than what
   * came before.
   *
   * @param samples per channel that are missing here, 1 or more
   * @param reason for a person
   */
  record Lost(long samples, String reason) implements StreamElement {}

  /** The input ended in order; nothing follows. */
  record End() implements StreamElement {}
}
