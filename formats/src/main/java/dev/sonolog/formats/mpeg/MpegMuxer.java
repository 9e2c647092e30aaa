package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.tags.Id3v2;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a Layer III track at frame borders. Each segment is a tag and an Info frame (the head), a
 * {@link ReservoirFrame}, the one or two frames before the cut once more, and then the track's
 * frames byte for byte; the Info frame tells players to drop all that is played before the cut. One
 * thread; what it remembers of a track is bounded.
 *
 * <p>The first segment of a connection can begin behind the first frame whose main data is
 * complete: what cannot be decoded exactly is not recorded.
 */
final class MpegMuxer implements SegmentMuxer {
  private final PreRoll preRoll = new PreRoll();
  private @Nullable Open open;
  private OptionalLong expected = OptionalLong.empty();

  /** A segment that is being written. */
  private record Open(SegmentSink sink, MpegHeader info, BodyTally body, long before) {
    /** Playable frames: all but the reservoir frame and the repeated ones. */
    long frames() {
      return body.frames() - before;
    }
  }

  @Override
  public boolean canBegin() {
    return preRoll.complete();
  }

  @Override
  public void begin(SegmentTags tags, SegmentSink sink) throws IOException {
    if (open != null || !canBegin()) {
      throw new IllegalStateException(
          open != null ? "A segment is open" : "The frames before this one are not complete");
    }
    MpegHeader info = InfoFrame.header(preRoll.newest().header());
    BodyTally body = expected.isPresent() ? BodyTally.withoutCrc() : new BodyTally();
    byte[] tag = Id3v2.write(Id3v2.LENGTH, Optional.of(tags), OptionalLong.empty(), List.of());
    sink.head(joined(tag, InfoFrame.provisional(info, framesOf(expected))));
    expected = OptionalLong.empty();
    append(sink, body);
    open = new Open(sink, info, body, body.frames());
  }

  @Override
  public void expect(long samples) {
    expected = OptionalLong.of(samples);
  }

  /** All frames of a segment behind its Info frame. */
  private OptionalLong framesOf(OptionalLong samples) {
    MpegHeader header = preRoll.newest().header();
    return samples.isPresent()
        ? OptionalLong.of(
            1 + PreRoll.frames(header) + Math.ceilDiv(samples.getAsLong(), header.samples()))
        : samples;
  }

  /** {@inheritDoc} In the middle the reservoir frame plays, silently, and so do the repeated. */
  @Override
  public List<StreamElement.Packet> leadIn() {
    if (!canBegin()) {
      return List.of();
    }
    List<StreamElement.Packet> packets = new ArrayList<>();
    byte[] reservoir = preRoll.reservoirFrame();
    MpegHeader header = MpegHeader.parse(ByteBuffer.wrap(reservoir).getInt()).orElseThrow();
    packets.add(new MpegFrame(header, reservoir, preRoll.newest().endPosition()));
    preRoll.repeated().forEach(packets::add);
    return packets;
  }

  private void append(SegmentSink sink, BodyTally body) throws IOException {
    byte[] reservoir = preRoll.reservoirFrame();
    sink.append(reservoir, 0, reservoir.length);
    body.addReservoir(reservoir);
    for (MpegFrame frame : preRoll.repeated()) {
      sink.append(frame.bytes(), 0, frame.bytes().length);
      body.add(frame);
    }
  }

  @Override
  public void write(StreamElement.Packet packet) throws IOException {
    if (!(packet instanceof MpegFrame frame) || !preRoll.continuedBy(frame)) {
      throw new IllegalArgumentException("The packet belongs to another track");
    }
    if (open != null) {
      open.sink().append(frame.bytes(), 0, frame.bytes().length);
      open.body().add(frame);
    }
    preRoll.add(frame);
  }

  @Override
  public long seal(SegmentTags tags, List<Chapter> chapters) throws IOException {
    Open sealed = open;
    if (sealed == null) {
      throw new IllegalStateException("No segment is open");
    }
    open = null;
    long samples = sealed.frames() * sealed.info().samples();
    byte[] tag =
        Id3v2.write(
            Id3v2.LENGTH,
            Optional.of(tags),
            OptionalLong.of(samples),
            chapters,
            sealed.body().places().stored());
    sealed.sink().replaceHead(joined(tag, InfoFrame.sealed(sealed.info(), sealed.body())));
    return samples;
  }

  /** The head of a segment: the tag, then the Info frame. */
  static byte[] joined(byte[] tag, byte[] infoFrame) {
    byte[] head = Arrays.copyOf(tag, tag.length + infoFrame.length);
    System.arraycopy(infoFrame, 0, head, tag.length, infoFrame.length);
    return head;
  }
}
