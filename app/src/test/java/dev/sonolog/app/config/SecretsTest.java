package dev.sonolog.app.config;

import static dev.sonolog.app.config.Loading.load;
import static dev.sonolog.app.config.Loading.radio;
import static dev.sonolog.app.config.Loading.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.capture.StreamSettings;
import dev.sonolog.capture.StreamSettings.Credentials;
import dev.sonolog.recording.SourceSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String SECRET = "hunter2";

  @TempDir Path folder;

  private static StreamSettings stream(Configuration configuration) {
    return ((SourceSettings.Stream) configuration.sources().getFirst().input()).settings();
  }

  @Test
  void secretsComeFromTheEnvironment() {
    var stream =
        stream(
            load(
                radio("username = me\npassword = ${PW}!\nheaders = Authorization: Bearer ${T_1}"),
                Map.of("PW", SECRET, "T_1", "abc\n")));

    assertThat(stream.credentials()).contains(new Credentials("me", SECRET + "!"));
    assertThat(stream.headers()).containsEntry("Authorization", "Bearer abc");
  }

  @Test
  void aDollarSignCanBeMeant() {
    assertThat(stream(load(radio("username = $$${A}$\npassword = a$b$${A}"), Map.of("A", "x"))))
        .extracting(stream -> stream.credentials().orElseThrow())
        .isEqualTo(new Credentials("$${A}$", "a$b${A}"));
  }

  @Test
  void whatComesFromTheEnvironmentIsNotReadAgain() {
    assertThat(stream(load(radio("username = ${A}"), Map.of("A", "${B} $1 \\ # x"))).credentials())
        .contains(new Credentials("${B} $1 \\ # x", ""));
  }

  @Test
  void secretsComeFromFiles() throws Exception {
    Files.writeString(folder.resolve("user"), "me\n");
    Files.writeString(folder.resolve("password"), SECRET + "\r\n\n");
    Files.writeString(folder.resolve("url"), "http://a.example/\nhttp://b.example/\n");
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        username = general
        password = general
        [radio]
        type = stream
        url_file = url
        username_file = user
        password_file = %s
        """
            .formatted(folder.resolve("password")));

    var stream = stream(Configuration.load(folder.resolve("config.ini"), folder, Map.of()));

    assertThat(stream.credentials()).contains(new Credentials("me", SECRET));
    assertThat(stream.mirrors())
        .containsExactly(URI.create("http://a.example/"), URI.create("http://b.example/"));
  }

  @Test
  void aSecretAndItsFileExcludeEachOther() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), SECRET);

    assertThat(refused(radio("username = x\npassword = x\npassword_file = " + file)))
        .singleElement()
        .asString()
        .isEqualTo(
            "config.ini:6: error: password_file: password is set in line 5 already; remove one of"
                + " them");
  }

  @Test
  void filesWithoutASecretAreRefusedAtTheirKey() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path two = Files.writeString(folder.resolve("two"), "a\nb\n");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
    Path large = Files.write(folder.resolve("large"), new byte[1 << 17]);

    for (Path file : new Path[] {empty, two, binary, large, folder, folder.resolve("missing")}) {
      assertThat(refused(radio("username = me\npassword_file = " + file)))
          .singleElement()
          .asString()
          .startsWith("config.ini:5: error: password_file: \"" + file + "\" is ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url = ftp://me:hunter2@radio.example/",
        "url = http://me:hunter2@",
        "url = hunter2",
        "headers = hunter2",
        "headers = A: hunter2\u0001",
        "password = hunter2\u0001",
        "split_minutes = ${PW}",
        "password = hunter2\npassword = hunter2",
        "password = hunter2\n  hunter2",
        "output_directory = a\u0001${PW}",
        "password = ${hunter2",
        "password = hunter2 ${UNSET}",
      })
  void noMessageTellsASecret(String lines) {
    assertThat(refused(radio(lines), Map.of("PW", SECRET)))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain(SECRET));
  }

  @Test
  void settingsPrintNoSecret() {
    var configuration =
        load(
            """
            [radio]
            type = stream
            url = http://me:hunter2@radio.example:8000/live?token=hunter2
            username = me
            password = hunter2
            headers = Authorization: hunter2
            """);

    assertThat(configuration.toString())
        .contains("http://radio.example:8000/live", "Authorization")
        .doesNotContain(SECRET);
    assertThat(stream(configuration).mirrors())
        .containsExactly(URI.create("http://me:hunter2@radio.example:8000/live?token=hunter2"));
  }

  @Test
  void anEmptyVariableIsAnEmptyValue() {
    assertThat(stream(load(radio("username = ${A}"), Map.of("A", ""))).credentials()).isEmpty();
  }
}
