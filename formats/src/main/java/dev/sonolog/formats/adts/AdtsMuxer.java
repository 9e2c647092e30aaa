package dev.sonolog.formats.adts;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.frames.TaggedMuxer;
import java.io.IOException;
import java.util.List;

/**
 * Cuts an ADTS track at frame borders: none is repeated and none lost, each is written byte for
 * byte. One thread; it remembers no frame.
 *
 * <p>One exception: some encoders say the channels of a stream without channel configuration in its
 * first frame alone, although every frame must (ISO/IEC 13818-7, 8.5). No player opens a file that
 * does not say them, so the first frame of each segment is made to.
 */
final class AdtsMuxer implements SegmentMuxer {
  /**
   * A frame's block transform covers its own 1024 samples and the 1024 before them, which only the
   * sum of both frames' halves gives exactly (time domain aliasing cancellation, ISO/IEC 13818-7,
   * 11.3.3): whoever begins with a frame hears the other half missing. ADTS cannot tell a player to
   * drop samples, so the frame before is left where it is. One frame is enough for the low
   * complexity profile; the noise generator (PNS), prediction and SBR remember more, and no count
   * of frames makes them exact.
   */
  static final int MISSING_PRE_ROLL = 1_024;

  private final TaggedMuxer frames = new TaggedMuxer(MISSING_PRE_ROLL);
  private final AudioFormat format;
  private AdtsSetup setup;

  /**
   * @throws IllegalArgumentException if the header is none of ADTS
   */
  AdtsMuxer(StreamElement.TrackHeader header) {
    format = header.format();
    setup = setup(header);
  }

  private static AdtsSetup setup(StreamElement.TrackHeader header) {
    if (header.setup() instanceof AdtsSetup adts) {
      return adts;
    }
    throw new IllegalArgumentException("No AAC in ADTS: " + header.format());
  }

  @Override
  public boolean canBegin() {
    return frames.canBegin();
  }

  @Override
  public int missingPreRoll() {
    return frames.missingPreRoll();
  }

  @Override
  public void begin(SegmentTags tags, SegmentSink sink) throws IOException {
    frames.begin(tags, sink);
  }

  /** {@inheritDoc} Only between segments: players expect one kind of frames in a file. */
  @Override
  public void link(StreamElement.TrackHeader header) {
    if (frames.open()) {
      throw new IllegalStateException("A segment is open, and ADTS knows no chains");
    }
    if (!header.format().equals(format)) {
      throw new IllegalArgumentException(header.format() + " cannot go on with " + format);
    }
    setup = setup(header);
  }

  @Override
  public void write(StreamElement.Packet packet) throws IOException {
    if (!(packet instanceof AdtsFrame frame)
        || !frame.header().rate().equals(format.rate())
        || !setup.matches(frame.header())) {
      throw new IllegalArgumentException("The packet belongs to another track");
    }
    frames.write(frames.empty() ? saidAlone(frame) : frame);
  }

  /** The first frame of a segment, with all that a player must know. */
  private AdtsFrame saidAlone(AdtsFrame frame) {
    return setup.programConfig().map(frame::saying).orElse(frame);
  }

  @Override
  public long seal(SegmentTags tags, List<Chapter> chapters) throws IOException {
    return frames.seal(tags, chapters);
  }
}
