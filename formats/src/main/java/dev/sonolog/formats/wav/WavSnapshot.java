package dev.sonolog.formats.wav;

import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.StoredBytes;
import dev.sonolog.formats.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * The head of a file that is being written, with all its lengths right for the samples that are
 * there. Where they need 64 bits, "ds64" takes the place of a chunk that was left for it; a file
 * that has no such room gets the largest number, which readers take for "up to the end". Made for
 * one snapshot.
 */
final class WavSnapshot {
  /** No longer head is held in memory, in bytes. */
  private static final int MAX_HEAD = 1 << 20;

  /** The length of "ds64" without its table, in bytes (EBU Tech 3306, 4). */
  private static final int DS64_LENGTH = 28;

  private static final int ELSEWHERE = 0xFFFF_FFFF;

  private final long limit;
  private final ByteBuffer bytes;
  private final int start;
  private final int end;
  private final long data;
  private final long frames;

  private WavSnapshot(byte[] head, WavHead said, long frames, long limit) {
    this.limit = limit;
    this.bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    this.start = (int) said.start();
    this.end = head.length;
    this.frames = frames;
    this.data = frames * said.format().frameLength();
  }

  /**
   * @param length how many bytes of the file count
   * @param limit as {@link SegmentHead#limit}
   */
  static Snapshot of(SeekableByteChannel file, long length, long limit) throws IOException {
    try {
      WavHead head = SegmentScan.head(file);
      return head.dataStart() > Math.min(length, MAX_HEAD)
          ? Snapshot.unchanged(length)
          : patched(file, head, length, limit);
    } catch (UnsupportedFormatException | MalformedSegmentException _) {
      return Snapshot.unchanged(length);
    }
  }

  /** Behind the samples of a growing file comes nothing, whatever the head of another says. */
  private static Snapshot patched(SeekableByteChannel file, WavHead head, long length, long limit)
      throws IOException {
    long samplesEnd = head.tag().ours() ? Math.min(head.dataEnd(), length) : length;
    long frames = (samplesEnd - head.dataStart()) / head.format().frameLength();
    byte[] bytes = StoredBytes.read(file, 0, (int) head.dataStart());
    WavSnapshot snapshot = new WavSnapshot(bytes, head, frames, limit);
    snapshot.patch();
    return new Snapshot(head.dataStart() + snapshot.data, bytes);
  }

  private void patch() {
    long form = end - start - ChunkId.HEADER + data;
    boolean wide = id(start) != ChunkId.RIFF;
    if (!wide && form <= limit) {
      lengths((int) form, (int) data);
    } else {
      lengths(ELSEWHERE, ELSEWHERE);
      widen(form);
    }
    fact(wide || form > limit);
  }

  private void lengths(int form, int samples) {
    bytes.putInt(start + Integer.BYTES, form).putInt(end - Integer.BYTES, samples);
  }

  private void widen(long form) {
    int room = start + HeadReader.FORM_HEADER;
    int content = room + ChunkId.HEADER;
    boolean free = id(room) == ChunkId.JUNK || id(room) == ChunkId.DS64;
    if (!free || !fits(content, DS64_LENGTH) || length(room) < DS64_LENGTH) {
      return;
    }
    if (id(start) == ChunkId.RIFF) {
      putId(start, ChunkId.RF64);
      bytes.putInt(content + 3 * Long.BYTES, 0);
    }
    putId(room, ChunkId.DS64);
    bytes.putLong(content, form).putLong(content + Long.BYTES, data);
    bytes.putLong(content + 2 * Long.BYTES, frames);
  }

  /** The number of frames, which files of floating-point numbers say once more. */
  private void fact(boolean wide) {
    long at = (long) start + HeadReader.FORM_HEADER;
    while (fits(at, ChunkId.HEADER)) {
      int content = (int) at + ChunkId.HEADER;
      if (id((int) at) == ChunkId.FACT && fits(content, Integer.BYTES)) {
        bytes.putInt(content, wide ? ELSEWHERE : (int) frames);
      }
      at = content + WavForm.even(length((int) at));
    }
  }

  /** Whether so many bytes lie in front of the chunk of the samples. */
  private boolean fits(long at, int count) {
    return at + count <= end - ChunkId.HEADER;
  }

  private int id(int at) {
    return Integer.reverseBytes(bytes.getInt(at));
  }

  private void putId(int at, int id) {
    bytes.putInt(at, Integer.reverseBytes(id));
  }

  private long length(int chunk) {
    return Integer.toUnsignedLong(bytes.getInt(chunk + Integer.BYTES));
  }
}
