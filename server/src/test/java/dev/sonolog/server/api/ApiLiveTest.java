package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.RATE;
import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.bytes;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.api.Visitor.Reply;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Listening to what is being recorded. */
@Timeout(120)
class ApiLiveTest {
  private static final String LIVE = "/api/v1/sources/studio/live";
  private static final int WAV_HEAD = 44;
  private static final byte[] RIFF = {'R', 'I', 'F', 'F'};

  @TempDir private Path folder = Path.of("");
  private final HttpClient client = HttpClient.newHttpClient();
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(Files.createDirectory(folder.resolve("archive")));
    visitor = new Visitor(archive);
  }

  @AfterEach
  void end() {
    client.shutdownNow(); // an answer without an end would be waited for
    visitor.close();
    archive.close();
  }

  private TestArchive.Running recording(Codec codec) throws Exception {
    archive.isIn("recording", Optional.empty());
    TestArchive.Running running = archive.begin("live", SOURCE, START, codec);
    running.open();
    return running;
  }

  private HttpResponse<InputStream> listen(String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + visitor.site().port() + address))
            .build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private static short[] part(short[] signal, double from, double to) {
    return Arrays.copyOfRange(signal, (int) (from * RATE.hertz()), (int) (to * RATE.hertz()));
  }

  @Test
  void samplesAreHeardOnceAndWithoutAHoleAcrossFilesAndRuns() throws Exception {
    short[] signal = signal(8, 2, 5, 1);
    TestArchive.Running running = recording(Codec.PCM);
    running.write(part(signal, 0, 3));
    running.store();
    HttpResponse<InputStream> live = listen(LIVE);
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.headers().firstValue("Content-Type")).contains("audio/wav");
    assertThat(live.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(live.headers().firstValue("X-Accel-Buffering")).contains("no");
    assertThat(live.headers().firstValue("Content-Length")).isEmpty();
    InputStream body = live.body();
    assertThat(body.readNBytes(WAV_HEAD)).startsWith(RIFF);
    assertHeard(body, part(signal, 2, 3));
    running.write(part(signal, 3, 4));
    running.store();
    assertHeard(body, part(signal, 3, 4));
    running.write(part(signal, 4, 4.5));
    running.seal();
    running.open();
    running.write(part(signal, 4.5, 6));
    running.store();
    assertHeard(body, part(signal, 4, 6));
    running.seal();
    running.end();
    TestArchive.Running next = archive.begin("next", SOURCE, START.plusSeconds(60), Codec.PCM);
    next.open();
    next.write(part(signal, 6, 8));
    next.store();
    assertHeard(body, part(signal, 6, 8));
    next.seal();
    next.end();
    assertThat(body.read()).as("nothing follows, and the answer ends in order").isEqualTo(-1);
  }

  private static void assertHeard(InputStream body, short[] signal) throws Exception {
    assertThat(body.readNBytes(2 * signal.length)).isEqualTo(bytes(signal));
  }

  @Test
  void whoAsksForMoreBeginsInAnEarlierFile() throws Exception {
    short[] signal = signal(9, 2, 5, 1);
    TestArchive.Running running = recording(Codec.PCM);
    for (int i = 0; i < 3; i++) {
      if (i > 0) {
        running.seal();
        running.open();
      }
      running.write(part(signal, 3 * i, 3 * i + 3));
    }
    running.store();
    try (InputStream body = listen(LIVE + "?back=7.5").body()) {
      body.skipNBytes(WAV_HEAD);
      assertHeard(body, part(signal, 1.5, 9));
    }
    try (InputStream body = listen(LIVE + "?back=30").body()) {
      body.skipNBytes(WAV_HEAD);
      assertHeard(body, signal);
    }
    try (InputStream body = listen(LIVE + "?back=0").body()) {
      running.write(part(signal, 0, 1));
      running.store();
      body.skipNBytes(WAV_HEAD);
      assertHeard(body, part(signal, 0, 1));
    }
  }

  @Test
  void flacIsOneFileThatGoesOnAcrossACut() throws Exception {
    short[] signal = signal(40, 2, 30, 1);
    TestArchive.Running running = recording(Codec.FLAC);
    running.write(part(signal, 0, 10));
    running.store();
    HttpResponse<InputStream> live = listen(LIVE + "?back=2");
    assertThat(live.headers().firstValue("Content-Type")).contains("audio/flac");
    running.write(part(signal, 10, 20));
    running.seal();
    running.open();
    running.write(part(signal, 20, 40));
    running.seal();
    running.end();
    Path heard = Files.write(folder.resolve("heard.flac"), live.body().readAllBytes());
    try (FileChannel channel = FileChannel.open(heard)) {
      var inspected = new FlacContainer().inspect(channel);
      assertThat(inspected.damages()).isEmpty();
      assertThat(inspected.samples()).isBetween(31L * RATE.hertz(), 33L * RATE.hertz());
    }
  }

  @Test
  void whereNothingIsRecordedTheStateIsTold() throws Exception {
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(1, 0, 0, 1)));
    Reply nobody = visitor.get(LIVE);
    assertThat(nobody.status()).isEqualTo(409);
    assertThat(nobody.detail()).contains("studio", "no recorder");
    archive.isIn("waiting", Optional.of("the station refuses"));
    Reply waiting = visitor.get(LIVE);
    assertThat(waiting.status()).isEqualTo(409);
    assertThat(waiting.detail()).contains("waiting", "the station refuses");
    archive.isIn("recording", Optional.empty());
    assertThat(visitor.get(LIVE).detail()).contains("only just");
    assertThat(visitor.get("/api/v1/sources/nobody/live").status()).isEqualTo(404);
    assertThat(visitor.get(LIVE + "?back=31").status()).isEqualTo(400);
    assertThat(visitor.get("/api/v1/sources/studio").json().at("/live").isNull()).isTrue();
  }

  @Test
  void theSourceTellsWhatCanBeHeard() throws Exception {
    TestArchive.Running running = recording(Codec.FLAC);
    running.write(signal(2, 0, 0, 1));
    running.store();
    var live = visitor.get("/api/v1/sources/studio").json().at("/live");
    assertThat(live.at("/type").asString()).isEqualTo("audio/flac");
    assertThat(live.at("/mode").asString()).isEqualTo("stream");
    Reply head = visitor.send("HEAD", LIVE, "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.field("Content-Type")).isEqualTo("audio/flac");
    assertThat(metric("sonolog_live_listeners ")).isZero();
  }

  private double metric(String name) throws Exception {
    return visitor
        .get("/metrics")
        .text()
        .lines()
        .filter(it -> it.startsWith(name))
        .mapToDouble(it -> Double.parseDouble(it.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void onlySoManyMayListen() throws Exception {
    TestArchive.Running running = recording(Codec.PCM);
    running.write(signal(2, 0, 0, 1));
    running.store();
    List<InputStream> listening = new ArrayList<>();
    for (int i = 0; i < LiveListeners.MOST; i++) {
      HttpResponse<InputStream> live = listen(LIVE);
      assertThat(live.statusCode()).isEqualTo(200);
      listening.add(live.body());
    }
    assertThat(metric("sonolog_live_listeners ")).isEqualTo(LiveListeners.MOST);
    Reply refused = visitor.get(LIVE);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.field("Retry-After")).isEqualTo("10");
    listening.removeLast().close();
    Awaitility.await("a place is free again")
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () -> {
              running.write(signal(1, 0, 0, 2));
              running.store();
              return metric("sonolog_live_listeners ") < LiveListeners.MOST;
            });
    try (InputStream again = listen(LIVE).body()) {
      assertThat(again.readNBytes(4)).isEqualTo(RIFF);
    }
    for (InputStream each : listening) {
      each.close();
    }
  }
}
