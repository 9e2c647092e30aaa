package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.AccessEntry;
import dev.sonolog.archive.AuditLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInLogTest {
  private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");

  @TempDir private Path state = Path.of("");
  private Scene scene;
  private SignInLog log;

  @BeforeEach
  void open() {
    scene = new Scene(state);
    log = new SignInLog(state, scene);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private List<AccessEntry> lines() throws IOException {
    List<AccessEntry> lines = new ArrayList<>();
    new AuditLog(state).forEachAccess(lines::add);
    return lines;
  }

  @Test
  void whatIsTriedInVainIsCountedWhenItIsTooMuchForLines() throws IOException {
    for (int i = 0; i < 42; i++) {
      log.failed("eve" + i, CLIENT, "login");
    }
    assertThat(lines()).hasSize(30);
    assertThat(lines().getLast().name()).isEqualTo("eve29");
    scene.passSeconds(60);
    log.failed("eve", CLIENT, "login");
    log.failed("eve", CLIENT, "login");
    assertThat(lines()).hasSize(32);
    assertThat(lines().get(30).why())
        .isEqualTo("login from 192.0.2.1; 12 more before are not listed");
    assertThat(lines().get(31).why()).isEqualTo("login from 192.0.2.1");
  }

  @Test
  void whatWasTypedNeverBreaksALine() throws IOException {
    for (String typed : List.of("", "a\nb\r\u0000", "\u2028\u202e\ud800", "\u00e9".repeat(5_000))) {
      log.failed(typed, CLIENT, "login");
    }
    assertThat(lines().stream().map(AccessEntry::name))
        .containsExactly("", "a?b??", "???", "\u00e9".repeat(64) + "...");
    assertThat(Files.readAllLines(state.resolve(AuditLog.FILE))).hasSize(4);
  }

  @Test
  void whereItCannotBeWrittenNothingFails() throws IOException {
    Files.createDirectories(state.resolve(AuditLog.FILE));
    log.failed("eve", CLIENT, "login");
    log.out("ada", CLIENT);
    assertThat(state.resolve(AuditLog.FILE)).isEmptyDirectory();
  }
}
