package dev.sonolog.formats.frames;

import dev.sonolog.formats.StreamElement;

/**
 * One whole frame: header, CRC and all.
 *
 * @param <H> what its header is parsed into
 */
public interface Frame<H extends FrameHeader<H>> extends StreamElement.Packet {
  /** Its parsed header. */
  H header();

  /** The position of this frame's first byte in its input. */
  default long position() {
    return endPosition() - bytes().length;
  }
}
