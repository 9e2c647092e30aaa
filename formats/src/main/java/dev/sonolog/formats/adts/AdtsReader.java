package dev.sonolog.formats.adts;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.frames.FrameReader;
import java.io.IOException;

/**
 * Finds the frames of ADTS in any bytes, as {@link FrameReader} does. A frame whose fixed header
 * says another edition, profile, rate or channels begins a new track when three more like it
 * follow.
 */
public final class AdtsReader implements PacketReader {
  /** What the input must be allowed to keep ahead of its cursor, in bytes. */
  public static final int LOOK_AHEAD = 40 << 10;

  static final AdtsSyntax SYNTAX = new AdtsSyntax();

  private final FrameReader<AdtsHeader> frames;

  /**
   * A reader that searches its first frame from the input's position on.
   *
   * @throws IllegalArgumentException if the input keeps less than {@link #LOOK_AHEAD} bytes
   */
  public AdtsReader(ByteInput input) {
    this.frames = new FrameReader<>(SYNTAX, input);
  }

  @Override
  public StreamElement next() throws IOException {
    return frames.next();
  }
}
