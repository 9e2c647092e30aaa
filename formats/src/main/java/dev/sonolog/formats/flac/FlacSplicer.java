package dev.sonolog.formats.flac;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames of several segments into one whose frames have many sizes (RFC 9639, 9.1: a stream
 * of one size may have a shorter frame at its end alone). Their audio stays byte for byte as it
 * was, but for a frame of fewer than 16 samples, which may stand at the end alone too (9.1.6): it
 * waits for the next, and both become one. One thread.
 */
final class FlacSplicer implements SegmentMuxer {
  /** The smallest block but the last, in samples. */
  private static final int MIN_BLOCK_SIZE = 16;

  private final FlacTrack track;
  private final FrameMaker maker;
  private long expected;
  private @Nullable Open open;

  /** A segment that is being written. */
  private static final class Open {
    private final SegmentSink sink;
    private final BodyTally body;
    private final Optional<PcmDigest> digest;
    private @Nullable FlacFrame waiting;

    Open(SegmentSink sink, BodyTally body, Optional<PcmDigest> digest) {
      this.sink = sink;
      this.body = body;
      this.digest = digest;
    }

    void write(FlacFrame frame) throws IOException {
      body.add(frame.header(), frame.appendAmongMany(body.nextNumber(), sink));
      if (digest.isPresent()) {
        digest.get().add(frame.header(), frame.bytes());
      }
    }
  }

  FlacSplicer(StreamElement.TrackHeader header) {
    FlacTrack first = FlacTrack.of(header);
    FlacSetup setup = first.setup();
    FlacSetup many =
        new FlacSetup(
            setup.bitDepth(),
            FlacFrameHeader.Strategy.VARIABLE,
            FlacFrameHeader.MAX_BLOCK_SIZE,
            setup.vendor());
    this.track = new FlacTrack(first.format(), many, FlacFrameHeader.MAX_BLOCK_SIZE);
    this.maker = new FrameMaker(setup.bitDepth());
  }

  @Override
  public boolean canBegin() {
    return true;
  }

  @Override
  public void expect(long samples) {
    expected = samples;
  }

  @Override
  public void begin(SegmentTags tags, SegmentSink sink) throws IOException {
    if (open != null) {
      throw new IllegalStateException("A segment is open");
    }
    sink.head(SegmentHead.provisional(track, tags, expected));
    Optional<PcmDigest> digest =
        expected == 0 ? Optional.of(new PcmDigest(track.setup().bitDepth())) : Optional.empty();
    open = new Open(sink, new BodyTally(track), digest);
    expected = 0;
  }

  /** {@inheritDoc} Frames of any sizes go on in the same stream. */
  @Override
  public boolean chains() {
    return true;
  }

  @Override
  public void link(StreamElement.TrackHeader header) {
    link(FlacTrack.of(header));
  }

  /** {@inheritDoc} No frame needs another. */
  @Override
  public void link(SegmentMuxer ahead) {
    if (!(ahead instanceof FlacSplicer next)) {
      throw new IllegalArgumentException("The frames belong to another container");
    }
    link(next.track);
  }

  private void link(FlacTrack next) {
    boolean same =
        next.format().equals(track.format()) && next.setup().bitDepth() == track.setup().bitDepth();
    if (!same) {
      throw new IllegalArgumentException(next.format() + " cannot go on with " + track.format());
    }
  }

  @Override
  public void write(StreamElement.Packet packet) throws IOException {
    if (!(packet instanceof FlacFrame frame)
        || !track.sameSound(frame.header(), Optional.empty())) {
      throw new IllegalArgumentException("The packet belongs to another track");
    }
    Open segment = open;
    if (segment != null) {
      write(segment, frame);
    }
  }

  private void write(Open segment, FlacFrame frame) throws IOException {
    FlacFrame next = frame;
    if (segment.waiting != null) {
      next = joined(segment.waiting, frame);
      segment.waiting = null;
    }
    if (next.samples() < MIN_BLOCK_SIZE) {
      segment.waiting = next;
    } else {
      segment.write(next);
    }
  }

  private FlacFrame joined(FlacFrame first, FlacFrame second) throws IOException {
    try {
      return maker.joined(first, second);
    } catch (MalformedFrameException e) {
      throw new IOException("A frame beside a very short one cannot be decoded", e);
    }
  }

  @Override
  public long seal(SegmentTags tags, List<Chapter> chapters) throws IOException {
    Open sealed = open;
    if (sealed == null) {
      throw new IllegalStateException("No segment is open");
    }
    open = null;
    if (sealed.waiting != null) {
      sealed.write(sealed.waiting);
    }
    String md5 = sealed.digest.map(PcmDigest::finish).orElse(StreamInfo.NO_MD5);
    sealed.sink.replaceHead(
        SegmentHead.sealed(sealed.body, md5, track.setup().vendor(), Optional.of(tags), chapters));
    return sealed.body.samples();
  }
}
