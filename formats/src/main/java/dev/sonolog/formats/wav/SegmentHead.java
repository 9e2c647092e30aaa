package dev.sonolog.formats.wav;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.tags.Id3v2;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the head of a segment, up to its first sample: always of the same length, so that the
 * samples are appended behind it and nothing but the head ever changes. The form begins with room
 * that "ds64" takes when 32 bits do not hold the lengths any more (EBU Tech 3306, 4).
 *
 * @param format of the samples
 * @param limit the longest form whose lengths stand in 32 bits, in bytes
 */
record SegmentHead(WaveFormat format, long limit) {
  /** The length of the head in bytes: whole sectors. */
  static final int LENGTH = 9_216;

  /** What 32 bits can say; the largest number says that it stands elsewhere. */
  static final long LIMIT = 0xFFFF_FFFEL;

  private static final int ELSEWHERE = 0xFFFF_FFFF;
  private static final int DS64_LENGTH = 28;

  /** The head of a segment that goes on, right for as many samples. */
  byte[] provisional(SegmentTags tags, long samples) {
    return bytes(Optional.of(tags), OptionalLong.empty(), List.of(), samples);
  }

  /** The head of a segment with all its samples. */
  byte[] sealed(Optional<SegmentTags> tags, List<Chapter> chapters, long samples) {
    return bytes(tags, OptionalLong.of(samples), chapters, samples);
  }

  /** The length of the samples, in bytes. */
  long dataLength(long samples) {
    return samples * format.frameLength();
  }

  /** How many bytes follow the samples so that the next chunk could begin at an even position. */
  int padding(long samples) {
    return (int) (dataLength(samples) & 1);
  }

  private byte[] bytes(
      Optional<SegmentTags> tags, OptionalLong sealed, List<Chapter> chapters, long samples) {
    ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    long data = dataLength(samples);
    long form = LENGTH - ChunkId.HEADER + data + padding(samples);
    boolean wide = form > limit;
    id(out, wide ? ChunkId.RF64 : ChunkId.RIFF).putInt(wide ? ELSEWHERE : (int) form);
    id(out, ChunkId.WAVE);
    chunk(
        out,
        wide ? ChunkId.DS64 : ChunkId.JUNK,
        wide ? ds64(form, data, samples) : new byte[DS64_LENGTH]);
    chunk(out, ChunkId.FMT, format.bytes());
    if (format.floating()) {
      id(out, ChunkId.FACT).putInt(Integer.BYTES).putInt(wide ? ELSEWHERE : (int) samples);
    }
    tags.ifPresent(it -> chunk(out, ChunkId.BEXT, BroadcastExtension.of(it, format)));
    chunk(out, ChunkId.ID3, Id3v2.write(Id3v2.LENGTH, tags, sealed, chapters));
    chunk(out, ChunkId.JUNK, new byte[out.remaining() - 2 * ChunkId.HEADER]);
    id(out, ChunkId.DATA).putInt(wide ? ELSEWHERE : (int) data);
    return out.array();
  }

  private static byte[] ds64(long form, long data, long samples) {
    ByteBuffer out = ByteBuffer.allocate(DS64_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    return out.putLong(form).putLong(data).putLong(samples).array();
  }

  private static ByteBuffer id(ByteBuffer out, int id) {
    return out.putInt(Integer.reverseBytes(id));
  }

  private static void chunk(ByteBuffer out, int id, byte[] content) {
    id(out, id).putInt(content.length).put(content);
    out.position(out.position() + (content.length & 1));
  }
}
