package dev.sonolog.formats.frames;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.tags.Id3v2;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a track at the borders of frames that stand alone: a segment is a tag (the head) and the
 * frames, byte for byte; bodies put together are the track. There is no way to tell a player to
 * drop samples, so nothing is repeated. One thread; it remembers nothing.
 */
public final class TaggedMuxer implements SegmentMuxer {
  private final int missingPreRoll;
  private @Nullable SegmentSink sink;
  private long samples;
  private long bytes;
  private FramePlaces places = new FramePlaces();

  /**
   * @param missingPreRoll what {@link #missingPreRoll()} says of such frames
   */
  public TaggedMuxer(int missingPreRoll) {
    this.missingPreRoll = missingPreRoll;
  }

  @Override
  public int missingPreRoll() {
    return missingPreRoll;
  }

  @Override
  public boolean canBegin() {
    return true;
  }

  /** Whether a segment was begun and not sealed yet. */
  public boolean open() {
    return sink != null;
  }

  /** Whether a segment is open that holds no frame yet. */
  public boolean empty() {
    return sink != null && samples == 0;
  }

  @Override
  public void begin(SegmentTags tags, SegmentSink into) throws IOException {
    if (sink != null) {
      throw new IllegalStateException("A segment is open");
    }
    into.head(Id3v2.write(Id3v2.LENGTH, Optional.of(tags), OptionalLong.empty(), List.of()));
    sink = into;
    samples = 0;
    bytes = 0;
    places = new FramePlaces();
  }

  @Override
  public void write(StreamElement.Packet packet) throws IOException {
    if (sink != null) {
      sink.append(packet.bytes(), 0, packet.bytes().length);
      places.add(bytes, packet.samples());
      bytes += packet.bytes().length;
      samples += packet.samples();
    }
  }

  @Override
  public long seal(SegmentTags tags, List<Chapter> chapters) throws IOException {
    SegmentSink sealed = sink;
    if (sealed == null) {
      throw new IllegalStateException("No segment is open");
    }
    sink = null;
    sealed.replaceHead(
        Id3v2.write(
            Id3v2.LENGTH, Optional.of(tags), OptionalLong.of(samples), chapters, places.stored()));
    return samples;
  }
}
