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
 * Cuts a track at frame borders. Frames do not depend on each other, so each segment is a head and
 * the track's frames, numbered from 0; their audio stays byte for byte as it was. Nothing waits in
 * the muxer. One thread; constant memory.
 *
 * <p>Each frame is decoded for the MD5 of the head. A frame that cannot be decoded is recorded all
 * the same, and the MD5 is left out.
 */
final class FlacMuxer implements SegmentMuxer {
  private static final System.Logger LOG = System.getLogger(FlacMuxer.class.getName());

  private FlacTrack track;
  private @Nullable Open open;

  /** A segment that is being written. */
  private record Open(SegmentSink sink, BodyTally body, PcmDigest digest) {}

  /**
   * @throws IllegalArgumentException if the header is none of FLAC
   */
  FlacMuxer(StreamElement.TrackHeader header) {
    this.track = FlacTrack.of(header);
  }

  @Override
  public boolean canBegin() {
    return true;
  }

  @Override
  public void begin(SegmentTags tags, SegmentSink sink) throws IOException {
    if (open != null) {
      throw new IllegalStateException("A segment is open");
    }
    sink.head(SegmentHead.provisional(track, tags));
    open = new Open(sink, new BodyTally(track), new PcmDigest(track.setup().bitDepth()));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the packet belongs to another track; also behind a frame
   *     that is smaller than the track's
   */
  @Override
  public void write(StreamElement.Packet packet) throws IOException {
    if (!(packet instanceof FlacFrame frame)
        || !track.continuedBy(frame.header(), Optional.empty())) {
      throw new IllegalArgumentException("The packet belongs to another track");
    }
    if (open != null) {
      byte[] bytes = frame.renumbered(open.body().nextNumber());
      open.sink().append(bytes, 0, bytes.length);
      open.body().add(frame.header(), bytes.length);
      open.digest().add(frame.header(), frame.bytes());
    }
    track = track.with(frame.header());
  }

  @Override
  public long seal(SegmentTags tags, List<Chapter> chapters) throws IOException {
    Open sealed = open;
    if (sealed == null) {
      throw new IllegalStateException("No segment is open");
    }
    open = null;
    sealed.digest().failure().ifPresent(FlacMuxer::tell);
    sealed
        .sink()
        .replaceHead(
            SegmentHead.sealed(
                sealed.body(),
                sealed.digest().finish(),
                track.setup().vendor(),
                Optional.of(tags),
                chapters));
    return sealed.body().samples();
  }

  private static void tell(MalformedFrameException failure) {
    LOG.log(
        System.Logger.Level.WARNING,
        "A segment is sealed without the MD5 of its samples, as one of its frames cannot be"
            + " decoded: {0}",
        failure.getMessage());
  }
}
