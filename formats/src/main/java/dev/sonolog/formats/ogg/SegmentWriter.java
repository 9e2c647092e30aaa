package dev.sonolog.formats.ogg;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One segment that is being written: the pages of its first link, and of the links that follow it
 * in a chain. Owned by a muxer. The pages of a following link begin with its first packet, so that
 * no link is empty.
 */
final class SegmentWriter {
  /** A page with so much audio is closed: a killed recorder loses no more than that. */
  private static final Duration PAGE = Duration.ofMillis(200);

  private final OggHead head;
  private final SegmentSink sink;
  private final LinkTally tally;
  private LinkWriter link;
  private @Nullable LinkStart next;
  private int links = 1;
  private long samplesBefore;

  SegmentWriter(OggHead head, SegmentSink sink) {
    this.head = head;
    this.sink = sink;
    this.tally = head.track().tally();
    this.link = link(head.track(), head.serial(), head.pages(), head.preSkip(), tally);
  }

  private LinkWriter link(
      OggTrack track, int serial, int sequence, int preSkip, LinkTally counting) {
    long most = track.format().rate().samples(PAGE);
    OggPageWriter.Out out = page -> sink.append(page, 0, page.length);
    return new LinkWriter(track, preSkip, counting, new OggPageWriter(serial, sequence, most, out));
  }

  void begin(SegmentTags tags) throws IOException {
    sink.head(head.bytes(Optional.of(tags), OptionalLong.empty(), List.of(), LinkTally.NONE));
  }

  void write(OggPacket packet) throws IOException {
    if (next != null) {
      beginLink(next);
      next = null;
    }
    link.write(packet);
  }

  private void beginLink(LinkStart start) throws IOException {
    link = link(start.track(), head.serial() + links, 0, start.preSkip(), LinkTally.NONE);
    links++;
    link.headers();
    for (OggPacket packet : start.preRoll()) {
      link.write(packet);
    }
  }

  /** Ends the link; another one follows. */
  void link(LinkStart start) throws IOException {
    if (next == null) {
      samplesBefore += link.end();
    }
    next = start;
  }

  /** Ends the segment; its samples. */
  long seal(SegmentTags tags, List<Chapter> chapters) throws IOException {
    long samples = next == null ? samplesBefore + link.end() : samplesBefore;
    sink.replaceHead(head.bytes(Optional.of(tags), OptionalLong.of(samples), chapters, tally));
    return samples;
  }
}
