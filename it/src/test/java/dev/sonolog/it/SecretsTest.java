package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.demo.DemoStation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration keeps secret is in nothing that the product writes. */
class SecretsTest {
  private static final List<String> SECRETS =
      List.of("s3cr3t-url", "s3cr3t-query", "s3cr3t-file", "s3cr3t-header", "s3cr3t-user");

  @TempDir private Path folder = Path.of("");

  @Test
  void noSecretIsInAnyOutputLogCatalogueOrFile() throws IOException {
    Map<String, byte[]> written = new LinkedHashMap<>();
    Files.writeString(folder.resolve("password"), "s3cr3t-file\n");
    try (DemoStation station = DemoStation.start()) {
      int port = station.address().getPort();
      Files.writeString(folder.resolve("config.ini"), configuration(port));
      written.put("check", said(Product.run(folder, "check")));
      try (Product recorder = Product.start(folder, "record")) {
        recorder.awaitOutput("address: recording");
        recorder.awaitOutput("file: recording");
        recorder.awaitOutput("away: ");
        written.put("status", said(Product.run(folder, "status")));
        written.put("status --json", said(Product.run(folder, "status", "--json")));
        Files.writeString(
            folder.resolve("config.ini"),
            configuration(port) + "[broken]\ntype = stream\nurl = ftp://me:s3cr3t-url@host/\n");
        recorder.signal("HUP");
        recorder.awaitOutput("The configuration was not changed");
        written.put("check of errors", said(Product.run(folder, "check")));
        recorder.signal("TERM");
        assertThat(recorder.await(20)).isZero();
        written.put("record", recorder.output().getBytes(StandardCharsets.UTF_8));
      }
    }
    Recordings recordings = new Recordings(folder.resolve("recordings"));
    List<Path> files = new ArrayList<>(recordings.all());
    files.add(folder.resolve("recorder.log"));
    for (Path file : files) {
      written.put(file.toString(), Files.readAllBytes(file));
    }
    assertThat(written.keySet()).anyMatch(name -> name.endsWith("catalogue.db"));
    assertThat(written.keySet()).anyMatch(name -> name.endsWith(".mp3"));
    for (Map.Entry<String, byte[]> one : written.entrySet()) {
      String text = new String(one.getValue(), StandardCharsets.ISO_8859_1);
      assertThat(SECRETS.stream().filter(text::contains)).as(one.getKey()).isEmpty();
    }
  }

  private static byte[] said(Tool.Result result) {
    return result.output().getBytes(StandardCharsets.UTF_8);
  }

  private static String configuration(int port) {
    return """
    [general]
    log_level = DEBUG
    split_minutes = 0
    [address]
    type = stream
    url = http://s3cr3t-user:s3cr3t-url@127.0.0.1:%d/demo?token=s3cr3t-query
    headers = X-Key: s3cr3t-header
    [file]
    type = stream
    url = http://127.0.0.1:%d/demo
    username = s3cr3t-user
    password_file = password
    [away]
    type = stream
    url = http://s3cr3t-user:s3cr3t-url@127.0.0.1:1/demo?token=s3cr3t-query
    """
        .formatted(port, port);
  }
}
