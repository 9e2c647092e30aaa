package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.server.access.Login.Outcome;
import dev.sonolog.server.access.Login.Welcome;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
  private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");

  @TempDir private Path state;
  private Scene scene;
  private Accounts accounts;
  private Sessions sessions;
  private Login login;

  @BeforeEach
  void open() throws IOException, RefusedChange {
    scene = new Scene(state);
    accounts = scene.accounts();
    scene.put("M\u00fcller", Role.ADMIN);
    sessions = scene.sessions();
    login =
        new Login(
            accounts,
            scene.passwords(),
            sessions,
            new LoginThrottle(scene),
            new SignInLog(state, scene));
  }

  @AfterEach
  void close() {
    sessions.close();
    scene.close();
  }

  private Outcome login(String name, String password) throws IOException {
    return login.login(CLIENT, name, password);
  }

  @Test
  void theRightPasswordBeginsASession() throws IOException {
    Welcome welcome = (Welcome) login("M\u00fcller", Scene.PASSWORD);
    assertThat(sessions.user(welcome.secret(), accounts.current())).contains(welcome.user());
    assertThat(welcome.csrfToken()).isEqualTo(Sessions.csrfToken(welcome.secret()));
    assertThat(welcome.toString()).doesNotContain(welcome.secret(), "argon2");
    assertThat(login("Mu\u0308ller", Scene.PASSWORD)).isInstanceOf(Welcome.class);
  }

  @Test
  void aWrongPasswordAndAWrongNameAreAnsweredAlike() throws IOException {
    assertThat(login("M\u00fcller", "wrong horse")).isEqualTo(login("nobody", Scene.PASSWORD));
    Refused refused = (Refused) login("nobody", "");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(sessions.count()).isZero();
  }

  @Test
  void whoGuessesIsToldHowLongToWait() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(login("M\u00fcller", "wrong horse " + i)).isEqualTo(Refused.wrongPassword());
    }
    Refused refused = (Refused) login("M\u00fcller", Scene.PASSWORD);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(1));
    scene.pass(Duration.ofMillis(300));
    assertThat(((Refused) login("M\u00fcller", Scene.PASSWORD)).retryAfter())
        .as("whole seconds")
        .contains(Duration.ofSeconds(1));
    scene.passSeconds(1);
    assertThat(login("M\u00fcller", Scene.PASSWORD)).isInstanceOf(Welcome.class);
  }

  @Test
  void nobodyLogsInWhileNobodyKnowsWhoMay() throws IOException {
    Files.writeString(scene.file(), "damaged");
    scene.passSeconds(1);
    assertThatThrownBy(() -> login("M\u00fcller", Scene.PASSWORD)).isInstanceOf(IOException.class);
  }
}
