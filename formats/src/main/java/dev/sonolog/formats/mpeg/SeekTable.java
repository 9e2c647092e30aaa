package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.frames.FramePlaces;

/**
 * Where the frames of a segment lie, for the table of contents of its Info frame. Bounded whatever
 * the segment's length. Owned by one {@link BodyTally}.
 */
final class SeekTable {
  /** Steps of the table of contents: one per hundredth of the playing time. */
  static final int STEPS = 100;

  private final FramePlaces places = new FramePlaces();

  /** The next frame begins at this position, in bytes from the start of the body. */
  void add(long position) {
    places.add(position, 0);
  }

  /** Where frames lie, the reservoir frame being the first. */
  FramePlaces places() {
    return places;
  }

  /**
   * The table: for each hundredth of the playing time the position in 256ths of the length.
   *
   * @param before bytes that the length counts before the body: those of the Info frame
   * @param body bytes of the body
   */
  byte[] contents(int before, long body) {
    byte[] contents = new byte[STEPS];
    for (int i = 1; i < STEPS; i++) {
      double position = before + position(places.frames() * (double) i / STEPS, body);
      contents[i] = (byte) Math.min(255, (int) (position * 256 / (before + body)));
    }
    return contents;
  }

  private double position(double frame, long end) {
    FramePlaces.Known from = places.before((long) frame);
    FramePlaces.Known to = places.behind((long) frame, end);
    double part = (frame - from.frame()) / (to.frame() - from.frame());
    return from.position() + (to.position() - from.position()) * part;
  }
}
