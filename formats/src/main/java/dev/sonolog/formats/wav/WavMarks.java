package dev.sonolog.formats.wav;

import dev.sonolog.formats.StoredBytes;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.wav.WavForm.Chunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks in a finished WAV, RF64 or BW64 file, as chunks behind its samples that audio editors read.
 * Nobody else may write the file meanwhile. Blocks; made for one file and used once.
 *
 * <p>Failure: the samples are never touched, and the file's head ends the form in front of what is
 * being written until that is stored. A file whose marking was cut short plays, may lack its marks,
 * and can be marked again.
 */
public final class WavMarks {
  /** The most marks that are added to a file. */
  public static final int MAX_MARKS = MarkChunks.MAX_MARKS;

  /** Such a chunk that is longer is nonsense, in bytes. */
  private static final int MAX_CHUNK = 16 << 20;

  /** The content of "ds64" without a table (EBU Tech 3306, 4), in bytes. */
  private static final int WIDE_LENGTH = 28;

  private final SeekableByteChannel file;
  private final long limit;
  private final WavForm form;

  /**
   * @param limit the longest form whose lengths stand in 32 bits, in bytes
   */
  WavMarks(SeekableByteChannel file, long limit) throws IOException {
    this.file = file;
    this.limit = limit;
    this.form = WavForm.read(file);
  }

  /**
   * Puts marks into a file. Those that an earlier call put there go; those of other programs stay.
   *
   * @param file can be read and written
   * @param marks within the file's samples; none takes ours away
   * @throws UnsupportedFormatException if it is no such file, or its head does not say how long it
   *     is; nothing was changed
   * @throws IOException if the marks do not fit, or the file cannot be read or written
   */
  public static void replace(SeekableByteChannel file, List<WavMark> marks) throws IOException {
    new WavMarks(file, SegmentHead.LIMIT).replace(marks);
  }

  void replace(List<WavMark> marks) throws IOException {
    check(marks);
    checkRest();
    List<Chunk> old = old();
    MarkChunks chunks = new MarkChunks();
    for (Chunk chunk : old) {
      keep(chunk, chunks);
    }
    chunks.add(marks);
    byte[] fresh = chunks.bytes();
    long cut = cut(old);
    checkRoom(WavForm.even(cut) + fresh.length);
    if (fresh.length > 0 || !old.isEmpty()) {
      write(cut, fresh, old);
    }
  }

  // --- what is there

  /** All chunks that hold marks, whoever wrote them. */
  private List<Chunk> old() throws IOException {
    List<Chunk> old = new ArrayList<>();
    for (Chunk chunk : form.chunks()) {
      if (chunk.id() == ChunkId.CUE || isTexts(chunk)) {
        if (chunk.length() > MAX_CHUNK) {
          throw new IOException(
              "The chunk '%s' at byte %d holds %d bytes; marks never need so many"
                  .formatted(ChunkId.name(chunk.id()), chunk.start(), chunk.length()));
        }
        old.add(chunk);
      }
    }
    return old;
  }

  private boolean isTexts(Chunk chunk) throws IOException {
    return chunk.id() == ChunkId.LIST
        && chunk.length() >= Integer.BYTES
        && WavForm.id(file, chunk.content()) == ChunkId.ADTL;
  }

  private void keep(Chunk chunk, MarkChunks chunks) throws IOException {
    byte[] content = WavForm.bytes(file, chunk.content(), (int) chunk.length());
    if (chunk.id() == ChunkId.CUE) {
      chunks.keepPoints(content);
    } else {
      chunks.keepTexts(content);
    }
  }

  /** Where marks that stand last begin; else where the form ends. */
  private long cut(List<Chunk> old) throws IOException {
    long cut = Math.min(form.end(), file.size());
    for (Chunk chunk : form.chunks().reversed()) {
      if (!old.contains(chunk)) {
        break;
      }
      cut = chunk.start();
    }
    return cut;
  }

  // --- what is refused

  private void check(List<WavMark> marks) throws IOException {
    if (marks.size() > MAX_MARKS) {
      throw new IOException(marks.size() + " marks are more than " + MAX_MARKS);
    }
    long frames = frames();
    for (WavMark mark : marks) {
      long end = mark.frame() + mark.frames();
      if (end > WavForm.UNSAID) {
        throw new IOException(
            "The mark at frame "
                + mark.frame()
                + " cannot be written: marks of WAV files count frames with 32 bits, up to "
                + WavForm.UNSAID);
      }
      if (end > frames) {
        throw new IOException(
            "The mark from frame %d to %d is not within the %d frames of the file"
                .formatted(mark.frame(), end, frames));
      }
    }
  }

