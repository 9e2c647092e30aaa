package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is recorded at its time, and when it is loud, by the product as its users start it. */
@Timeout(300)
class ScheduleTest {
  private static final String SOURCES =
      """
      [general]
      timezone = UTC
      [mic]
      type = signal
      signal = counter
      sample_rate = 48000
      mode = manual
      pre_roll = 1 s
      [noise]
      type = signal
      signal = noise
      mode = manual
      trigger_level = -40
      trigger_after = 1 s
      """;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  @TempDir private Path folder;

  private static String schedule(String name, Instant from, Instant to) {
    LocalDateTime begin = LocalDateTime.ofInstant(from, ZoneOffset.UTC);
    LocalDateTime end = LocalDateTime.ofInstant(to, ZoneOffset.UTC);
    return "[schedule %s]\nsource = mic\ndate = %s\ntime = %s-%s\n"
        .formatted(name, begin.toLocalDate(), TIME.format(begin), TIME.format(end));
  }

  private void configure(String text) throws IOException {
    Files.writeString(folder.resolve("config.ini"), text);
  }

  private String run(String... command) throws IOException {
    Tool.Result result = Product.run(folder, command);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }

  private JsonNode agenda() throws IOException {
    return JsonMapper.shared().readTree(run("schedule", "--json")).at("/bookings");
  }

  @Test
  void whatOverlapsIsRecordedAtItsTimeAsSpansOfOneCapture() throws Exception {
    configure(SOURCES);
    try (WebSide web = WebSide.start(folder, Map.of(), "run")) {
      Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(6);
      configure(
          SOURCES
              + schedule("one", begin, begin.plusSeconds(4))
              + schedule("two", begin.plusSeconds(2), begin.plusSeconds(5)));
      run("reload");
      assertThat(agenda().size()).isEqualTo(2);
      Awaitility.await("both are over")
          .atMost(90, TimeUnit.SECONDS)
          .until(() -> kept(web).size() == 2);
      JsonNode two = kept(web).get(0);
      JsonNode one = kept(web).get(1);
      assertSpan(one, "one", begin, begin.plusSeconds(4));
      assertSpan(two, "two", begin.plusSeconds(2), begin.plusSeconds(5));
      assertThat(one.at("/files").toString())
          .as("one capture")
          .isEqualTo(two.at("/files").toString());
      Path file = folder.resolve("two.wav");
      run(
          "export",
          "mic",
          two.at("/from").asString(),
          two.at("/to").asString(),
          "--output",
          file.toString());
      long samples = (Files.size(file) - WavFile.HEAD) / (2 * Short.BYTES);
      assertThat(samples).isBetween(3L * 48_000 - 4_800, 3L * 48_000 + 4_800);
      Awaitility.await("the noise is recorded")
          .until(
              () ->
                  web.json("/api/v1/studio/noise")
                      .at("/take/startedBy")
                      .asString()
                      .equals("level"));
    }
  }

  private static JsonNode kept(WebSide web) throws IOException {
    JsonNode takes = web.json("/api/v1/studio/mic/takes").at("/takes");
    boolean isOver = takes.valueStream().allMatch(it -> it.at("/state").asString().equals("kept"));
    return isOver ? takes : JsonMapper.shared().createArrayNode();
  }

  private static void assertSpan(JsonNode take, String name, Instant from, Instant to) {
    Duration exactly = Duration.ofMillis(50);
    assertThat(take.at("/name").asString()).isEqualTo(name);
    assertThat(take.at("/startedBy").asString()).isEqualTo("schedule");
    assertThat(take.at("/note").asString()).as("nothing is missing").isEmpty();
    assertThat(Instant.parse(take.at("/from").asString()))
        .isBetween(from.minus(exactly), from.plus(exactly));
    assertThat(Instant.parse(take.at("/to").asString()))
        .isBetween(to.minus(exactly), to.plus(exactly));
  }

  @Test
  void withoutARecorderTheConfigurationSaysWhatIsToCome() throws Exception {
    configure(SOURCES + "[schedule evening]\nsource = mic\ndays = daily\ntime = 20:00-21:00\n");
    assertThat(agenda().size()).isBetween(7, 8);
    assertThat(run("schedule", "--days", "1")).contains("evening").contains("waiting");
    configure(SOURCES);
    assertThat(run("schedule")).contains("Nothing is scheduled");
  }
}
