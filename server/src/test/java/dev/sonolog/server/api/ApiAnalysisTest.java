package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.RATE;
import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.GapCause;
import dev.sonolog.formats.Codec;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.api.Visitor.Reply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sections, peaks and the timeline. */
class ApiAnalysisTest {
  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    visitor = new Visitor(archive);
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  @Test
  void aSectionAcrossFilesIsOne() throws Exception {
    short[] signal = signal(40, 18, 22, 1);
    int half = signal.length / 2;
    archive.record(
        "a",
        SOURCE,
        START,
        Codec.PCM,
        List.of(Arrays.copyOf(signal, half), Arrays.copyOfRange(signal, half, signal.length)));
    JsonNode sections = sections("/sources/studio", "");
    assertThat(sections.at("/sections").size()).isEqualTo(1);
    assertThat(sections.at("/sections/0/start").asDouble()).isBetween(17.8, 18.1);
    assertThat(sections.at("/sections/0/end").asDouble()).isBetween(21.9, 22.6);
    assertThat(sections.at("/sections/0/peakDbfs").asDouble()).isBetween(-5.0, -4.0);
    JsonNode one = visitor.get("/api/v1/recordings/a.0/sections").json();
    assertThat(one.at("/sections/0/end").asDouble()).isBetween(19.9, 20.0);
    assertThat(sections("/sources/studio", "&margin=60").at("/sections").size()).isZero();
    assertThat(sections("/sources/studio", "&minDuration=5").at("/sections").size()).isZero();
    Reply labels = sectionsAs("audacity");
    assertThat(labels.text().lines()).hasSize(1);
    assertThat(labels.text()).matches("1[78]\\.\\d{6}\t2[12]\\.\\d{6}\t.*dB\n");
    assertThat(sectionsAs("csv").text()).startsWith("source,from,to,");
    assertThat(sectionsAs("cue").text()).contains("TRACK 02 AUDIO");
  }

