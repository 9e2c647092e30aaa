package dev.sonolog.formats.streaming;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packets as they are, each wrapped; nothing is repeated in front and nothing corrected at the end.
 * One thread.
 */
final class WrappingMuxer implements SegmentMuxer {
  private final Wrapping wrapping;
  private @Nullable SegmentSink open;
  private long samples;

  WrappingMuxer(Wrapping wrapping) {
    this.wrapping = wrapping;
  }

  @Override
  public boolean canBegin() {
    return true;
  }

  @Override
  public void begin(SegmentTags tags, SegmentSink sink) throws IOException {
    if (open != null) {
      throw new IllegalStateException("A stream is open");
    }
    open = sink;
    sink.head(wrapping.head());
  }

  @Override
  public void write(StreamElement.Packet packet) throws IOException {
    write(packet.bytes(), packet.samples());
  }

  void write(byte[] packet, int count) throws IOException {
    if (open != null) {
      byte[] wrapped = wrapping.wrapped(packet, samples, count);
      open.append(wrapped, 0, wrapped.length);
      samples += count;
    }
  }

  @Override
  public long seal(SegmentTags tags, List<Chapter> chapters) {
    if (open == null) {
      throw new IllegalStateException("No stream is open");
    }
    open = null;
    return samples;
  }
}
