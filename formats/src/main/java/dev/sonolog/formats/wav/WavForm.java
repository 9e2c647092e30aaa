package dev.sonolog.formats.wav;

import dev.sonolog.formats.StoredBytes;
import dev.sonolog.formats.UnsupportedFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All chunks of a finished file, and where it ends.
 *
 * @param wide whether its lengths stand in "ds64" (EBU Tech 3306, 4)
 * @param end where it says that it ends; a last byte that only makes a length even may be missing
 * @param chunks in the order of the file
 */
record WavForm(boolean wide, long end, List<Chunk> chunks) {
  /** Where the first chunk begins, which is "ds64" in a form that is wide. */
  static final int FIRST_CHUNK = HeadReader.FORM_HEADER;

  /** The lengths in "ds64": of the form and of the samples in bytes, and the number of frames. */
  static final int WIDE_LENGTHS = 3 * Long.BYTES;

  /** The largest length of 32 bits; says that it stands elsewhere, or is not known. */
  static final long UNSAID = 0xFFFF_FFFFL;

  /** No file has so many. */
  private static final int MAX_CHUNKS = 10_000;

  WavForm {
    chunks = List.copyOf(chunks);
  }

  /**
   * A chunk.
   *
   * @param start where its name stands
   * @param length of its content, in bytes
   */
  record Chunk(int id, long start, long length) {
    long content() {
      return start + ChunkId.HEADER;
    }

    /** Behind its content. */
    long end() {
      return content() + length;
    }
  }

  /**
   * Reads all chunks' names and lengths.
   *
   * @throws UnsupportedFormatException if it is no such file, or does not say how long it is
   * @throws IOException if it is cut off, or cannot be read
   */
  static WavForm read(SeekableByteChannel file) throws IOException {
    ByteBuffer head = numbers(file, 0, FIRST_CHUNK);
    int id = id(head);
    long length = unsigned(head);
    boolean wide = id == ChunkId.RF64 || id == ChunkId.BW64;
    if ((id != ChunkId.RIFF && !wide) || id(head) != ChunkId.WAVE) {
      throw new UnsupportedFormatException("No WAV file begins in these bytes");
    }
    Lengths lengths = wide ? wideLengths(file) : new Lengths(UNSAID, UNSAID);
    long form = length == UNSAID ? lengths.form() : length;
    long end = form < 0 || form > Long.MAX_VALUE - ChunkId.HEADER ? 0 : ChunkId.HEADER + form;
    checkEnd(end, length == UNSAID && !wide, file.size());
    return new WavForm(wide, end, chunks(file, end, lengths.data()));
  }

  /** What "ds64" says, in bytes. */
  private record Lengths(long form, long data) {}

  private static Lengths wideLengths(SeekableByteChannel file) throws IOException {
    ByteBuffer in = numbers(file, FIRST_CHUNK, ChunkId.HEADER + WIDE_LENGTHS);
    if (id(in) != ChunkId.DS64 || unsigned(in) < WIDE_LENGTHS) {
      throw new UnsupportedFormatException("An RF64 file without the chunk 'ds64' in front");
    }
    return new Lengths(in.getLong(), in.getLong());
  }

  private static void checkEnd(long end, boolean unsaid, long size) throws IOException {
    if (unsaid || end <= FIRST_CHUNK) {
      throw new UnsupportedFormatException(
          "The head of this file does not say how long it is: whoever wrote it could not go back,"
              + " or has not finished");
    }
    boolean padded = end == size + 1; // by a byte that need not be there
    if (end > size && !padded) {
      throw new EOFException(
          "The file is cut off: its head promises " + end + " bytes, and " + size + " are there");
    }
  }

  private static List<Chunk> chunks(SeekableByteChannel file, long end, long wideData)
      throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    long there = Math.min(end, file.size());
    long next = FIRST_CHUNK;
    while (next + ChunkId.HEADER <= there) {
      ByteBuffer in = numbers(file, next, ChunkId.HEADER);
      int id = id(in);
      long length = unsigned(in);
      Chunk chunk = new Chunk(id, next, id == ChunkId.DATA && length == UNSAID ? wideData : length);
      if (chunk.length() < 0
          || chunk.length() > there - chunk.content()
          || chunks.size() == MAX_CHUNKS) {
        throw new EOFException(
            "The chunk '%s' at byte %d goes on for %d bytes, and the file ends at byte %d"
                .formatted(ChunkId.name(id), next, chunk.length(), there));
      }
      chunks.add(chunk);
      next = even(chunk.end());
    }
    return chunks;
  }

  /** The first chunk of a name. */
  Optional<Chunk> first(int id) {
    return chunks.stream().filter(chunk -> chunk.id() == id).findFirst();
  }

  // --- bytes

  /** The next even position. */
  static long even(long position) {
    return position + (position & 1);
  }

  static byte[] bytes(SeekableByteChannel file, long position, int length) throws IOException {
    return StoredBytes.read(file, position, length);
  }

  private static ByteBuffer numbers(SeekableByteChannel file, long position, int length)
      throws IOException {
    return ByteBuffer.wrap(bytes(file, position, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The name that stands at a position. */
  static int id(SeekableByteChannel file, long position) throws IOException {
    return id(numbers(file, position, Integer.BYTES));
  }

  private static int id(ByteBuffer in) {
    return Integer.reverseBytes(in.getInt());
  }

  private static long unsigned(ByteBuffer in) {
    return Integer.toUnsignedLong(in.getInt());
  }
}
