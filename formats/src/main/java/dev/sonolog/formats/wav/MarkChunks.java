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
  private final Set<ByteBuffer> labels = new LinkedHashSet<>();

  /** What is no label; behind all labels, for FFmpeg reads no further than these. */
  private final Set<ByteBuffer> others = new LinkedHashSet<>();

  // --- those of others

  /** Keeps the points of a "cue " chunk that are not ours; any bytes. */
  void keepPoints(byte[] content) {
    ByteBuffer in = little(content);
    in.position(Math.min(Integer.BYTES, in.limit()));
    while (in.remaining() >= POINT) {
      byte[] point = new byte[POINT];
      in.get(point);
      if (!isOurs(little(point).getInt())) {
        points.add(ByteBuffer.wrap(point));
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
        (id == ChunkId.LABL ? labels : others).add(ByteBuffer.wrap(chunk(id, text)));
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
    byte[] point = new byte[POINT];
    ByteBuffer out = little(point).putInt(number).putInt((int) mark.frame());
    out.putInt(Integer.reverseBytes(ChunkId.DATA)).putLong(0).putInt((int) mark.frame());
    points.add(ByteBuffer.wrap(point));
    byte[] text = mark.text().replace('\0', ' ').getBytes(StandardCharsets.UTF_8);
    byte[] label = new byte[Integer.BYTES + text.length + 1];
    little(label).putInt(number).put(text);
    labels.add(ByteBuffer.wrap(chunk(ChunkId.LABL, label)));
    if (mark.frames() > 0) {
      byte[] region = new byte[REGION];
      out = little(region).putInt(number).putInt((int) mark.frames());
      out.putInt(Integer.reverseBytes(ChunkId.RGN));
      others.add(ByteBuffer.wrap(chunk(ChunkId.LTXT, region)));
    }
  }

  // --- written

  /** Both chunks, of even length; empty if there is nothing to say. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!points.isEmpty()) {
      out.writeBytes(chunk(ChunkId.CUE, content(points.size(), points)));
    }
    Set<ByteBuffer> texts = new LinkedHashSet<>(labels);
    texts.addAll(others);
    if (!texts.isEmpty()) {
      int kind = Integer.reverseBytes(ChunkId.ADTL);
      out.writeBytes(chunk(ChunkId.LIST, content(kind, texts)));
    }
    return out.toByteArray();
  }

  private static byte[] content(int first, Set<ByteBuffer> rest) {
    int length = rest.stream().mapToInt(ByteBuffer::remaining).sum();
    byte[] content = new byte[Integer.BYTES + length];
    ByteBuffer out = little(content).putInt(first);
    rest.forEach(part -> out.put(part.duplicate()));
    return content;
  }

  /** Its length is that of the content; a byte behind it makes the next chunk begin even. */
  private static byte[] chunk(int id, byte[] content) {
    byte[] chunk = new byte[ChunkId.HEADER + content.length + (content.length & 1)];
    little(chunk).putInt(Integer.reverseBytes(id)).putInt(content.length).put(content);
    return chunk;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
