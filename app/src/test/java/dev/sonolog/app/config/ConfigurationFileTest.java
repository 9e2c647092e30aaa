package dev.sonolog.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {
  @TempDir Path folder;

  private Configuration load(byte[] bytes) throws Exception {
    Files.write(folder.resolve("config.ini"), bytes);
    return Configuration.load(Path.of("config.ini"), folder, Map.of());
  }

  private String refusal(byte[] bytes) throws Exception {
    Files.write(folder.resolve("config.ini"), bytes);
    return refusal("config.ini");
  }

  private String refusal(String file) {
    var refusal =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> Configuration.load(Path.of(file), folder, Map.of()));
    return String.valueOf(refusal.getMessage());
  }

  @Test
  void aMissingFileNamesTheExample() {
    assertThat(refusal("nothing.ini"))
        .startsWith("nothing.ini: error: there is no such file")
        .contains("config.example.ini");
  }

  @Test
  void aFolderIsNoConfiguration() {
    assertThat(refusal(".")).contains("this is a folder");
  }

  @Test
  void aFileThatIsNotUtf8NamesTheLine() throws Exception {
    byte[] latin = "[general]\r\n\r\n[M\u00FCnchen]\r\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(refusal(latin)).startsWith("config.ini:3: error: this line is not UTF-8");
  }

  @Test
  void aFileThatEndsWithinACharacterNamesTheLine() throws Exception {
    assertThat(refusal(new byte[] {'[', 'a', ']', '\n', (byte) 0xC3}))
        .startsWith("config.ini:2: error: this line is not UTF-8");
  }

  @Test
  void utf16IsRefused() throws Exception {
    assertThat(refusal("[general]".getBytes(Charset.forName("UTF-16"))))
        .startsWith("config.ini:1: error: this line is not UTF-8");
  }

  @Test
  void aHugeFileIsRefused() throws Exception {
    assertThat(refusal(new byte[ConfigurationText.MOST_BYTES + 1])).contains("is longer than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void allLineEndsAndAByteOrderMarkAreRead(String end) throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    bytes.writeBytes(
        Loading.radio("split_minutes = 5").replace("\n", end).getBytes(StandardCharsets.UTF_8));

    assertThat(load(bytes.toByteArray()).sources().getFirst().files().split()).hasMinutes(5);
  }
}
