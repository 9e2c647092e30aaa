package dev.sonolog.formats.frames;

import dev.sonolog.formats.StreamElement;
import java.util.Optional;

/**
 * All that a reader must know of one kind of frames.
 *
 * @param <H> what a frame's header is parsed into
 */
public interface FrameSyntax<H extends FrameHeader<H>> extends HeaderSyntax<H> {
  /** What such a stream is called, for a person who sent another one. */
  String name();

  /** No frame is longer, in bytes. */
  int maxFrameLength();

  /** What a stream of frames with this header has in common. */
  StreamElement.TrackHeader trackHeader(H header);

  /**
   * A whole frame.
   *
   * @param endPosition the position behind its last byte in the input
   */
  Frame<H> packet(H header, byte[] bytes, long endPosition);

  /** What the bytes are that hold no such frame, for a person, if that can be told. */
  Optional<String> foreign(byte[] bytes);
}
