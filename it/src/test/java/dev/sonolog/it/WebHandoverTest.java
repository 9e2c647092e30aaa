package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code sonolog web} keeps an archive in order, and leaves it to whoever writes it. */
class WebHandoverTest {
  private static final WavFile AUDIO = WavFile.noise(1, 1, 8_000, 16, 8_000);

  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();

  @AfterEach
  void end() {
    running.close();
  }

  private Path recordings() {
    return folder.resolve("recordings");
  }

  private WebSide serve() throws IOException {
    WebSide web = WebSide.of(recordings());
    running.add(web);
    return web;
  }

  private Product record() throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        "[tone]\ntype = signal\nformat = wav\nsample_rate = 8000\nsplit_minutes = 0\n");
    Product recorder = Product.start(folder, "record");
    running.add(recorder);
    return recorder;
  }

  private static List<String> active(WebSide web) throws IOException {
    List<String> active = new ArrayList<>();
    web.json("/api/status").at("/active").forEach(each -> active.add(each.asString()));
    return active;
  }

  @Test
  void aRecorderTakesTheArchiveAndTheServerTakesItAgain() throws IOException {
    AUDIO.write(recordings().resolve("old.wav"));
    WebSide web = serve();
    web.awaitListed("old.wav");
    Product recorder = record();
    Awaitility.await("the server leaves the archive")
        .atMost(Duration.ofSeconds(60))
        .until(() -> web.product().output().contains("is left to another program: true"));
    Awaitility.await("it records")
        .atMost(Duration.ofSeconds(10))
        .until(() -> recorder.output().contains("tone: recording"));
    Awaitility.await("the server tells what is recorded")
        .atMost(Duration.ofSeconds(10))
        .until(() -> active(web).size() == 1);
    String name = active(web).getFirst();
    assertThat(web.file(name).at("/recording").asBoolean()).isTrue();
    assertThat(web.send("DELETE", "/api/files/" + name).statusCode()).isEqualTo(409);
    assertDeletes(web, "old.wav");
    int length = web.product().output().length();
    recorder.signal("TERM");
    assertThat(recorder.await(60)).as(recorder.output()).isZero();
    web.product().awaitOutputBehind(length, "it is kept in order from here");
    assertTakenAgain(web, name);
  }

  /** The recorder deletes what the server is asked to. */
  private void assertDeletes(WebSide web, String name) throws IOException {
    assertThat(web.send("DELETE", "/api/files/" + name).statusCode()).isEqualTo(200);
    assertThat(recordings().resolve(name)).doesNotExist();
    assertThat(web.names()).doesNotContain(name);
  }

  private void assertTakenAgain(WebSide web, String name) throws IOException {
    Awaitility.await("nothing is recorded")
        .atMost(Duration.ofSeconds(40))
        .until(() -> active(web).isEmpty());
    JsonNode recorded = web.file(name);
    assertThat(recorded.at("/recording").asBoolean()).isFalse();
    assertThat(recorded.at("/duration").asDouble()).isPositive();
    AUDIO.write(recordings().resolve("sub/new.wav"));
    web.awaitListed("sub/new.wav");
    assertThat(web.send("DELETE", "/api/files/" + name).statusCode()).isEqualTo(200);
    assertThat(web.get("/stream/" + name).statusCode()).isEqualTo(404);
  }

  @Test
  void commandsThatWriteWorkBesideTheServer() throws IOException {
    AUDIO.write(recordings().resolve("a.wav"));
    AUDIO.write(recordings().resolve("b.wav"));
    WebSide web = serve();
    web.awaitListed("a.wav", "b.wav");
    Product.run(folder, "delete", recordings().resolve("a.wav").toString()).orFail();
    assertThat(web.names()).containsExactly("b.wav");
    Product.run(folder, "trash", "restore", recordings().resolve("a.wav").toString()).orFail();
    web.awaitListed("a.wav");
    Product.run(folder, "reindex").orFail();
    assertThat(web.names()).containsExactlyInAnyOrder("a.wav", "b.wav");
    AUDIO.write(recordings().resolve("c.wav"));
    web.awaitListed("c.wav");
    assertThat(web.send("DELETE", "/api/files/c.wav").statusCode()).isEqualTo(200);
  }

  @Test
  void twoServersOfOneArchiveBothServeAndTheOtherKeepsItWhenOneEnds() throws IOException {
    AUDIO.write(recordings().resolve("a.wav"));
    WebSide first = serve();
    first.awaitListed("a.wav");
    WebSide second = serve();
    second.awaitListed("a.wav");
    first.product().signal("TERM");
    assertThat(first.product().await(30)).isZero();
    second.product().awaitOutput("it is kept in order from here");
    AUDIO.write(recordings().resolve("b.wav"));
    second.awaitListed("b.wav");
  }

  @Test
  void whatAKilledRecorderLeftIsRepairedByTheServer() throws IOException {
    Files.createDirectories(recordings());
    WebSide web = serve();
    Product recorder = record();
    Awaitility.await("a second of audio")
        .atMost(60, TimeUnit.SECONDS)
        .until(
            () ->
                new Recordings(recordings())
                    .parts().stream().anyMatch(it -> it.toFile().length() > 16_000));
    Awaitility.await("it is told").until(() -> active(web).size() == 1);
    String name = active(web).getFirst();
    recorder.kill();
    Awaitility.await("the file is whole")
        .atMost(90, TimeUnit.SECONDS)
        .until(() -> !web.file(name).at("/recording").asBoolean(true));
    assertThat(web.file(name).at("/duration").asDouble()).isPositive();
    assertThat(new Recordings(recordings()).parts()).isEmpty();
  }

  @Test
  void aServerThatIsToldToStopEndsSoonAndLeavesTheArchiveFree() throws IOException {
    AUDIO.write(recordings().resolve("a.wav"));
    WebSide web = serve();
    web.awaitListed("a.wav");
    web.product().signal("TERM");
    assertThat(web.product().await(20)).as(web.product().output()).isZero();
    Product.run(folder, "reindex").orFail();
    Product.run(folder, "verify").orFail();
  }
}
