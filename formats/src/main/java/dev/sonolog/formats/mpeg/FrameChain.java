package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.tags.ForeignTag;
import java.io.IOException;
import java.util.Optional;

/**
 * Tells frames from bytes that look like one: eleven set bits are common in any data, but a header
 * that is followed, just where it says, by others that agree with it is not. Only peeks.
 */
final class FrameChain {
  private final ByteInput input;

  FrameChain(ByteInput input) {
    this.input = input;
  }

  /** The header that stands {@code offset} bytes ahead, if there is one. */
  Optional<MpegHeader> headerAt(int offset) throws IOException {
    return has(offset, MpegHeader.LENGTH)
        ? MpegHeader.parse(input.peekInt(offset))
        : Optional.empty();
  }

  /**
   * Whether {@code wanted} headers of one track follow each other from {@code offset} on. Fewer do
   * when the input ends: one whose frame ends exactly there, or two of which the second's is cut
   * off.
   */
  boolean standsAt(int offset, MpegHeader first, int wanted) throws IOException {
    int at = offset + first.frameLength();
    for (int seen = 1; seen < wanted; seen++) {
      if (!has(at, MpegHeader.LENGTH)) {
        return at == input.buffered() || seen > 1;
      }
      Optional<MpegHeader> next = headerAt(at);
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
