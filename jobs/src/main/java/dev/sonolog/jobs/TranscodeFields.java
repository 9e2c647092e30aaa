package dev.sonolog.jobs;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The fields of an order and of its result on the pipe. What may be absent is a byte that says
 * whether it is there, and its value all the same. Throws {@link IllegalArgumentException} for what
 * no order can be.
 */
final class TranscodeFields {
  private static final int LONGEST_TAG = 4 * FileTags.LONGEST;

  private TranscodeFields() {}

  // --- the order

  static void put(DataOutputStream out, TranscodeOrder order) throws IOException {
    out.writeInt(order.parts().size());
    for (InputPart part : order.parts()) {
      put(out, part);
    }
    MessageWriter.putText(out, order.output().toString(), MessageReader.LONGEST_PATH);
    MessageWriter.putText(out, order.kind().word(), MessageReader.LONGEST_NAME);
    put(out, order.samples());
    put(out, order.bitrate());
    FileTags tags = order.tags();
    for (String tag : List.of(tags.title(), tags.artist(), tags.date(), tags.comment())) {
      MessageWriter.putText(out, tag, LONGEST_TAG);
    }
  }

  static TranscodeOrder order(ByteBuffer in) {
    return new TranscodeOrder(
        parts(in),
        MessageReader.path(MessageReader.text(in, MessageReader.LONGEST_PATH)),
        kind(MessageReader.text(in, MessageReader.LONGEST_NAME)),
        samples(in),
        optionalInt(in),
        new FileTags(tag(in), tag(in), tag(in), tag(in)));
  }

  private static String tag(ByteBuffer in) {
    return MessageReader.text(in, LONGEST_TAG);
  }

  private static TargetKind kind(String word) {
    return TargetKind.of(word)
        .orElseThrow(() -> new IllegalArgumentException("a target of an unknown kind"));
  }

  // --- its parts

  private static void put(DataOutputStream out, InputPart part) throws IOException {
    switch (part) {
      case InputPart.Samples samples -> {
        out.writeBoolean(true);
        putPassage(out, samples);
      }
      case InputPart.Silence silence -> {
        out.writeBoolean(false);
        out.writeLong(silence.samples());
        out.writeInt(silence.rate().hertz());
      }
    }
  }

  /** Samples of a file. */
  static void putPassage(DataOutputStream out, InputPart.Samples samples) throws IOException {
    MessageWriter.putText(out, samples.file().toString(), MessageReader.LONGEST_PATH);
    out.writeLong(samples.from());
    out.writeBoolean(samples.to().isPresent());
    out.writeLong(samples.to().orElse(0));
    put(out, samples.rate().map(rate -> OptionalInt.of(rate.hertz())).orElse(OptionalInt.empty()));
  }

  private static List<InputPart> parts(ByteBuffer in) {
    int count = in.getInt();
    if (count < 1 || count > TranscodeOrder.MAX_PARTS) {
      throw new IllegalArgumentException(count + " parts");
    }
    List<InputPart> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(part(in));
    }
    return parts;
  }

  private static InputPart part(ByteBuffer in) {
    if (in.get() == 0) {
      return new InputPart.Silence(in.getLong(), new SampleRate(in.getInt()));
    }
    return passage(in);
  }

  /** What {@link #putPassage} wrote. */
  static InputPart.Samples passage(ByteBuffer in) {
    return new InputPart.Samples(
        MessageReader.path(MessageReader.text(in, MessageReader.LONGEST_PATH)),
        in.getLong(),
        optionalLong(in),
        optionalInt(in).stream().mapToObj(SampleRate::new).findFirst());
  }

  // --- the result

  static void put(DataOutputStream out, Transcoded result) throws IOException {
    put(out, result.samples());
    put(out, result.bitrate());
    out.writeInt(result.channels());
    out.writeInt(result.rate().hertz());
    out.writeLong(result.frames());
    out.writeLong(result.decoded());
    out.writeLong(result.brokenPackets());
    out.writeBoolean(result.exact());
  }

  static Transcoded result(ByteBuffer in) {
    return new Transcoded(
        samples(in),
        optionalInt(in),
        MessageReader.channels(in.getInt()),
        new SampleRate(in.getInt()),
        MessageReader.count(in.getLong()),
        MessageReader.count(in.getLong()),
        MessageReader.count(in.getLong()),
        in.get() != 0);
  }

  // --- what may be absent

  /** An empty word where there is none. */
  private static void put(DataOutputStream out, Optional<SampleFormat> samples) throws IOException {
    String word = samples.map(SampleFormat::word).orElse("");
    MessageWriter.putText(out, word, MessageReader.LONGEST_NAME);
  }

  private static Optional<SampleFormat> samples(ByteBuffer in) {
    String word = MessageReader.text(in, MessageReader.LONGEST_NAME);
    return word.isEmpty() ? Optional.empty() : Optional.of(MessageReader.format(word));
  }

  private static void put(DataOutputStream out, OptionalInt number) throws IOException {
    out.writeBoolean(number.isPresent());
    out.writeInt(number.orElse(0));
  }

  private static OptionalInt optionalInt(ByteBuffer in) {
    byte known = in.get();
    int number = in.getInt();
    return known == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static OptionalLong optionalLong(ByteBuffer in) {
    byte known = in.get();
    long number = in.getLong();
    return known == 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
