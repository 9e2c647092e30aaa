package dev.sonolog.alsa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.capture.PacketSource;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was heard of the scripted card, each sample held against the number that the card gave it.
 * Frames that are missing without a word, doubled or torn fail at once.
 */
final class Heard {
  /**
   * A place where the card's numbers jump.
   *
   * @param told what the source said is lost
   * @param truth what the card's numbers say
   */
  record Jump(long told, long truth, String reason) {}

  final List<Jump> jumps = new ArrayList<>();
  long frames;
  int blocks;
  long position;
  private final PacketSource source;
  private final StreamElement.TrackHeader header;
  private final int[] channels;
  private long next;
  private boolean knowsNext = true;
  private long told;
  private String reason = "";

  Heard(PacketSource source, int... picked) throws IOException {
    this.source = source;
    header = (StreamElement.TrackHeader) source.next();
    channels =
        picked.length == 0 ? IntStream.range(0, header.format().channels()).toArray() : picked;
  }

  /** The card was captured before: the first frame may have any number. */
  Heard fromAnyFrame() {
    knowsNext = false;
    return this;
  }

  /** The number of the frame behind the last one, as the card counts them. */
  long next() {
    return next;
  }

  StreamElement.TrackHeader header() {
    return header;
  }

  SampleFormat format() {
    return ((PcmSetup) header.setup()).sampleFormat();
  }

  /** Listens until so many frames were heard in all. */
  Heard listen(long until) throws IOException {
    while (frames < until) {
      listen();
    }
    return this;
  }

  /** Listens until the source fails; the failure is thrown. */
  void listenToTheEnd() throws IOException {
    while (true) {
      listen();
    }
  }

  private void listen() throws IOException {
    switch (source.next()) {
      case StreamElement.Lost lost -> {
        told += lost.samples();
        reason += lost.reason();
      }
      case PcmBlock block -> check(block);
      case StreamElement other -> throw new AssertionError("Unexpected " + other);
    }
  }

  private void check(PcmBlock block) {
    assertThat(block.frameLength()).isEqualTo(channels.length * format().length());
    if (!knowsNext) {
      next = number(block, 0, 0) / 32;
      knowsNext = true;
    }
    if (told > 0) {
      long truth = Math.floorMod(number(block, 0, 0) / 32 - next, (mask() + 1) / 32);
      jumps.add(new Jump(told, truth, reason));
      next += truth;
      told = 0;
      reason = "";
    }
    for (int frame = 0; frame < block.samples(); frame++) {
      for (int channel = 0; channel < channels.length; channel++) {
        long expected = (next * 32 + channels[channel]) & mask();
        if (number(block, frame, channel) != expected) {
          throw new AssertionError(
              "Frame " + next + ", channel " + channel + ": " + number(block, frame, channel));
        }
      }
      next++;
    }
    blocks++;
    frames += block.samples();
    position += block.bytes().length;
    assertThat(block.endPosition()).isEqualTo(position);
  }

  private long mask() {
    return switch (format()) {
      case S16 -> 0xffffL;
      case S24, FLOAT -> 0xffffffL;
      case S32 -> 0xffffffffL;
    };
  }

  private long number(PcmBlock block, int frame, int channel) {
    int length = format().length();
    int at = frame * block.frameLength() + channel * length;
    long bits = 0;
    for (int i = 0; i < length; i++) {
      bits |= (block.bytes()[at + i] & 0xffL) << (8 * i);
    }
    return format() == SampleFormat.FLOAT
        ? Math.round(Float.intBitsToFloat((int) bits) * 16_777_216.0)
        : bits;
  }
}
