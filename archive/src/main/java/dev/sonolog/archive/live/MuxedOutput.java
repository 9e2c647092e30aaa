package dev.sonolog.archive.live;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Packets in their own container, or in one for browsers, as one file that goes on and on across
 * the borders of the stored ones. Where a decoder would have to begin anew it ends: players stop at
 * a second link of a chain.
 */
final class MuxedOutput implements LiveOutput {
  private final Function<TrackHeader, SegmentMuxer> muxers;
  private final SegmentTags tags;
  private final SegmentSink sink;
  private TrackHeader header;
  private SegmentMuxer muxer;
  private boolean begun;
  private boolean atBorder;
  private @Nullable Packet inFront;
  private @Nullable Packet newest;

  /**
   * @param muxers one for a track, which writes all of it into one file
   * @throws IllegalArgumentException if there is none for the track
   */
  MuxedOutput(
      Function<TrackHeader, SegmentMuxer> muxers,
      TrackHeader header,
      StoredSegment segment,
      ByteArrayOutputStream out) {
    this.muxers = muxers;
    this.header = header;
    this.muxer = muxers.apply(header);
    this.sink = new StreamSink(out);
    this.tags =
        new SegmentTags(
            segment.source(),
            Optional.empty(),
            segment.start().atOffset(ZoneOffset.UTC),
            segment.run(),
            segment.number(),
            segment.firstSample(),
            Optional.empty());
  }

  @Override
  public boolean goesOnWith(TrackHeader next) {
    if (begun || !next.format().equals(header.format())) {
      return next.equals(header);
    }
    header = next;
    muxer = muxers.apply(next);
    return true;
  }

  @Override
  public void nextFile() {
    atBorder = begun;
    inFront = null;
  }

  @Override
  public void remember(Packet packet) throws IOException {
    inFront = packet;
    if (!begun) {
      muxer.write(packet);
    }
  }

  @Override
  public boolean write(Packet packet) throws IOException {
    if (atBorder && !follows()) {
      return false;
    }
    atBorder = false;
    if (!begun && muxer.canBegin()) {
      muxer.begin(tags, sink);
      begun = true;
    }
    try {
      muxer.write(packet);
    } catch (IllegalArgumentException _) {
      return false; // of another track, although its header says nothing of that
    }
    newest = packet;
    return true;
  }

  /** Whether the decoder may go on: the file begins with the end of the one before. */
  private boolean follows() {
    return switch (header.format().codec()) {
      case VORBIS, OPUS ->
          newest != null && inFront != null && inFront.fingerprint() == newest.fingerprint();
      case MPEG_LAYER_2, MPEG_LAYER_3, AAC, FLAC, OGG_FLAC, PCM -> true;
    };
  }

  @Override
  public void end() throws IOException {
    if (begun) {
      muxer.seal(tags, List.of());
    }
  }

  /** What was sent cannot be replaced: the first head is the last. */
  private record StreamSink(ByteArrayOutputStream out) implements SegmentSink {
    @Override
    public void head(byte[] bytes) {
      out.writeBytes(bytes);
    }

    @Override
    public void append(byte[] bytes, int offset, int length) {
      out.write(bytes, offset, length);
    }

    @Override
    public void updateHead(byte[] bytes) {
      // was right at once, as far as that goes
    }

    @Override
    public void replaceHead(byte[] bytes) {
      // was right at once, as far as that goes
    }
  }
}
