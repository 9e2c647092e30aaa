package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SegmentsTest {
  private static final MpegContainer CONTAINER = new MpegContainer();

  static SegmentTags tags(int number) {
    return new SegmentTags(
        "studio",
        Optional.of("Radio Köln"),
        OffsetDateTime.parse("2026-10-25T02:30:00.123456789+02:00"),
        "run-1",
        number,
        number * 1_152L,
        Optional.of(
            new SegmentTags.GapNote(
                OffsetDateTime.parse("2026-10-25T02:29:00+02:00"), "connection lost", 3)));
  }

  @Test
  void aSealedSegmentSaysWhatItHolds() throws IOException {
    MemoryFile file = new MemoryFile();
    SegmentMuxer muxer = CONTAINER.muxer(MpegFrames.usual().format());
    MpegReader reader =
        new MpegReader(
            new ByteInput(
                new ByteArrayInputStream(MpegFrames.stream(MpegFrames.usual(), 20)), 16 << 10));
    assertThat(reader.next()).isEqualTo(new StreamElement.TrackHeader(MpegFrames.usual().format()));
    muxer.write((StreamElement.Packet) reader.next());
    muxer.begin(tags(0), file);
    for (int i = 0; i < 19; i++) {
      muxer.write((StreamElement.Packet) reader.next());
    }
    List<Chapter> chapters =
        List.of(new Chapter(Duration.ZERO, Duration.ofMillis(200), "Première"));
    assertThat(muxer.seal(tags(1), chapters)).isEqualTo(19 * 1_152);
    InspectedSegment found = CONTAINER.inspect(file);
    assertThat(found.tags()).contains(tags(1));
    assertThat(found.sealed()).isTrue();
    assertThat(found.samples()).isEqualTo(19 * 1_152);
    assertThat(found.length()).isEqualTo(file.size());
    assertThat(found.damages()).isEmpty();
  }
}
