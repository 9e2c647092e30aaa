package dev.sonolog.server.isr;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Lines of a list while it is made, outside the heap, which would keep the memory of a hundred
 * thousand of them for the rest of its days. Owned by one thread.
 */
final class Listing implements AutoCloseable {
  /** What is taken from the system at a time, in bytes; no line is longer. */
  private static final int CHUNK = 1 << 20;

  private static final byte[] SEPARATOR = {',', ' '};

  private final Arena arena = Arena.ofConfined();
  private final List<Line> lines = new ArrayList<>();
  private MemorySegment chunk = MemorySegment.NULL;
  private long used;
  private long bytes;

  /**
   * A line.
   *
   * @param mtime when its file was modified, in seconds since 1970
   */
  private record Line(double mtime, MemorySegment text) {}

  /**
   * Adds a line.
   *
   * @param mtime when its file was modified, in seconds since 1970
   */
  void add(double mtime, String line) {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    if (used + text.length > chunk.byteSize()) {
      chunk = arena.allocate(Math.max(CHUNK, text.length));
      used = 0;
    }
    MemorySegment there = chunk.asSlice(used, text.length);
    MemorySegment.copy(text, 0, there, ValueLayout.JAVA_BYTE, 0, text.length);
    lines.add(new Line(mtime, there));
    used += text.length;
    bytes += text.length;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The latest time of any. */
  OptionalDouble latest() {
    return lines.stream().mapToDouble(Line::mtime).max();
  }

  /** The earliest time of any. */
  OptionalDouble earliest() {
    return lines.stream().mapToDouble(Line::mtime).min();
  }

  /** How many bytes {@link #writeTo} writes. */
  long length() {
    return bytes + (long) SEPARATOR.length * Math.max(0, lines.size() - 1);
  }

  /** Writes the lines, the one that was modified last first. */
  void writeTo(OutputStream out) throws IOException {
    lines.sort(Comparator.comparingDouble((Line line) -> -line.mtime()));
    byte[] text = {};
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        out.write(SEPARATOR);
      }
      MemorySegment line = lines.get(i).text();
      int length = Math.toIntExact(line.byteSize());
      if (text.length < length) {
        text = new byte[2 * length];
      }
      MemorySegment.copy(line, ValueLayout.JAVA_BYTE, 0, text, 0, length);
      out.write(text, 0, length);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
