package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sonolog.archive.SeenTitle;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.Call;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.recording.RecordingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Titles, from the bytes of the stream into the catalogue and into files. */
@Tag("alone")
@Timeout(60)
class SourceLifeTitleTest {
  private static final CountedFrame FRAME = CountedFrame.USUAL;
  private static final int SAMPLES = 1_152;

  /** A block of metadata stands after so many frames. */
  private static final int FRAMES_OF_AN_INTERVAL = 10;

  /** Nobody can decode the first frame of a connection exactly: the first file begins behind it. */
  private static final int FIRST = 1;

  @TempDir Path directory;
  private final ScaledTime time = ScaledTime.by(20);

  @Test
  void titlesAreRowsAndChaptersAtTheirSampleAndGoOnIntoTheNextFile() throws Exception {
    List<StoredSegment> segments = record(true);
    assertThat(segments).hasSize(2);
    StoredSegment first = segments.get(0);
    StoredSegment second = segments.get(1);
    assertThat(titles.get(0))
        .extracting(SeenTitle::text, SeenTitle::sample)
        .containsExactly(tuple("Björk - Jóga", sample(10)), tuple("It's; a 'test'", sample(60)));
    assertThat(titles.get(1)).extracting(SeenTitle::text).containsExactly("It's; a 'test'", "Last");
    assertThat(titles.get(1).get(1).sample()).isEqualTo(sample(100));
    assertThat(chapters(first))
        .containsExactly(
            chapter(first, 10, 60, "Björk - Jóga"),
            chapter(first, 60, FIRST + framesOf(first), "It's; a 'test'"));
    int border = FIRST + framesOf(first);
    assertThat(chapters(second))
        .containsExactly(
            chapter(second, border, 100, "It's; a 'test'"),
            chapter(second, 100, border + framesOf(second), "Last"));
  }

  @Test
  void nobodyKeepsTitlesWhoDoesNotWantTo() throws Exception {
    List<StoredSegment> segments = record(false);
    assertThat(segments).hasSize(2);
    assertThat(titles).allSatisfy(seen -> assertThat(seen).isEmpty());
    for (StoredSegment segment : segments) {
      assertThat(chapters(segment)).isEmpty();
    }
    Timeline.assertOneRun(segments);
  }

  private List<List<SeenTitle>> titles = List.of();

  private List<StoredSegment> record(boolean keepTitles) throws Exception {
    try (Station station = Station.playing(SourceLifeTitleTest::play);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      Wanted wanted =
          Wanted.source("radio", station.uri("/live"), directory).longest(Duration.ofSeconds(2));
      archive.apply(keepTitles ? wanted : wanted.withoutTitles());
      archive.await("radio", RecordingState.Waiting.class);
      archive.stop();
      List<StoredSegment> segments = archive.sealed("radio");
      titles =
          List.of(
              archive.stored().titles(segments.get(0)), archive.stored().titles(segments.get(1)));
      return segments;
    }
  }

  private static void play(Call call) throws IOException {
    if (call.number() > 1) {
      call.hold();
      return;
    }
    int interval = FRAMES_OF_AN_INTERVAL * FRAME.length();
    call.head("ICY 200 OK", "content-type: audio/mpeg", "icy-metaint: " + interval);
    for (int from = 0; from < 150; from += FRAMES_OF_AN_INTERVAL) {
      call.send(FRAME.bytes(from, from + FRAMES_OF_AN_INTERVAL));
      call.send(
          switch (from + FRAMES_OF_AN_INTERVAL) {
            case 10 -> block("StreamTitle='Björk - Jóga';");
            case 60 -> block("StreamTitle='It's; a 'test'';");
            case 100 -> block("StreamTitle='Last';StreamUrl='';");
            default -> new byte[1];
          });
    }
  }

  /** A length in units of 16 bytes, and the text, padded. */
  private static byte[] block(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int units = Math.ceilDiv(utf8.length, 16);
    byte[] block = new byte[1 + 16 * units];
    block[0] = (byte) units;
    System.arraycopy(utf8, 0, block, 1, utf8.length);
    return block;
  }

  private static long sample(int frame) {
    return (long) (frame - FIRST) * SAMPLES;
  }

  private static int framesOf(StoredSegment segment) {
    return Math.toIntExact(segment.content().orElseThrow().samples() / SAMPLES);
  }

  /** A chapter as another program reads it: milliseconds from the start of the file, and title. */
  private static String chapter(StoredSegment segment, int from, int to, String title) {
    return millis(sample(from) - segment.firstSample())
        + "-"
        + millis(sample(to) - segment.firstSample())
        + " "
        + title;
  }

  private static long millis(long samples) {
    return samples * 1_000 / 44_100;
  }

  private static List<String> chapters(StoredSegment segment) {
    String said =
        Tool.run(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "chapter=start,end,time_base:chapter_tags=title",
                "-of",
                "csv=p=0:s=|",
                segment.file().toString())
            .orFail()
            .output();
    return new String(said.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        .lines()
        .map(SourceLifeTitleTest::chapter)
        .toList();
  }

  private static String chapter(String line) {
    List<String> fields = Arrays.asList(line.split("\\|"));
    assertThat(fields.get(0)).isEqualTo("1/1000");
    return fields.get(1) + "-" + fields.get(2) + " " + fields.get(3);
  }
}
