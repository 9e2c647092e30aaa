package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.frames.FrameHeader;
import dev.sonolog.formats.frames.HeaderSyntax;
import java.util.Optional;

/**
 * What must be known of an ADTS frame to leave it to others: its first twelve bits are those of
 * MPEG audio.
 *
 * @param fixed what all frames of a track share
 * @param frameLength the bytes of the whole frame
 */
record AdtsSync(int fixed, int frameLength) implements FrameHeader<AdtsSync> {
  static final HeaderSyntax<AdtsSync> SYNTAX = new Syntax();

  /** ISO/IEC 13818-7, 6.2.1: id, profile, sampling frequency index and channel configuration. */
  private static final int FIXED = 0xFFFE_FDC0;

  private static final int LENGTH = 7;

  @Override
  public boolean sameTrack(AdtsSync other) {
    return fixed == other.fixed;
  }

  /**
   * The header that seven bytes are: twelve set bits, layer 00, and from bit 30 on thirteen bits of
   * length.
   *
   * @param word the first four bytes
   * @param next the four bytes from the fourth on
   */
  static Optional<AdtsSync> parse(int word, int next) {
    boolean sync = (word & 0xFFF6_0000) == 0xFFF0_0000;
    boolean rate = ((word >>> 10) & 0xF) < 13;
    int length = (next >>> 13) & 0x1FFF;
    return sync && rate && length > LENGTH
        ? Optional.of(new AdtsSync(word & FIXED, length))
        : Optional.empty();
  }

  private static final class Syntax implements HeaderSyntax<AdtsSync> {
    @Override
    public int headerLength() {
      return LENGTH;
    }

    @Override
    public Optional<AdtsSync> parse(ByteInput input, int offset) {
      return AdtsSync.parse(input.peekInt(offset), input.peekInt(offset + 3));
    }
  }
}
