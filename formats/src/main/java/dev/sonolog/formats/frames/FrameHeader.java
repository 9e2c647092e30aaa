package dev.sonolog.formats.frames;

/**
 * The parsed header of a frame that says how long it is.
 *
 * @param <H> the header itself
 */
public interface FrameHeader<H extends FrameHeader<H>> {
  /** The bytes of the whole frame, header included; at least the header's own. */
  int frameLength();

  /** Whether a frame with the other header may follow in the same track. */
  boolean sameTrack(H other);
}
