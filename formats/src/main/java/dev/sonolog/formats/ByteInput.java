package dev.sonolog.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An input with two cursors: what is looked at ahead is not consumed until it is taken, so a parser
 * needs no undo. Bytes ahead are kept up to a limit that the owner names. One thread; it blocks
 * only in the stream below.
 *
 * <p>After an {@link IOException} nothing is lost: what had been read stays ahead of the cursor.
 */
public final class ByteInput {
  /** Reads from the stream ask for at least this much: fewer calls, and whole network segments. */
  private static final int CHUNK = 2_048;

  private final InputStream stream;
  private final int limit;
  private final int chunk;
  private byte[] buffer;
  private int start;
  private int end;
  private boolean marked;
  private int mark;
  private long position;
  private boolean ended;

  /**
   * @param limit how many bytes may be kept ahead of the cursor, at least 1
   */
  public ByteInput(InputStream stream, int limit) {
    this(stream, limit, CHUNK);
  }

  /**
   * @param limit how many bytes may be kept ahead of the cursor, at least 1
   * @param chunk how many bytes each read from the stream asks for, or more: many where nobody
   *     waits for the first of them
   */
  public ByteInput(InputStream stream, int limit, int chunk) {
    if (limit < 1) {
      throw new IllegalArgumentException("Limit " + limit + " is less than 1");
    }
    this.stream = stream;
    this.limit = limit;
    this.chunk = chunk;
    this.buffer = new byte[chunk];
  }

  /** Bytes consumed since the start of the input. */
  public long position() {
    return position;
  }

  /** How many bytes may be kept ahead of the cursor. */
  public int limit() {
    return limit;
  }

  /** Bytes that can be looked at without reading. */
  public int buffered() {
    return end - start;
  }

  /**
   * Remembers the cursor's place, instead of any before: {@link #reset} goes back there, as long as
   * no more bytes were consumed since than the input may keep.
   */
  public void mark() {
    marked = true;
    mark = start;
  }

  /**
   * Goes back to the marked place and forgets the mark.
   *
   * @return whether that was possible; else nothing has changed
   */
  public boolean reset() {
    boolean kept = marked;
    if (kept) {
      position -= start - mark;
      start = mark;
      marked = false;
    }
    return kept;
  }

  /**
   * Reads until {@code count} bytes lie ahead of the cursor, or the stream ends.
   *
   * @return whether that many lie ahead
   * @throws IllegalArgumentException if {@code count} exceeds the limit: the caller must check
   *     lengths from the wire first
   * @throws IOException if the stream failed; the bytes read until then stay ahead
   */
  public boolean ensure(int count) throws IOException {
    if (count > limit) {
      throw new IllegalArgumentException(
          "Looking " + count + " bytes ahead exceeds the limit of " + limit);
    }
    while (end - start < count && !ended) {
      fill(count);
    }
    return end - start >= count;
  }

  /**
   * The unsigned byte {@code offset} bytes ahead of the cursor; it must have been {@link #ensure}d.
   */
  public int peek(int offset) {
    checkAhead(offset + 1);
    return buffer[start + offset] & 0xFF;
  }

  /**
   * The big-endian 32-bit word {@code offset} bytes ahead of the cursor; its four bytes must have
   * been {@link #ensure}d.
   */
  public int peekInt(int offset) {
    checkAhead(offset + 4);
    int at = start + offset;
    return buffer[at] << 24
        | (buffer[at + 1] & 0xFF) << 16
        | (buffer[at + 2] & 0xFF) << 8
        | (buffer[at + 3] & 0xFF);
  }

  /**
   * Copies {@code count} bytes from {@code offset} bytes ahead without consuming them; they must
   * have been {@link #ensure}d.
   */
  public byte[] peekBytes(int offset, int count) {
    checkAhead(offset + count);
    return Arrays.copyOfRange(buffer, start + offset, start + offset + count);
  }

  /**
   * The bytes ahead of the cursor that need no reading, for who looks at all of them: shared, not
   * to be changed, and valid up to the next call of another method.
   */
  public ByteBuffer ahead() {
    return ByteBuffer.wrap(buffer, start, end - start);
  }

  /** Consumes {@code count} bytes that have been {@link #ensure}d. */
  public void skip(int count) {
    checkAhead(count);
    start += count;
    position += count;
  }

  /** Consumes and returns {@code count} bytes that have been {@link #ensure}d. */
  public byte[] take(int count) {
    byte[] taken = peekBytes(0, count);
    skip(count);
    return taken;
  }

  private void checkAhead(int count) {
    if (count < 0 || count > end - start) {
      throw new IndexOutOfBoundsException(count + " bytes wanted, " + (end - start) + " ahead");
    }
  }

  private void fill(int count) throws IOException {
    makeRoom(count);
    int read = stream.read(buffer, end, buffer.length - end);
    if (read < 0) {
      ended = true;
    } else {
      end += read;
    }
  }

  private void makeRoom(int count) {
    int wanted = Math.max(count, Math.min(chunk, limit));
    if (buffer.length - start >= wanted && buffer.length > end) {
      return;
    }
    marked = marked && start - mark <= limit - wanted;
    int first = marked ? mark : start;
    int needed = start - first + wanted;
    byte[] target = buffer.length >= needed && first > 0 ? buffer : new byte[grown(needed)];
    System.arraycopy(buffer, first, target, 0, end - first);
    buffer = target;
    end -= first;
    start -= first;
    mark = 0;
  }

  /** Doubling: a parser that looks one byte further each time must not copy all before it. */
  private int grown(int wanted) {
    return Math.max(wanted, (int) Math.min(2L * buffer.length, limit));
  }
}
