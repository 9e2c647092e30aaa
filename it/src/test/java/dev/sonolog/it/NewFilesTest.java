package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that another program puts in, and that are cut and deleted before anybody noticed them. */
class NewFilesTest {
  /** Each is asked for within milliseconds; to be noticed takes the better part of a second. */
  private static final int MANY = 5;

  private static final WavFile AUDIO = WavFile.noise(1, 1, 8_000, 16, 16_000);

  @TempDir private Path home;

  /** In a recorder, and where the web side holds the archive itself. */
  @ParameterizedTest
  @ValueSource(strings = {"run", "web"})
  void theyAreCutAndDeletedAtOnce(String command) throws IOException {
    Files.writeString(home.resolve("config.ini"), "[s]\ntype = signal\n");
    Path recordings = Files.createDirectories(home.resolve("recordings"));
    try (WebSide web = WebSide.start(home, Map.of(), command)) {
      Awaitility.await("somebody holds the archive")
          .atMost(60, TimeUnit.SECONDS)
          .until(
              () ->
                  web.get("/readyz").statusCode() == 200
                      && Files.exists(recordings.resolve(".sonolog/lock"))
                      && web.get("/api/files").statusCode() == 200);
      AUDIO.write(recordings.resolve("first.wav"));
      web.awaitListed("first.wav"); // the watch is at work
      for (int i = 0; i < MANY; i++) {
        String name = "new" + i + ".wav";
        put(recordings.resolve(name));
        HttpResponse<byte[]> cut = web.get("/api/cut?file=" + name + "&start=0.5&end=1");
        assertThat(cut.statusCode()).as(WebSide.text(cut)).isEqualTo(200);
        put(recordings.resolve("other" + name));
        HttpResponse<byte[]> deleted = web.send("DELETE", "/api/files/other" + name);
        assertThat(deleted.statusCode()).as(WebSide.text(deleted)).isEqualTo(200);
        assertThat(recordings.resolve("other" + name)).doesNotExist();
      }
      assertThat(Files.readString(recordings.resolve(".sonolog/audit.jsonl")).lines())
          .filteredOn(line -> line.contains("othernew"))
          .hasSize(MANY);
    }
  }

  private void put(Path file) throws IOException {
    Path whole = home.resolve("whole.wav");
    AUDIO.write(whole);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
