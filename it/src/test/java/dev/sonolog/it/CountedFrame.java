package dev.sonolog.it;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Layer III frames that carry their number where the audio would be: what is lost, doubled or out
 * of order shows. Their side information is zero, so every decoder plays silence, and no frame
 * needs the one before it (ISO/IEC 11172-3, 2.4.1.7 and 2.4.2.7).
 */
enum CountedFrame {
  /** MPEG-1, 44.1 kHz, stereo, 128 kbit/s. */
  USUAL(3, 9, 0, 0, 44_100, 1_152, 417, 36),
  /** The same track at 192 kbit/s. */
  FINER(3, 11, 0, 0, 44_100, 1_152, 626, 36),
  /** MPEG-2, 22.05 kHz, mono, 64 kbit/s. */
  LOW(2, 8, 0, 3, 22_050, 576, 208, 13),
  /** MPEG-2.5, 8 kHz, mono, 8 kbit/s: a whole night is small. */
  NIGHT(0, 1, 2, 3, 8_000, 576, 72, 13);

  private static final int MARK = 0x4E;
  private static final int DIGITS = 5;

  private final int word;
  private final int hertz;
  private final int samples;
  private final int length;
  private final int mainData;

  CountedFrame(
      int version,
      int bitrateIndex,
      int rateIndex,
      int mode,
      int hertz,
      int samples,
      int length,
      int mainData) {
    this.word =
        0xFFE3_0000 | (version << 19) | (bitrateIndex << 12) | (rateIndex << 10) | (mode << 6);
    this.hertz = hertz;
    this.samples = samples;
    this.length = length;
    this.mainData = mainData;
  }

  private SampleRate rate() {
    return new SampleRate(hertz);
  }

  /** The bytes of one frame. */
  int length() {
    return length;
  }

  /** How long so many frames play. */
  Duration time(long frames) {
    return rate().duration(frames * samples);
  }

  /** How many whole frames play in a stretch of time. */
  int framesIn(Duration time) {
    return Math.toIntExact(rate().samples(time) / samples);
  }

  /** The frames from one number up to, but not with, another. */
  byte[] bytes(int from, int to) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int number = from; number < to; number++) {
      frames.writeBytes(bytes(number));
    }
    return frames.toByteArray();
  }

  private byte[] bytes(int number) {
    ByteBuffer frame = ByteBuffer.allocate(length).putInt(word);
    frame.put(mainData, (byte) MARK);
    for (int digit = 0; digit < DIGITS; digit++) {
      frame.put(mainData + 1 + digit, (byte) ((number >>> (7 * digit)) & 0x7F));
    }
    return frame.array();
  }

  /** The numbers of the frames that a sealed file plays, in their order: without its pre-roll. */
  static List<Integer> numbersIn(Path file) throws IOException {
    List<Packet> packets = Frames.of(Files.readAllBytes(file));
    CountedFrame kind = of(packets.getLast());
    // The Info frame, the reservoir frame, and as many frames again as settle the filters.
    int preRoll = 2 + Math.ceilDiv(1_056, kind.samples);
    List<Integer> numbers = new ArrayList<>();
    for (Packet packet : packets.subList(preRoll, packets.size())) {
      numbers.add(of(packet).number(packet));
    }
    return numbers;
  }

  private static CountedFrame of(Packet packet) {
    int head = ByteBuffer.wrap(packet.bytes()).getInt();
    for (CountedFrame kind : values()) {
      if (kind.word == head) {
        return kind;
      }
    }
    throw new AssertionError("No frame of these tests: " + Integer.toHexString(head));
  }

  private int number(Packet packet) {
    byte[] bytes = packet.bytes();
    if (bytes[mainData] != MARK) {
      throw new AssertionError("A frame without a number");
    }
    int number = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      number |= bytes[mainData + 1 + digit] << (7 * digit);
    }
    return number;
  }
}
