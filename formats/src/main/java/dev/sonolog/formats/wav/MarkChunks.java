package dev.sonolog.formats.wav;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The content of "cue " and of a "LIST" of the kind "adtl" (Multimedia Programming Interface 1.0):
 * points, what they are called, and how long they last. Ours are told by their numbers; those of
 * others are kept as they are, each once. Made for one file.
 */
final class MarkChunks {
  /** The most marks of ours in a file. */
  static final int MAX_MARKS = 1 << 16;

  /** The first of our numbers: "SN", and room for all marks. */
  private static final int FIRST_NUMBER = 0x534E_0000;

  private static final int POINT = 24;
  private static final int REGION = 20;

  private final Set<ByteBuffer> points = new LinkedHashSet<>();
  private final Set<ByteBuffer> texts = new LinkedHashSet<>();

  // --- those of others

  /** Keeps the points of a "cue " chunk that are not ours; any bytes. */
  void keepPoints(byte[] content) {
    ByteBuffer in = little(content);
    in.position(Math.min(Integer.BYTES, in.limit()));
    while (in.remaining() >= POINT) {
      byte[] point = new byte[POINT];
      in.get(point);
      if (!isOurs(little(point).getInt())) {
        points.add(little(point));
      }
    }
  }

  /** Keeps what an "adtl" list says of points that are not ours; any bytes. */
  void keepTexts(byte[] content) {
    ByteBuffer in = little(content);
    in.position(Math.min(Integer.BYTES, in.limit()));
    while (in.remaining() >= ChunkId.HEADER) {
      int id = Integer.reverseBytes(in.getInt());
      int length = Math.clamp(Integer.toUnsignedLong(in.getInt()), 0, in.remaining());
      byte[] text = new byte[length];
      in.get(text);
      in.position(Math.min(in.position() + (length & 1), in.limit()));
      if (length < Integer.BYTES || !isOurs(little(text).getInt())) {
        texts.add(chunk(id, text));
      }
    }
  }

  private static boolean isOurs(int number) {
    return number >= FIRST_NUMBER && number < FIRST_NUMBER + MAX_MARKS;
  }

  // --- ours

  void add(List<WavMark> marks) {
    for (int i = 0; i < marks.size(); i++) {
      add(FIRST_NUMBER + i, marks.get(i));
    }
  }

  private void add(int number, WavMark mark) {
    ByteBuffer point = little(new byte[POINT]);
    point.putInt(number).putInt((int) mark.frame()).putInt(Integer.reverseBytes(ChunkId.DATA));
    points.add(point.putInt(0).putInt(0).putInt((int) mark.frame()).flip());
    byte[] text = mark.text().replace('\0', ' ').getBytes(StandardCharsets.UTF_8);
    ByteBuffer label = little(new byte[Integer.BYTES + text.length + 1]);
    texts.add(chunk(ChunkId.LABL, label.putInt(number).put(text).array()));
    if (mark.frames() > 0) {
      ByteBuffer region = little(new byte[REGION]);
      region.putInt(number).putInt((int) mark.frames());
      region.putInt(Integer.reverseBytes(ChunkId.RGN));
      texts.add(chunk(ChunkId.LTXT, region.array()));
    }
  }

  // --- written

  /** Both chunks, of even length; empty if there is nothing to say. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!points.isEmpty()) {
      out.writeBytes(chunk(ChunkId.CUE, content(points.size(), points)).array());
    }
    if (!texts.isEmpty()) {
      int kind = Integer.reverseBytes(ChunkId.ADTL);
      out.writeBytes(chunk(ChunkId.LIST, content(kind, texts)).array());
    }
    return out.toByteArray();
  }

  private static byte[] content(int first, Set<ByteBuffer> rest) {
    int length = rest.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer content = little(new byte[Integer.BYTES + length]).putInt(first);
    rest.forEach(part -> content.put(part.duplicate()));
    return content.array();
  }

  private static ByteBuffer chunk(int id, byte[] content) {
    ByteBuffer out = little(new byte[ChunkId.HEADER + content.length + (content.length & 1)]);
    out.putInt(Integer.reverseBytes(id)).putInt(content.length).put(content);
    return out.rewind();
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