  private long frames() throws IOException {
    Chunk format = chunk(ChunkId.FMT);
    int length = (int) Math.min(format.length(), WaveFormat.LONGEST);
    byte[] content = WavForm.bytes(file, format.content(), length);
    return chunk(ChunkId.DATA).length() / WaveFormat.parse(content).frameLength();
  }

  private Chunk chunk(int id) throws UnsupportedFormatException {
    return form.first(id)
        .orElseThrow(
            () -> new UnsupportedFormatException("A WAV file without '" + ChunkId.name(id) + "'"));
  }

  /** Behind the form may lie marks whose writing was cut short, and nothing else. */
  private void checkRest() throws IOException {
    long start = WavForm.even(form.end());
    int length = Math.clamp(file.size() - start, 0, Integer.BYTES);
    String found = new String(WavForm.bytes(file, start, length), StandardCharsets.ISO_8859_1);
    if (!ChunkId.name(ChunkId.CUE).startsWith(found)
        && !ChunkId.name(ChunkId.LIST).startsWith(found)) {
      throw new IOException(
          "Behind the end of the form, at byte %d, lie %d bytes that are no part of it"
              .formatted(form.end(), file.size() - form.end()));
    }
  }

  private void checkRoom(long end) throws IOException {
    Chunk first = form.chunks().getFirst();
    boolean free = first.id() == ChunkId.JUNK || first.id() == ChunkId.DS64; // once cut short
    boolean room = free && first.length() >= WIDE_LENGTH;
    if (!form.wide() && isTooLong(end) && !room) {
      throw new IOException(
          "With its marks the file would be longer than 32 bits say, and its head has no room for"
              + " the lengths of RF64");
    }
  }

  private boolean isTooLong(long end) {
    return end - ChunkId.HEADER > limit;
  }

  // --- written

  private void write(long cut, byte[] fresh, List<Chunk> old) throws IOException {
    long start = WavForm.even(cut);
    long end = fresh.length > 0 ? start + fresh.length : cut;
    if (cut < form.end()) {
      end(cut);
    }
    file.truncate(cut);
    if (fresh.length > 0) {
      byte[] padded = new byte[(int) (end - cut)];
      System.arraycopy(fresh, 0, padded, (int) (start - cut), fresh.length);
      StoredBytes.replace(file, cut, padded);
    }
    force();
    if (!form.wide() && isTooLong(end)) {
      widen(end);
    } else {
      end(end);
    }
    for (Chunk chunk : old) {
      if (chunk.start() < cut) {
        StoredBytes.replace(file, chunk.start(), name(ChunkId.JUNK));
      }
    }
    force();
  }

  private void end(long end) throws IOException {
    long length = end - ChunkId.HEADER;
    if (form.wide()) {
      StoredBytes.replace(file, WavForm.FIRST_CHUNK + ChunkId.HEADER, wide(length));
    } else {
      StoredBytes.replace(file, Integer.BYTES, numbers((int) length));
    }
  }

  /**
   * Makes it RF64. The length of the samples stays where it is, too: it still has 32 bits, and so
   * it counts (EBU Tech 3306, 4).
   */
  private void widen(long end) throws IOException {
    Chunk data = chunk(ChunkId.DATA);
    long lengths = WavForm.FIRST_CHUNK + ChunkId.HEADER;
    StoredBytes.replace(file, lengths, wide(end - ChunkId.HEADER, data.length(), frames()));
    StoredBytes.replace(file, WavForm.FIRST_CHUNK, name(ChunkId.DS64));
    StoredBytes.replace(file, 0, numbers(Integer.reverseBytes(ChunkId.RF64), (int) WavForm.UNSAID));
  }

  private void force() throws IOException {
    if (file instanceof FileChannel stored) {
      stored.force(false);
    }
  }

  private static byte[] name(int id) {
    return numbers(Integer.reverseBytes(id));
  }

  private static byte[] numbers(int... values) {
    ByteBuffer out = ByteBuffer.allocate(values.length * Integer.BYTES);
    out.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    return out.array();
  }

  private static byte[] wide(long... values) {
    ByteBuffer out = ByteBuffer.allocate(values.length * Long.BYTES);
    out.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return out.array();
  }
}
