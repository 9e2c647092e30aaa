package dev.sonolog.formats.wav;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.pcm.PcmBlock;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the blocks of a track into segments, byte for byte; any sample is a place for a cut. About
 * every second of audio the head is brought up to date, so whoever copies the growing file finds a
 * whole one. One thread; it remembers nothing.
 */
final class WavMuxer implements SegmentMuxer {
  private final SegmentHead head;
  private @Nullable Open open;
  private long expected;

  /** A segment that is being written. */
  private static final class Open {
    private final SegmentSink sink;
    private final SegmentTags tags;
    private long samples;

    /** What its head says. */
    private long told;

    Open(SegmentSink sink, SegmentTags tags) {
      this.sink = sink;
      this.tags = tags;
    }
  }

  WavMuxer(SegmentHead head) {
    this.head = head;
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
    sink.head(head.provisional(tags, expected));
    open = new Open(sink, tags);
    open.told = expected;
    expected = 0;
  }

  @Override
  public void expect(long samples) {
    expected = samples;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the packet is no block of this track's frames
   */
  @Override
  public void write(StreamElement.Packet packet) throws IOException {
    if (!(packet instanceof PcmBlock block) || block.frameLength() != head.format().frameLength()) {
      throw new IllegalArgumentException("The packet belongs to another track");
    }
    if (open != null) {
      open.sink.append(block.bytes(), 0, block.bytes().length);
      open.samples += block.samples();
      tell(open);
    }
  }

  private void tell(Open segment) throws IOException {
    if (segment.samples - segment.told >= head.format().rate().hertz()) {
      segment.sink.updateHead(head.provisional(segment.tags, segment.samples));
      segment.told = segment.samples;
    }
  }

  @Override
  public long seal(SegmentTags tags, List<Chapter> chapters) throws IOException {
    Open sealed = open;
    if (sealed == null) {
      throw new IllegalStateException("No segment is open");
    }
    open = null;
    sealed.sink.append(new byte[1], 0, head.padding(sealed.samples));
    sealed.sink.replaceHead(head.sealed(Optional.of(tags), chapters, sealed.samples));
    return sealed.samples;
  }
}
