package dev.sonolog.formats.frames;

import dev.sonolog.formats.ByteInput;
import java.io.IOException;
import java.util.Optional;

/**
 * How headers of one kind are recognised.
 *
 * @param <H> what a header is parsed into
 */
public interface HeaderSyntax<H extends FrameHeader<H>> {
  /** The bytes without which no header can be recognised. */
  int headerLength();

  /**
   * The header that stands {@code offset} bytes ahead, if there is one. Only peeks.
   *
   * @param offset at least {@link #headerLength} bytes have been ensured from here on
   * @throws IOException if the input failed
   */
  Optional<H> parse(ByteInput input, int offset) throws IOException;
}
