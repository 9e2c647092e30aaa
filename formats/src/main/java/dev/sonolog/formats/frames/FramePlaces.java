package dev.sonolog.formats.frames;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.tags.ForeignTag;
import dev.sonolog.formats.tags.Id3v2Parser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where some frames of a segment lie, each as many frames behind the one before: frames do not say
 * which they are, and who looks for one begins at the nearest instead of the start. Bounded
 * whatever the segment's length: when it is full, every other place is dropped and from then on
 * half as many are kept. Stored in the segment's tag; one thread.
 */
public final class FramePlaces {
  private static final int ENTRIES = 256;

  private final long[] positions = new long[ENTRIES];
  private int entries;
  private long stride = 1;
  private long frames;
  private int each;
  private boolean even = true;

  /**
   * A frame whose place is known.
   *
   * @param frame its number, counted from the first
   * @param position of its first byte, counted from that of the first frame
   */
  public record Known(long frame, long position) {}

  /**
   * The next frame begins at this position, in bytes from the first frame's start.
   *
   * @param samples of the frame: where frames differ, no number tells a sample, and no place is
   *     kept
   */
  public void add(long position, int samples) {
    each = frames == 0 ? samples : each;
    even = even && samples == each;
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

  /** How many frames were added. */
  public long frames() {
    return frames;
  }

  /** The nearest known frame at or in front of one, or in front of the last. */
  public Known before(long frame) {
    int entry = (int) Math.min(entries - 1L, frame / stride);
    return entry < 0 ? new Known(0, 0) : new Known(entry * stride, positions[entry]);
  }

  /** The nearest known frame behind one, or where the frames end. */
  public Known behind(long frame, long end) {
    int entry = (int) Math.min(entries, frame / stride + 1);
    return entry == entries ? new Known(frames, end) : new Known(entry * stride, positions[entry]);
  }

  // --- in a tag

  /** How many frames lie between two places, and the bytes between them; empty where none helps. */
  public Optional<byte[]> stored() {
    if (!even || entries < 2) {
      return Optional.empty();
    }
    ByteBuffer content = ByteBuffer.allocate(entries * Integer.BYTES);
    content.putInt((int) stride);
    for (int i = 1; i < entries; i++) {
      content.putInt((int) (positions[i] - positions[i - 1]));
    }
    return Optional.of(content.array());
  }

  /** What the tag says that the input begins with; empty where it says none. Only peeks. */
  public static Optional<FramePlaces> peeked(ByteInput input) throws IOException {
    OptionalInt length = ForeignTag.at(input, 0);
    boolean there =
        length.isPresent() && length.getAsInt() <= input.limit() && input.ensure(length.getAsInt());
    return there
        ? Id3v2Parser.places(input.peekBytes(0, length.getAsInt())).flatMap(FramePlaces::read)
        : Optional.empty();
  }

  private static Optional<FramePlaces> read(ByteBuffer content) {
    boolean possible =
        content.remaining() >= Integer.BYTES
            && content.remaining() % Integer.BYTES == 0
            && content.remaining() <= ENTRIES * Integer.BYTES;
    if (!possible) {
      return Optional.empty();
    }
    FramePlaces places = new FramePlaces();
    places.stride = Math.max(1, Integer.toUnsignedLong(content.getInt()));
    places.entries = 1;
    while (content.hasRemaining()) {
      long distance = Integer.toUnsignedLong(content.getInt());
      places.positions[places.entries] = places.positions[places.entries - 1] + distance;
      places.entries++;
    }
    return Optional.of(places);
  }
}
