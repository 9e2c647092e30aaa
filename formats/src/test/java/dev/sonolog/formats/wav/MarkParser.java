package dev.sonolog.formats.wav;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Reads the marks of a file as the description of RIFF has them, and insists that its chunks fill
 * it to the last byte.
 */
final class MarkParser {
  private final ByteBuffer file;
  private final Map<Integer, Mark> marks = new TreeMap<>();
  private final List<String> names = new ArrayList<>();
  private long wideData;
  private int samples;

  /** What a point says. */
  record Mark(int number, long frame, long frames, String text) {}

  private MarkParser(byte[] file) {
    this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  static MarkParser of(byte[] file) {
    MarkParser parser = new MarkParser(file);
    parser.form();
    return parser;
  }

  List<Mark> marks() {
    return List.copyOf(marks.values());
  }

  /** The names of the chunks in order; of a list with its kind. */
  List<String> names() {
    return names;
  }

  /** Where the samples begin. */
  int samples() {
    return samples;
  }

  private void form() {
    String form = text(4);
    long length = Integer.toUnsignedLong(file.getInt());
    assertThat(form).isIn("RIFF", "RF64");
    assertThat(text(4)).isEqualTo("WAVE");
    if (form.equals("RF64")) {
      assertThat(length).isEqualTo(0xFFFF_FFFFL);
      assertThat(text(4)).isEqualTo("ds64");
      file.getInt();
      length = file.getLong();
      wideData = file.getLong();
      file.position(12);
    }
    assertThat(length + 8).isEqualTo(file.limit());
    while (file.hasRemaining()) {
      chunk();
    }
  }

  private void chunk() {
    String name = text(4);
    long said = Integer.toUnsignedLong(file.getInt());
    int length = Math.toIntExact(name.equals("data") && said == 0xFFFF_FFFFL ? wideData : said);
    ByteBuffer content = file.slice(file.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    if (name.equals("data")) {
      samples = file.position();
    }
    file.position(file.position() + length);
    if ((length & 1) == 1) {
      assertThat(file.get()).isZero();
    }
    names.add(name);
    if (name.equals("cue ")) {
      points(content);
    } else if (name.equals("LIST")) {
      list(content);
    }
  }

  private void points(ByteBuffer content) {
    int count = content.getInt();
    assertThat(content.remaining()).isEqualTo(24 * count);
    for (int i = 0; i < count; i++) {
      int number = content.getInt();
      long position = Integer.toUnsignedLong(content.getInt());
      assertThat(text(content, 4)).isEqualTo("data");
      assertThat(content.getLong()).isZero();
      assertThat(Integer.toUnsignedLong(content.getInt())).isEqualTo(position);
      assertThat(marks.put(number, new Mark(number, position, 0, ""))).isNull();
    }
  }

  private void list(ByteBuffer content) {
    String kind = text(content, 4);
    names.set(names.size() - 1, "LIST " + kind);
    while (kind.equals("adtl") && content.hasRemaining()) {
      String name = text(content, 4);
      int length = content.getInt();
      ByteBuffer text = content.slice(content.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      content.position(content.position() + length + (length & 1));
      about(name, text);
    }
  }

  private void about(String name, ByteBuffer text) {
    int number = text.getInt();
    assertThat(marks).as("point " + number).containsKey(number);
    Mark mark = Objects.requireNonNull(marks.get(number));
    if (name.equals("labl")) {
      byte[] label = new byte[text.remaining() - 1];
      text.get(label);
      assertThat(text.get()).isZero();
      marks.put(
          number,
          new Mark(number, mark.frame(), mark.frames(), new String(label, StandardCharsets.UTF_8)));
    } else if (name.equals("ltxt")) {
      marks.put(
          number,
          new Mark(number, mark.frame(), Integer.toUnsignedLong(text.getInt()), mark.text()));
      assertThat(text(text, 4)).isEqualTo("rgn ");
      assertThat(text.remaining()).isEqualTo(8);
    }
  }

  private String text(int length) {
    return text(file, length);
  }

  private static String text(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