  private JsonNode sections(String of, String more) throws Exception {
    Reply reply =
        visitor.get(
            "/api/v1" + of + "/sections?from=2026-05-23T20:00:00Z&to=2026-05-23T20:01:00Z" + more);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private Reply sectionsAs(String format) throws Exception {
    return visitor.get(
        "/api/v1/sources/studio/sections?from=2026-05-23T20:00:00Z&to=2026-05-23T20:01:00Z&format="
            + format);
  }

  @Test
  void settingsOutsideTheirLimitsAreRefusedWithThem() throws Exception {
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(1, 0, 0, 1)));
    for (String wrong : List.of("margin=0.5", "margin=NaN", "margin=1e400", "minGap=-1")) {
      Reply reply = visitor.get("/api/v1/recordings/a.0/sections?" + wrong);
      assertThat(reply.status()).as(wrong).isEqualTo(400);
      assertThat(reply.detail()).contains(wrong.substring(0, wrong.indexOf('=')), "from", "to");
    }
  }

  @Test
  void peaksAreTheLowestAndHighestSamples() throws Exception {
    short[] signal = signal(2, 0.5, 1, 1);
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal));
    JsonNode peaks = visitor.get("/api/v1/recordings/a.0/peaks?zoom=512&format=json").json();
    assertThat(peaks.at("/sample_rate").asInt()).isEqualTo(RATE.hertz());
    assertThat(peaks.at("/length").asInt()).isEqualTo(32);
    for (int i = 0; i < 32; i++) {
      short[] sorted = Arrays.copyOfRange(signal, 512 * i, Math.min(signal.length, 512 * (i + 1)));
      Arrays.sort(sorted);
      assertThat(peaks.at("/data/" + 2 * i).asInt()).isEqualTo(sorted[0]);
      assertThat(peaks.at("/data/" + (2 * i + 1)).asInt()).isEqualTo(sorted[sorted.length - 1]);
    }
    Reply data = visitor.get("/api/v1/recordings/a.0/peaks?zoom=512&bits=8");
    ByteBuffer dat = ByteBuffer.wrap(data.body()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(List.of(dat.getInt(), dat.getInt(), dat.getInt(), dat.getInt()))
        .containsExactly(2, 1, 8_000, 512);
    assertThat(data.body()).hasSize(24 + 64);
    assertThat(
            visitor
                .get("/api/v1/recordings/a.0/peaks?pixels=10&format=json")
                .json()
                .at("/length")
                .asInt())
        .isEqualTo(10);
    assertThat(visitor.get("/api/v1/recordings/a.0/peaks?pixels=10&zoom=300").status())
        .isEqualTo(400);
    Reply part =
        visitor.get("/api/v1/recordings/a.0/peaks?from=0.512&to=1.024&zoom=512&format=json");
    assertThat(part.json().at("/length").asInt()).isEqualTo(8);
    assertThat(part.json().at("/data/0").asInt()).isEqualTo(peaks.at("/data/16").asInt());
  }

  @Test
  void peaksOfASpanAreFlatWhereNothingWasRecorded() throws Exception {
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(1, 0, 1, 1)));
    archive.record("b", SOURCE, START.plusSeconds(2), Codec.PCM, List.of(signal(1, 0, 1, 2)));
    JsonNode peaks =
        visitor
            .get(
                "/api/v1/sources/studio/peaks?from=2026-05-23T20:00:00Z&to=2026-05-23T20:00:03Z"
                    + "&zoom=800&format=json")
            .json();
    assertThat(peaks.at("/length").asInt()).isEqualTo(30);
    assertThat(peaks.at("/data/1").asInt()).isGreaterThan(15_000);
    assertThat(peaks.at("/data/31").asInt()).isZero();
    assertThat(peaks.at("/data/59").asInt()).isGreaterThan(15_000);
    Reply nothing =
        visitor.get(
            "/api/v1/sources/studio/peaks?from=2026-05-23T19:00:00Z&to=2026-05-23T19:00:03Z");
    assertThat(nothing.status()).isEqualTo(404);
    assertThat(nothing.detail()).contains("never recorded");
  }

  @Test
  void theTimelineTellsWhatIsMissingAndWhy() throws Exception {
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(60, 0, 0, 1)));
    archive.record("b", SOURCE, START.plusSeconds(100), Codec.PCM, List.of(signal(20, 0, 0, 2)));
    archive.gap(START.plusSeconds(60), START.plusSeconds(100), GapCause.UNREACHABLE);
    String span = "?from=2026-05-23T20:00:00Z&to=2026-05-23T20:02:00Z";
    JsonNode coverage = visitor.get("/api/v1/sources/studio/coverage" + span).json();
    assertThat(coverage.at("/spans").size()).isEqualTo(2);
    assertThat(coverage.at("/gaps/0/cause").asString()).isEqualTo("unreachable");
    assertThat(coverage.at("/gaps/0/from").asString()).isEqualTo("2026-05-23T20:01:00Z");
    assertThat(coverage.at("/days/0/date").asString()).isEqualTo("2026-05-23");
    assertThat(coverage.at("/days/0/percent").asDouble()).isBetween(66.6, 66.7);
    JsonNode gaps = visitor.get("/api/v1/sources/studio/gaps" + span).json();
    assertThat(gaps.at("/gaps")).isEqualTo(coverage.at("/gaps"));
    JsonNode at = visitor.get("/api/v1/sources/studio/at?time=2026-05-23T22:00:30%2B02:00").json();
    assertThat(at.at("/recorded").asBoolean()).isTrue();
    assertThat(at.at("/recording/id").asString()).isEqualTo("a.0");
    assertThat(at.at("/offset").asDouble()).isEqualTo(30);
    JsonNode gap = visitor.get("/api/v1/sources/studio/at?time=2026-05-23T20:01:30Z").json();
    assertThat(gap.at("/recorded").asBoolean()).isFalse();
    assertThat(gap.at("/gap/cause").asString()).isEqualTo("unreachable");
    assertThat(gap.at("/before/id").asString()).isEqualTo("a.0");
    assertThat(gap.at("/after/id").asString()).isEqualTo("b.0");
    assertThat(visitor.get("/api/v1/sources/studio/gaps?from=1990-01-01T00:00:00Z").status())
        .isEqualTo(400);
  }
}
