package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.frames.FrameReader;
import java.io.IOException;

/**
 * Finds the frames of MPEG audio in any bytes, as {@link FrameReader} does. Info and Xing frames
 * are frames like all others, also the first: in a live stream they occupy time and reservoir.
 */
public final class MpegReader implements PacketReader {
  /** What the input must be allowed to keep ahead of its cursor, in bytes. */
  public static final int LOOK_AHEAD = 16 << 10;

  private static final MpegSyntax SYNTAX = new MpegSyntax();

  private final FrameReader<MpegHeader> frames;

  /**
   * A reader that searches its first frame from the input's position on.
   *
   * @throws IllegalArgumentException if the input keeps less than {@link #LOOK_AHEAD} bytes
   */
  public MpegReader(ByteInput input) {
    this.frames = new FrameReader<>(SYNTAX, input);
  }

  @Override
  public StreamElement next() throws IOException {
    return frames.next();
  }
}
