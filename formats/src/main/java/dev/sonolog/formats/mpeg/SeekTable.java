package dev.sonolog.formats.mpeg;

/**
 * Where the frames of a segment lie, for the table of contents of its Info frame. Bounded whatever
 * the segment's length: when it is full, every other entry is dropped and from then on half as many
 * are kept. Owned by one {@link BodyTally}.
 */
final class SeekTable {
  /** Steps of the table of contents: one per hundredth of the playing time. */
  static final int STEPS = 100;

  private static final int ENTRIES = 256;

  private final long[] positions = new long[ENTRIES];
  private int entries;
  private long stride = 1;
  private long frames;

  /** The next frame begins at this position, in bytes from the start of the body. */
  void add(long position) {
    if (entries == ENTRIES) {
      thinOut();
    }
    if (frames % stride == 0) {
      positions[entries++] = position;
    }
    frames++;
  }

  private void thinOut() {
    for (int i = 0; i < ENTRIES / 2; i++) {
      positions[i] = positions[2 * i];
    }
    entries = ENTRIES / 2;
    stride *= 2;
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
      double position = before + position(frames * (double) i / STEPS, body);
      contents[i] = (byte) Math.min(255, (int) (position * 256 / (before + body)));
    }
    return contents;
  }

  private double position(double frame, long end) {
    int entry = (int) Math.min(entries - 1, (long) frame / stride);
    boolean last = entry + 1 == entries;
    double from = entry * (double) stride;
    double span = (last ? frames : from + stride) - from;
    double to = last ? end : positions[entry + 1];
    return positions[entry] + (to - positions[entry]) * (frame - from) / span;
  }
}
