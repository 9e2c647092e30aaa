package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.api.Visitor.Reply;
import dev.sonolog.server.service.JobReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What recordings sound like as a whole. */
class ApiFactsTest {
  private static final String FACTS = "/api/v1/recordings/a.0/facts";

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

  /** 12 s of silence, then a second that stands at full scale. */
  private static short[] sound() {
    short[] samples = new short[13 * 8_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i < 12 * 8_000 ? 32 : Short.MAX_VALUE;
    }
    return samples;
  }

  private JsonNode awaited(String state) {
    return Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> visitor.get(FACTS).json(), it -> it.at("/state").asString().equals(state));
  }

  @Test
  void whatIsAskedForIsMeasuredOnceAndKept() throws Exception {
    archive.record("a", SOURCE, START, Codec.PCM, List.of(sound()));
    JsonNode before = visitor.get(FACTS).json();
    assertThat(before.at("/state").asString()).isEqualTo("none");
    assertThat(before.at("/reason").asString()).contains("Nobody");
    assertThat(visitor.send("POST", FACTS, "").status()).isIn(200, 202);
    JsonNode facts = awaited("measured").at("/facts");
    assertThat(facts.at("/seconds").asDouble()).isEqualTo(13);
    assertThat(facts.at("/clips").asInt()).isEqualTo(1);
    assertThat(facts.at("/silentSeconds").asDouble()).isEqualTo(12);
    assertThat(facts.at("/silences/0/from").asString()).isEqualTo("2026-05-23T20:00:00Z");
    assertThat(facts.at("/silences/0/to").asString()).isEqualTo("2026-05-23T20:00:12Z");
    assertThat(facts.at("/channels/0/offset").asDouble()).isBetween(0.07, 0.08);
    assertThat(facts.at("/channels/0/peak").asDouble()).isBetween(-0.01, 0.0);
    assertThat(facts.at("/silenceBelow").asDouble()).isEqualTo(-50);
    assertThat(visitor.send("POST", FACTS, "").status()).isEqualTo(200);
    visitor.close();
    visitor = new Visitor(archive);
    assertThat(visitor.get(FACTS).json().at("/facts")).isEqualTo(facts);
  }

  @Test
  void digitalSilenceHasNoLevels() throws Exception {
    archive.record("a", SOURCE, START, Codec.PCM, List.of(new short[8_000]));
    visitor.send("POST", FACTS, "");
    JsonNode facts = awaited("measured").at("/facts");
    assertThat(facts.at("/integrated").isNull()).isTrue();
    assertThat(facts.at("/truePeak").isNull()).isTrue();
    assertThat(facts.at("/channels/0/peak").isNull()).isTrue();
  }

  @Test
  void whatCannotBeDecodedHasAReason() throws Exception {
    archive.record("a", SOURCE, START, Codec.FLAC, List.of(signal(1, 0, 0, 1)));
    visitor.send("POST", FACTS, "");
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              JsonNode facts = visitor.get(FACTS).json();
              assertThat(facts.at("/state").asString()).isEqualTo("none");
              assertThat(facts.at("/reason").asString()).containsIgnoringCase("worker");
            });
  }

  @Test
  void theRecorderMeasuresWhereOneRuns() throws Exception {
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(1, 0, 0, 1)));
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    archive.summarises(
        _ -> {
          asked.incrementAndGet();
          return awaits(go);
        });
    assertThat(visitor.send("POST", FACTS, "").status()).isEqualTo(202);
    assertThat(visitor.send("POST", FACTS, "").json().at("/state").asString()).isEqualTo("waiting");
    go.countDown(); // it measures nothing, as one whose job was ended
    JsonNode after = awaited("none");
    assertThat(after.at("/reason").asString()).contains("ask again");
    assertThat(asked).hasValue(1);
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatOthersAskedTheRecorderForWaitsToo() throws Exception {
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(1, 0, 0, 1)));
    archive.measures(
        new JobReport(
            List.of(
                new JobReport.Job(
                    1, SOURCE, "/x/a.wav", "a", 0, "summary", true, false, Optional.empty())),
            List.of()));
    assertThat(visitor.get(FACTS).json().at("/state").asString()).isEqualTo("waiting");
  }

  @Test
  void whatIsBeingRecordedOrGoneIsNotMeasured() throws Exception {
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(1, 0, 0, 1)));
    TestArchive.Running running = archive.begin("live", SOURCE, START.plusSeconds(60), Codec.PCM);
    running.open();
    running.write(signal(1, 0, 0, 1));
    running.store();
    String live = "/api/v1/recordings/live.0/facts";
    assertThat(visitor.get(live).json().at("/reason").asString()).contains("being recorded");
    Reply refused = visitor.send("POST", live, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.detail()).contains("being recorded");
    running.seal();
    running.end();
    visitor.delete("/api/v1/recordings/a.0");
    assertThat(visitor.get(FACTS).json().at("/reason").asString()).contains("trash");
    assertThat(visitor.send("POST", FACTS, "").status()).isEqualTo(404);
  }
}
