package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.demo.DemoStation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that cannot be made costs the sources that record into it, and no other. */
class UnusableFolderTest {
  @TempDir private Path folder = Path.of("");
  private final Closeables running = new Closeables();

  @AfterEach
  void end() {
    running.close();
  }

  @Test
  void theOtherSourcesRecordAndTheOneIsTriedAgain() throws Exception {
    DemoStation station = DemoStation.start();
    running.add(station);
    Path recordings = Files.createDirectory(folder.resolve("recordings"));
    Path inTheWay = Files.createFile(recordings.resolve("taken"));
    Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        retry_delay_seconds = 0.5
        [good]
        type = stream
        url = %1$s
        [inside]
        type = stream
        url = %1$s
        output_directory = recordings/taken
        [outside]
        type = stream
        url = %1$s
        output_directory = elsewhere/deep
        """
            .formatted(station.address()));
    Product product = Product.start(folder, "record");
    running.add(product);
    product.awaitOutput("good: recording");
    product.awaitOutput("inside: the storage failed");
    assertThat(Product.run(folder, "status").output())
        .containsPattern("(?m)^good: recording since")
        .containsPattern("(?m)^outside: faulted")
        .contains(elsewhere + "/deep cannot be used: Not a directory");
    assertThat(product.output()).contains(inTheWay + " is a file and no folder");

    Files.delete(inTheWay);
    product.awaitOutput("inside: recording");
    Tool.Result reloaded = Product.run(folder, "reload");
    assertThat(reloaded.status()).as(reloaded.output()).isZero();
    product.signal("TERM");
    assertThat(product.await(20)).as(product.output()).isZero();
    assertThat(new Recordings(recordings).segments("inside")).isNotEmpty();
    Tool.Result verified = Product.run(folder, "verify", recordings.toString());
    assertThat(verified.status()).as(verified.output()).isZero();
  }
}
