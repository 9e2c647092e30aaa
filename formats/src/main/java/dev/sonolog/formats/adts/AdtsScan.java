package dev.sonolog.formats.adts;

import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.frames.FramePlaces;
import dev.sonolog.formats.frames.FrameScan;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * One reading of a whole file: what its tag says, and what its frames are. Made for one inspection;
 * knows a segment of ours by its tag, or, when the tag was never written, by the room for it.
 */
final class AdtsScan {
  private final FrameScan<AdtsHeader, AdtsFrame> frames;
  private final FramePlaces places = new FramePlaces();
  private long samples;

  private AdtsScan(SeekableByteChannel file) throws IOException {
    this.frames = new FrameScan<>(AdtsReader.SYNTAX, AdtsFrame.class, file);
    frames.read(frames.tag().ours(), this::count);
  }

  private void count(AdtsFrame frame) {
    samples += frame.samples();
    places.add(frame.position() - frames.bodyStart(), frame.samples());
  }

  /**
   * @throws MalformedSegmentException if the file holds no whole frame
   */
  static AdtsScan of(SeekableByteChannel file) throws IOException {
    return new AdtsScan(file);
  }

  /** Whether the file was written by us: by its tag, or by a head that never reached the disk. */
  private boolean ours() {
    return frames.tag().ours() || frames.headNeverWritten();
  }

  /** Where the last whole frame ends, in bytes from the start of the file. */
  long end() {
    return frames.end();
  }

  /** Whether the head says the same as the frames, and nothing broken follows them. */
  boolean sealed() throws IOException {
    return !frames.torn(ours()) && (!ours() || frames.tagCounts(samples));
  }

  InspectedSegment result() throws IOException {
    return new InspectedSegment(
        frames.track().format(),
        frames.tag().tags(),
        ours() ? (int) frames.bodyStart() : 0,
        end(),
        samples,
        0,
        AdtsMuxer.MISSING_PRE_ROLL,
        frames.tag().chapters(),
        sealed(),
        frames.damages(ours()));
  }

  /** The head that a seal would write into a segment of ours. */
  Optional<byte[]> sealedHead() {
    return ours() ? frames.sealedTag(frames.bodyStart(), samples, places) : Optional.empty();
  }
}
