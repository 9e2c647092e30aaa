package dev.sonolog.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demo station plays, for ever: MPEG frames at a constant bitrate, whose first needs
 * nothing from before, and the titles of its pieces. Immutable.
 */
final class Programme {
  private static final int BYTES_PER_SECOND = 8_000; // 64 kbit/s

  private final byte[] frames;
  private final List<Piece> pieces;

  private Programme(byte[] frames, List<Piece> pieces) {
    this.frames = frames;
    this.pieces = pieces;
  }

  /**
   * A part of the programme.
   *
   * @param startByte where it begins in the frames
   * @param title what it is called
   */
  record Piece(long startByte, String title) {}

  static Programme load() throws IOException {
    byte[] frames = resource("programme.mp3");
    List<Piece> pieces = new ArrayList<>();
    for (String line :
        new String(resource("programme.txt"), StandardCharsets.UTF_8).split("\n", -1)) {
      int space = line.indexOf(' ');
      if (space > 0) {
        long second = Long.parseLong(line.substring(0, space));
        pieces.add(new Piece(second * BYTES_PER_SECOND, line.substring(space + 1)));
      }
    }
    return new Programme(frames, List.copyOf(pieces));
  }

  int bytesPerSecond() {
    return BYTES_PER_SECOND;
  }

  /** The title that is heard at a position of the endless programme. */
  String titleAt(long position) {
    long within = position % frames.length;
    return pieces.stream()
        .filter(piece -> piece.startByte <= within)
        .reduce((_, later) -> later)
        .orElseThrow()
        .title;
  }

  /** Copies a stretch of the endless programme. */
  byte[] stretch(long position, int length) {
    byte[] copy = new byte[length];
    int done = 0;
    while (done < length) {
      int from = (int) ((position + done) % frames.length);
      int part = Math.min(length - done, frames.length - from);
      System.arraycopy(frames, from, copy, done, part);
      done += part;
    }
    return copy;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Programme.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("The demo's " + name + " is missing from the program");
      }
      return in.readAllBytes();
    }
  }
}
