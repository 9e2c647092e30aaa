package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.demo.DemoStation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What commands say where no recorder runs, and how one is found whose folder lies deep. */
class NoRecorderTest {
  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();
  private String station = "";

  @BeforeEach
  void station() throws IOException {
    DemoStation started = DemoStation.start();
    running.add(started);
    station = started.address().toString();
  }

  @AfterEach
  void end() {
    running.close();
  }

  @Test
  void withoutAnArchiveThereIsNothingToTell() throws IOException {
    configure("");
    Tool.Result status = Product.run(folder, "status");
    assertThat(status.status()).isEqualTo(4);
    assertThat(status.output()).contains("No recorder is running", "no catalogue");
    Tool.Result reload = Product.run(folder, "reload");
    assertThat(reload.status()).isEqualTo(4);
    assertThat(reload.output()).contains("No recorder is running");
    assertThat(Product.run(folder, "cut", "news").status()).isEqualTo(4);
  }

  @Test
  void theCatalogueTellsWhatAStoppedRecorderRecorded() throws IOException {
    configure("");
    Product recorder = record();
    recorder.signal("TERM");
    assertThat(recorder.await(20)).isZero();
    Tool.Result text = Product.run(folder, "status", "--state", "recordings/.sonolog");
    assertThat(text.status()).isEqualTo(4);
    assertThat(text.output())
        .contains("No recorder is running; this is what the catalogue says.")
        .contains("news: not running", "  1 finished files")
        .containsPattern("(?m)^  news .* until now  recorder stopped$");
    Tool.Result json = Product.run(folder, "status", "--json");
    assertThat(json.status()).isEqualTo(4);
    JsonNode report = JsonMapper.shared().readTree(json.output());
    assertThat(report.at("/recorder").isNull()).isTrue();
    assertThat(report.at("/sources/0/segments").asLong()).isEqualTo(1);
    assertThat(report.at("/gaps/0/cause").asString()).isEqualTo("recorder stopped");
  }

  @Test
  void afterAKillTheSocketThatIsLeftBelongsToNobody() throws IOException {
    configure("");
    Product recorder = record();
    recorder.kill();
    assertThat(folder.resolve("recordings/.sonolog/control.sock")).exists();
    assertThat(Product.run(folder, "status").status()).isEqualTo(4);
    assertThat(Product.run(folder, "reload").status()).isEqualTo(4);
    Product next = record();
    assertThat(Product.run(folder, "status").status()).isZero();
    next.signal("TERM");
    assertThat(next.await(20)).isZero();
  }

  /** A socket's path has room for 107 bytes. */
  @Test
  void aRecorderIsFoundHoweverDeepItsFolderLies() throws IOException {
    Path deep = folder.resolve("a folder/".repeat(10) + "ü".repeat(60));
    configure("state_directory = " + deep);
    Product recorder = record();
    Tool.Result status = Product.run(folder, "status");
    assertThat(status.output()).contains("news: recording");
    assertThat(status.status()).isZero();
    Tool.Result cut = Product.run(folder, "cut", "news", "--state", deep.toString());
    assertThat(cut.output()).startsWith("Cut news at ");
    assertThat(Product.run(folder, "reload").status()).isZero();
    recorder.signal("TERM");
    assertThat(recorder.await(20)).isZero();
    assertThat(Product.run(folder, "status").status()).isEqualTo(4);
  }

  private void configure(String more) throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        split_minutes = 0
        %s
        [news]
        type = stream
        url = %s
        """
            .formatted(more, station));
  }

  private Product record() throws IOException {
    Product product = Product.start(folder, "record");
    running.add(product);
    product.awaitOutput("news: recording");
    return product;
  }
}
