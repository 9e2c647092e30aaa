package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  @TempDir private Path state;
  private Scene scene;
  private Accounts accounts;
  private Sessions sessions;
  private User anna;

  @BeforeEach
  void open() throws IOException, RefusedChange {
    scene = new Scene(state);
    accounts = scene.accounts();
    anna = scene.put("anna", Role.ADMIN);
    sessions = scene.sessions();
  }

  @AfterEach
  void close() {
    sessions.close();
    scene.close();
  }

  private boolean isGood(String secret) throws IOException {
    return sessions.user(secret, accounts.current()).isPresent();
  }

  private void restart() {
    sessions.close();
    sessions = scene.sessions();
  }

  @Test
  void aSessionIsOfItsUser() throws IOException {
    String secret = sessions.begin(anna);
    assertThat(secret).matches("[\\w-]{43}");
    assertThat(sessions.user(secret, accounts.current())).contains(anna);
    assertThat(isGood(secret + "x")).isFalse();
    assertThat(isGood("")).isFalse();
  }

  @Test
  void aSessionEndsWithTheLogout() throws IOException {
    String secret = sessions.begin(anna);
    String other = sessions.begin(anna);
    sessions.end(secret);
    assertThat(isGood(secret)).isFalse();
    assertThat(isGood(other)).isTrue();
    sessions.endAll("anna");
    assertThat(isGood(other)).isFalse();
  }

  @Test
  void aSessionEndsTwelveHoursAfterItsLastUse() throws IOException {
    String secret = sessions.begin(anna);
    for (int i = 0; i < 3; i++) {
      scene.pass(Duration.ofHours(12));
      assertThat(isGood(secret)).isTrue();
    }
    scene.pass(Duration.ofHours(12).plusSeconds(1));
    assertThat(isGood(secret)).isFalse();
  }

  @Test
  void aSessionEndsAfterThirtyDaysOfUse() throws IOException {
    String secret = sessions.begin(anna);
    for (int i = 0; i < 60; i++) {
      scene.pass(Duration.ofHours(12));
      assertThat(isGood(secret)).isTrue();
    }
    scene.passSeconds(1);
    assertThat(isGood(secret)).isFalse();
  }

  @Test
  void anotherPasswordEndsIt() throws IOException, RefusedChange {
    String secret = sessions.begin(anna);
    accounts.password("anna", Scene.PASSWORD, "root");
    assertThat(isGood(secret)).isFalse();
  }

  @Test
  void anotherRoleEndsIt() throws IOException, RefusedChange {
    scene.put("ben", Role.ADMIN);
    String secret = sessions.begin(anna);
    accounts.role("anna", Role.VIEWER, "ben", Set.of());
    assertThat(isGood(secret)).isFalse();
    accounts.role("anna", Role.ADMIN, "ben", Set.of());
    assertThat(isGood(secret)).as("it does not come back").isFalse();
  }

  @Test
  void anotherUserOfTheSameNameDoesNotInheritIt() throws IOException, RefusedChange {
    scene.put("ben", Role.ADMIN);
    String secret = sessions.begin(anna);
    accounts.remove("anna", "ben", Set.of());
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "ben");
    assertThat(isGood(secret)).isFalse();
  }

  // --- bounds

  @Test
  void aUserHasSoManySessionsAndLosesTheOneNotUsedForLongest() throws IOException {
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < Sessions.MOST_OF_A_USER; i++) {
      secrets.add(sessions.begin(anna));
      scene.passSeconds(1);
    }
    assertThat(isGood(secrets.getFirst())).isTrue();
    scene.passSeconds(1);
    secrets.add(sessions.begin(anna));
    assertThat(sessions.count()).isEqualTo(Sessions.MOST_OF_A_USER);
    assertThat(isGood(secrets.getFirst())).isTrue();
    assertThat(isGood(secrets.get(1))).isFalse();
    assertThat(isGood(secrets.getLast())).isTrue();
  }

  @Test
  void allUsersTogetherHaveSoManySessions() {
    for (int i = 0; i < Sessions.MOST + 10; i++) {
      sessions.begin(new User("user " + i, Role.VIEWER, anna.passwordHash(), Instant.EPOCH));
    }
    assertThat(sessions.count()).isEqualTo(Sessions.MOST);
  }

  // --- the file

  @Test
  void aRestartLogsNobodyOut() throws IOException {
    String secret = sessions.begin(anna);
    restart();
    assertThat(isGood(secret)).isTrue();
    assertThat(Sessions.csrfToken(secret)).isEqualTo(Sessions.csrfToken(secret));
  }

  @Test
  void aSessionThatEndedDoesNotComeBackWithARestart() throws IOException {
    String secret = sessions.begin(anna);
    sessions.save();
    sessions.end(secret);
    restart();
    assertThat(isGood(secret)).isFalse();
    String idle = sessions.begin(anna);
    sessions.close();
    scene.pass(Duration.ofHours(13));
    sessions = scene.sessions();
    assertThat(isGood(idle)).isFalse();
  }

  @Test
  void theFileIsForItsOwnerAloneAndHoldsNoSecret() throws IOException {
    String secret = sessions.begin(anna);
    sessions.save();
    Path file = state.resolve(Sessions.FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file))
        .doesNotContain(secret, Sessions.csrfToken(secret))
        .contains("anna");
  }

  @Test
  void useAloneIsWrittenOnceInAWhile() throws IOException {
    Path file = state.resolve(Sessions.FILE);
    String secret = sessions.begin(anna);
    sessions.save();
    FileTime old = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(file, old);
    scene.passSeconds(60);
    assertThat(isGood(secret)).isTrue();
    sessions.save();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
    scene.pass(Duration.ofMinutes(5));
    assertThat(isGood(secret)).isTrue();
    sessions.save();
    assertThat(Files.getLastModifiedTime(file)).isGreaterThan(old);
  }

  @Test
  void aDamagedFileOnlyLogsPeopleOut() throws IOException {
    sessions.close();
    for (String damage :
        List.of("", "{", "null", "{\"sessions\":[null]}", "{\"sessions\":[{\"user\":\"a\"}]}")) {
      Files.writeString(state.resolve(Sessions.FILE), damage);
      try (Sessions open = scene.sessions()) {
        assertThat(open.count()).as(damage).isZero();
        String secret = open.begin(anna);
        assertThat(open.user(secret, accounts.current())).isPresent();
      }
    }
    sessions = scene.sessions();
  }

  @Test
  void aFileThatCannotBeWrittenHarmsNobody() throws IOException {
    Files.createDirectories(state.resolve(Sessions.FILE).resolve("in the way"));
    String secret = sessions.begin(anna);
    sessions.save();
    assertThat(isGood(secret)).isTrue();
  }

  // --- the cookie

  @Test
  void theCookieIsForTheBrowserAlone() {
    assertThat(SessionCookie.set("abc", "/", false))
        .isEqualTo("sonolog_session=abc; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict");
    assertThat(SessionCookie.set("abc", "/", true)).endsWith("; SameSite=Strict; Secure");
    assertThat(SessionCookie.clear("/", true))
        .isEqualTo("sonolog_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure");
  }

  @Test
  void theCookieIsFoundAmongOthers() {
    assertThat(SessionCookie.in("a=b; sonolog_session=x-y_z; c=d")).contains("x-y_z");
    assertThat(SessionCookie.in("sonolog_session=x")).contains("x");
    assertThat(SessionCookie.in("")).isEmpty();
    assertThat(SessionCookie.in("sonolog_session=")).isEmpty();
    assertThat(SessionCookie.in("xsonolog_session=x; sonolog_session2=y; ;=")).isEmpty();
  }
}
