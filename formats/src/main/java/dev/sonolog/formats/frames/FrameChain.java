package dev.sonolog.formats.frames;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.IOException;
import java.util.Optional;

/**
 * Tells frames from bytes that look like one: eleven set bits are common in any data, but a header
 * that is followed, just where it says, by others that agree with it is not. Only peeks.
 *
 * @param <H> what a header is parsed into
 */
final class FrameChain<H extends FrameHeader<H>> {
  private final HeaderSyntax<H> syntax;
  private final ByteInput input;

  FrameChain(HeaderSyntax<H> syntax, ByteInput input) {
    this.syntax = syntax;
    this.input = input;
  }

  /** The header that stands {@code offset} bytes ahead, if there is one. */
  Optional<H> headerAt(int offset) throws IOException {
    return has(offset, syntax.headerLength()) ? syntax.parse(input, offset) : Optional.empty();
  }

  /** Whether {@code wanted} headers of one track follow each other from {@code offset} on. */
  boolean standsAt(int offset, int wanted) throws IOException {
    Optional<H> first = headerAt(offset);
    return first.isPresent() && standsAt(offset, first.get(), wanted);
  }

  /**
   * Whether {@code wanted} headers of one track follow each other from {@code offset} on. Fewer do
   * when the input ends: one whose frame ends exactly there, or two of which the second's is cut
   * off.
   */
  boolean standsAt(int offset, H first, int wanted) throws IOException {
    int at = offset + first.frameLength();
    for (int seen = 1; seen < wanted; seen++) {
      if (!has(at, syntax.headerLength())) {
        return at == input.buffered() || seen > 1;
      }
      Optional<H> next = headerAt(at);
      if (next.isEmpty() || !next.get().sameTrack(first)) {
        return seen > 1 && isTag(at);
      }
      at += next.get().frameLength();
    }
    return true;
  }

  private boolean isTag(int at) throws IOException {
    return ForeignTag.at(input, at).isPresent();
  }

  private boolean has(int offset, int count) throws IOException {
    return offset + count <= input.limit() && input.ensure(offset + count);
  }
}
