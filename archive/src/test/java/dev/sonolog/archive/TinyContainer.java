package dev.sonolog.archive;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Damage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The simplest container that has all that the archive asks for: a head of fixed length with the
 * tags as lines of text and, once sealed, the count of samples; packets of a mark and a fixed
 * length behind it.
 */
final class TinyContainer implements Container {
  static final int HEAD = 1024;
  static final int PACKET = 64;
  static final int PACKET_SAMPLES = 480;
  static final byte MARK = 'P';
  static final AudioFormat FORMAT = new AudioFormat(Codec.MPEG_LAYER_3, new SampleRate(48_000), 2);

  private static final String MAGIC = "TINY";

  /** The head of a segment that is being written, or of a sealed one. */
  static byte[] head(Optional<SegmentTags> tags, Optional<Long> samples) {
    StringBuilder text = new StringBuilder(MAGIC).append('\n');
    text.append(samples.map(String::valueOf).orElse("?")).append('\n');
    tags.ifPresent(t -> append(text, t));
    return Arrays.copyOf(text.toString().getBytes(StandardCharsets.UTF_8), HEAD);
  }

  /** The packet that follows {@code number} others: its bytes say which it is. */
  static byte[] packet(long number) {
    ByteBuffer packet = ByteBuffer.allocate(PACKET).put(MARK).putLong(number);
    while (packet.hasRemaining()) {
      packet.put((byte) (number * 31 + packet.position()));
    }
    return packet.array();
  }

  private static void append(StringBuilder text, SegmentTags t) {
    text.append(t.source()).append('\n');
    text.append(t.station().orElse("")).append('\n');
    text.append(t.start()).append('\n');
    text.append(t.run()).append('\n');
    text.append(t.number()).append('\n');
    text.append(t.firstSample()).append('\n');
    t.gapBefore()
        .ifPresent(
            g ->
                text.append(g.from())
                    .append('\n')
                    .append(g.cause())
                    .append('\n')
                    .append(g.tries())
                    .append('\n'));
  }

  @Override
  public String name() {
    return "Tiny";
  }

  @Override
  public boolean sniff(ByteInput input) throws IOException {
    return input.ensure(4)
        && input.peek(0) == 'T'
        && input.peek(1) == 'I'
        && input.peek(2) == 'N'
        && input.peek(3) == 'Y';
  }

  @Override
  public PacketReader reader(ByteInput input) {
    throw new UnsupportedOperationException("The archive reads no packets");
  }

  @Override
  public SegmentMuxer muxer(StreamElement.TrackHeader header) {
    throw new UnsupportedOperationException("The archive makes no segments");
  }

  @Override
  public InspectedSegment inspect(SeekableByteChannel file) throws IOException {
    byte[] bytes = bytes(file);
    if (bytes.length < HEAD + PACKET) {
      throw new MalformedSegmentException("No packet in " + bytes.length + " bytes");
    }
    String[] lines =
        new String(bytes, 0, HEAD, StandardCharsets.UTF_8).split("\0", 2)[0].split("\n", -1);
    List<Damage> damages = new ArrayList<>();
    long packets = 0;
    int at = HEAD;
    for (; at + PACKET <= bytes.length; at += PACKET) {
      if (bytes[at] == MARK) {
        packets++;
      } else {
        damages.add(new Damage(at, PACKET, "no mark"));
      }
    }
    if (packets == 0) {
      throw new MalformedSegmentException("No packet");
    }
    long samples = packets * PACKET_SAMPLES;
    boolean sealed = lines[1].equals(String.valueOf(samples));
    return new InspectedSegment(
        FORMAT, tags(lines), HEAD, at, samples, 0, 0, List.of(), sealed, damages);
  }

  @Override
  public InspectedSegment repair(SeekableByteChannel file) throws IOException {
    InspectedSegment found = inspect(file);
    file.truncate(found.length());
    file.position(0);
    ByteBuffer head = ByteBuffer.wrap(head(found.tags(), Optional.of(found.samples())));
    while (head.hasRemaining()) {
      file.write(head);
    }
    return inspect(file);
  }

  private static Optional<SegmentTags> tags(String[] l) {
    if (l.length < 9) {
      return Optional.empty();
    }
    Optional<SegmentTags.GapNote> gap =
        l.length < 12
            ? Optional.empty()
            : Optional.of(
                new SegmentTags.GapNote(OffsetDateTime.parse(l[8]), l[9], Integer.parseInt(l[10])));
    return Optional.of(
        new SegmentTags(
            l[2],
            Optional.of(l[3]).filter(s -> !s.isEmpty()),
            OffsetDateTime.parse(l[4]),
            l[5],
            Integer.parseInt(l[6]),
            Long.parseLong(l[7]),
            gap));
  }

  private static byte[] bytes(SeekableByteChannel file) throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) file.size());
    file.position(0);
    while (all.hasRemaining() && file.read(all) > 0) {
      // until it is whole
    }
    return all.array();
  }
}
