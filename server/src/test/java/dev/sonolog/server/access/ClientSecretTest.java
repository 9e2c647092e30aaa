package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSecretTest {
  @TempDir private Path folder;

  @Test
  void whatFollowsIsTheSameAfterARestartAndAnotherElsewhere() throws IOException {
    String before = new ClientSecret(folder).derived("a");
    assertThat(before).matches("[A-Za-z0-9_-]{43}");
    assertThat(new ClientSecret(folder).derived("a")).isEqualTo(before);
    assertThat(new ClientSecret(folder).derived("b")).isNotEqualTo(before);
    assertThat(new ClientSecret(folder.resolve("other")).derived("a")).isNotEqualTo(before);
    assertThat(Files.readString(folder.resolve("clients.key"))).doesNotContain(before);
  }

  @Test
  void itIsMadeWhenItIsNeededAndForItsOwnerAlone() throws IOException {
    ClientSecret secret = new ClientSecret(folder);
    assertThat(folder.resolve("clients.key")).doesNotExist();
    var _ = secret.derived("a");
    assertThat(Files.getPosixFilePermissions(folder.resolve("clients.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void whereNothingCanBeKeptItLastsAsLongAsTheProgram() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    ClientSecret secret = new ClientSecret(file);
    assertThat(secret.derived("a")).isEqualTo(secret.derived("a"));
  }

  @Test
  void aFileThatWasCutOffIsMadeAnew() throws IOException {
    Files.writeString(folder.resolve("clients.key"), "short");
    String now = new ClientSecret(folder).derived("a");
    assertThat(new ClientSecret(folder).derived("a")).isEqualTo(now);
  }
}
