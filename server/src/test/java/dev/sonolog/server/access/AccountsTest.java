package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.AccessEntry;
import dev.sonolog.archive.AuditLog;
import dev.sonolog.server.access.Accounts.Bootstrap;
import dev.sonolog.server.access.Accounts.Consent;
import dev.sonolog.server.access.RefusedChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
  private static final Set<Consent> NO_CONSENT = Set.of();

  @TempDir private Path folder;
  private Scene scene;
  private Accounts accounts;

  @BeforeEach
  void open() {
    scene = new Scene(folder.resolve(".sonolog"));
    accounts = scene.accounts();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static void assertRefused(Kind kind, ThrowingCallable change) {
    assertThatThrownBy(change)
        .isInstanceOfSatisfying(
            RefusedChange.class, refused -> assertThat(refused.kind()).isEqualTo(kind));
  }

  private List<String> audited() throws IOException {
    List<String> lines = new ArrayList<>();
    new AuditLog(scene.state())
        .forEachAccess(line -> lines.add(line.action() + " " + line.name() + " by " + line.by()));
    return lines;
  }

  // --- users

  @Test
  void anArchiveHasNoUsersAtFirst() throws IOException {
    assertThat(accounts.current().hasNoUsers()).isTrue();
    assertThat(scene.state()).doesNotExist();
  }

  @Test
  void usersStayAfterARestart() throws IOException, RefusedChange {
    User anna = accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    User ben = accounts.add("ben", Role.VIEWER, Scene.PASSWORD, "anna");
    assertThat(accounts.current().users()).containsExactly(anna, ben);
    assertThat(scene.accounts().current().users()).containsExactly(anna, ben);
  }

  @Test
  void theFileIsForItsOwnerAloneAndHoldsNoPassword() throws IOException, RefusedChange {
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    String secret = accounts.addToken("x", Role.VIEWER, Optional.empty(), "root").secret();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scene.file())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(scene.file())).doesNotContain(Scene.PASSWORD, secret);
    assertThat(scene.file().resolveSibling("accounts.json.tmp")).doesNotExist();
  }

  @Test
  void whatACrashLeftDoesNotMakeTheFileReadableForOthers() throws IOException, RefusedChange {
    Files.createDirectories(scene.state());
    Files.writeString(scene.file().resolveSibling("accounts.json.tmp"), "left");
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scene.file())))
        .isEqualTo("rw-------");
  }

  @Test
  void theFirstUserIsAnAdmin() {
    assertRefused(Kind.INVALID, () -> accounts.add("anna", Role.OPERATOR, Scene.PASSWORD, "root"));
  }

  @Test
  void aNameIsTakenOnce() throws IOException, RefusedChange {
    accounts.add("Mu\u0308ller", Role.ADMIN, Scene.PASSWORD, "root");
    assertRefused(
        Kind.TAKEN, () -> accounts.add("M\u00fcller", Role.VIEWER, Scene.PASSWORD, "root"));
  }

  @Test
  void aRefusedChangeChangesNothing() throws IOException, RefusedChange {
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    byte[] before = Files.readAllBytes(scene.file());
    assertRefused(Kind.UNKNOWN, () -> accounts.remove("ben", "root", NO_CONSENT));
    assertRefused(Kind.UNKNOWN, () -> accounts.password("ben", Scene.PASSWORD, "root"));
    assertRefused(Kind.INVALID, () -> accounts.password("anna", "short", "root"));
    assertRefused(Kind.UNKNOWN, () -> accounts.removeToken("00000000", "root"));
    assertThat(Files.readAllBytes(scene.file())).isEqualTo(before);
    assertThat(audited()).hasSize(1);
  }

  @Test
  void aPasswordIsChanged() throws IOException, RefusedChange {
    User before = accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    accounts.password("anna", "another horse", "root");
    User after = accounts.current().user("anna").orElseThrow();
    assertThat(scene.passwords().isOf(after, "another horse")).isTrue();
    assertThat(scene.passwords().isOf(after, Scene.PASSWORD)).isFalse();
    assertThat(after.stamp()).isNotEqualTo(before.stamp());
  }

  @Test
  void theLastAdminStaysUnlessSomebodyInsists() throws IOException, RefusedChange {
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    accounts.add("ben", Role.VIEWER, Scene.PASSWORD, "root");
    assertRefused(Kind.LAST, () -> accounts.remove("anna", "root", NO_CONSENT));
    assertRefused(Kind.LAST, () -> accounts.remove("anna", "root", Set.of(Consent.NO_USER)));
    assertRefused(Kind.LAST, () -> accounts.role("anna", Role.VIEWER, "root", NO_CONSENT));
    accounts.role("anna", Role.VIEWER, "root", Set.of(Consent.NO_ADMIN));
    assertThat(accounts.current().hasAdmin()).isFalse();
    accounts.remove("anna", "root", NO_CONSENT);
    assertThat(accounts.current().users()).extracting(User::name).containsExactly("ben");
  }

  @Test
  void theLastUserStaysUnlessSomebodyInsists() throws IOException, RefusedChange {
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    assertRefused(Kind.LAST, () -> accounts.remove("anna", "root", Set.of(Consent.NO_ADMIN)));
    accounts.remove("anna", "root", Set.of(Consent.NO_USER));
    assertThat(accounts.current().hasNoUsers()).isTrue();
    assertThat(scene.accounts().current().hasNoUsers()).isTrue();
  }

  @Test
  void anAdminMayGoWhenThereIsAnother() throws IOException, RefusedChange {
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    accounts.add("ben", Role.ADMIN, Scene.PASSWORD, "root");
    accounts.remove("anna", "root", NO_CONSENT);
    assertRefused(Kind.LAST, () -> accounts.role("ben", Role.OPERATOR, "root", NO_CONSENT));
  }

  // --- tokens

  @Test
  void aTokenIsKnownByItsSecretAlone() throws IOException, RefusedChange {
    Accounts.NewToken made =
        accounts.addToken("backup", Role.OPERATOR, Optional.of(Duration.ofDays(1)), "root");
    assertThat(made.secret()).matches("sono_[\\w-]{43}");
    assertThat(made.toString()).doesNotContain(made.secret());
    AccountBook book = scene.accounts().current();
    assertThat(book.tokenOfSecret(made.secret())).contains(made.token());
    assertThat(book.tokenOfSecret(made.secret() + 'x')).isEmpty();
    assertThat(book.tokenOfSecret(made.token().sha256())).isEmpty();
    assertThat(made.token().isExpired(scene.instant())).isFalse();
    scene.pass(Duration.ofDays(1));
    assertThat(made.token().isExpired(scene.instant())).isTrue();
  }

  @Test
  void aTokenThatIsRemovedIsUnknown() throws IOException, RefusedChange {
    Accounts.NewToken made = accounts.addToken("x", Role.VIEWER, Optional.empty(), "root");
    accounts.removeToken(made.token().id(), "root");
    assertThat(accounts.current().tokens()).isEmpty();
    assertRefused(Kind.UNKNOWN, () -> accounts.removeToken(made.token().id(), "root"));
  }

  @Test
  void aTokenNeedsALabelAndALife() {
    assertRefused(Kind.INVALID, () -> accounts.addToken("", Role.VIEWER, Optional.empty(), "root"));
    assertRefused(
        Kind.INVALID,
        () -> accounts.addToken("x", Role.VIEWER, Optional.of(Duration.ZERO), "root"));
  }

  // --- the audit log

  @Test
  void everyChangeIsWrittenDownAndNoSecret() throws IOException, RefusedChange {
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    accounts.add("ben", Role.VIEWER, Scene.PASSWORD, "anna");
    accounts.role("ben", Role.OPERATOR, "anna", NO_CONSENT);
    accounts.password("ben", "another horse", "ben");
    accounts.remove("ben", "anna", NO_CONSENT);
    Accounts.NewToken token = accounts.addToken("backup", Role.VIEWER, Optional.empty(), "anna");
    accounts.removeToken(token.token().id(), "anna");
    String named = token.token().id() + " backup by anna";
    assertThat(audited())
        .containsExactly(
            "USER_ADD anna by root",
            "USER_ADD ben by anna",
            "USER_ROLE ben by anna",
            "USER_PASSWORD ben by ben",
            "USER_REMOVE ben by anna",
            "TOKEN_ADD " + named,
            "TOKEN_REMOVE " + named);
    assertThat(Files.readString(scene.state().resolve(AuditLog.FILE)))
        .doesNotContain(Scene.PASSWORD, "another horse", token.secret(), "argon2", "sono_");
  }

  @Test
  void nothingIsDoneWithoutItsLine() throws IOException {
    Files.createDirectories(scene.state().resolve(AuditLog.FILE));
    assertThatThrownBy(() -> accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root"))
        .isInstanceOf(IOException.class);
    assertThat(accounts.current().hasNoUsers()).isTrue();
  }

  @Test
  void linesAboutRecordingsAndAboutPeopleAreToldApart() throws IOException, RefusedChange {
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    new AuditLog(scene.state())
        .forEach(
            line -> {
              throw new AssertionError(line);
            });
    List<AccessEntry> lines = new ArrayList<>();
    new AuditLog(scene.state()).forEachAccess(lines::add);
    assertThat(lines)
        .containsExactly(
            new AccessEntry(
                scene.instant(), AccessEntry.Action.USER_ADD, "root", "anna", "role admin"));
  }

  // --- several at once

  @Test
  void aRunningServerNoticesAChangeWithinASecond() throws IOException, RefusedChange {
    Accounts server = scene.accounts();
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    assertThat(server.current().hasNoUsers()).as("it looks once a second").isTrue();
    scene.passSeconds(1);
    assertThat(server.current().user("anna")).isPresent();
  }

  @Test
  void aChangeOfTheSameLengthIsNoticed() throws IOException, RefusedChange {
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    Accounts server = scene.accounts();
    FileTime modified = Files.getLastModifiedTime(scene.file());
    accounts.password("anna", "another horse", "root");
    Files.setLastModifiedTime(scene.file(), modified);
    scene.passSeconds(1);
    User anna = server.current().user("anna").orElseThrow();
    assertThat(scene.passwords().isOf(anna, "another horse")).isTrue();
  }

  @Test
  void aClockThatIsSetBackHidesNoChange() throws IOException, RefusedChange {
    Accounts server = scene.accounts();
    scene.pass(Duration.ofDays(-1));
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    assertThat(server.current().user("anna")).isPresent();
  }

  @Test
  void threadsLoseNoChangeOfEachOther() throws Exception {
    try (ExecutorService people = Executors.newFixedThreadPool(8)) {
      List<Callable<ApiToken>> changes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String label = "token " + i;
        changes.add(
            () -> scene.accounts().addToken(label, Role.VIEWER, Optional.empty(), "x").token());
      }
      List<ApiToken> made = new ArrayList<>();
      for (Future<ApiToken> change : people.invokeAll(changes)) {
        made.add(change.get());
      }
      assertThat(scene.accounts().current().tokens()).containsExactlyInAnyOrderElementsOf(made);
    }
  }

  @Test
  void processesLoseNoChangeOfEachOther() throws Exception {
    List<Process> writers = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      writers.add(AccountsWriter.start(scene.state(), name, 15));
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }
    assertThat(scene.accounts().current().tokens())
        .extracting(ApiToken::label)
        .hasSize(30)
        .doesNotHaveDuplicates();
    assertThat(audited()).hasSize(30);
  }

  // --- damage

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"version\":1}",
        "{\"version\":1,\"users\":[],\"tokens\":null}",
        "{\"version\":2,\"users\":[],\"tokens\":[]}",
        "{\"version\":1,\"users\":[],\"tokens\":[],\"groups\":[]}",
        "{\"version\":1,\"users\":[],\"tokens\":[]} x",
        "{\"version\":1,\"users\":[{\"name\":\"a\"}],\"tokens\":[]}",
        "{\"version\":1,\"users\":[null],\"tokens\":[]}",
        "{\"version\":1,\"tokens\":[],\"users\":[{\"name\":\"a\",\"role\":\"root\","
            + "\"passwordHash\":\"x\",\"created\":\"2026-01-01T00:00:00Z\"}]}",
        "{\"version\":1,\"tokens\":[],\"users\":[{\"name\":\"a\",\"role\":\"admin\","
            + "\"passwordHash\":\"x\",\"created\":\"2026-01-01T00:00:00Z\"}]}",
      })
  void aDamagedFileIsNeverTakenForNoUsers(String content) throws IOException {
    Files.createDirectories(scene.state());
    Files.writeString(scene.file(), content);
    assertUnreadable(scene.accounts());
    assertThatThrownBy(() -> scene.accounts().add("anna", Role.ADMIN, Scene.PASSWORD, "x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(scene.file().toString());
    assertThat(scene.file()).hasContent(content);
  }

  private void assertUnreadable(Accounts of) {
    assertThatThrownBy(of::current)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(scene.file().toString())
        .hasMessageContaining("nobody is let in")
        .hasMessageContaining("backup");
  }

  @Test
  void anEmptyListOfUsersIsNoDamage() throws IOException {
    Files.createDirectories(scene.state());
    Files.writeString(scene.file(), "{\"version\":1,\"users\":[],\"tokens\":[]}");
    assertThat(scene.accounts().current().hasNoUsers()).isTrue();
  }

  @Test
  void aFileThatIsDamagedOrGoneWhileItServesLetsNobodyInUntilItIsBack()
      throws IOException, RefusedChange {
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    byte[] whole = Files.readAllBytes(scene.file());
    Files.write(scene.file(), new byte[100]);
    scene.passSeconds(1);
    assertUnreadable(accounts);
    Files.delete(scene.file());
    scene.passSeconds(1);
    assertUnreadable(accounts);
    Files.write(scene.file(), whole);
    scene.passSeconds(1);
    assertThat(accounts.current().user("anna")).isPresent();
  }

  @Test
  void aFolderInTheFilesPlaceIsDamage() throws IOException {
    Files.createDirectories(scene.file());
    assertUnreadable(scene.accounts());
  }

  // --- the first administrator

  @Test
  void theEnvironmentMakesTheFirstAdministrator() throws IOException, RefusedChange {
    Map<String, String> environment = Map.of(AdminPassword.VALUE, Scene.PASSWORD);
    assertThat(accounts.bootstrap(environment)).isEqualTo(Bootstrap.MADE);
    User admin = accounts.current().user("admin").orElseThrow();
    assertThat(admin.role()).isEqualTo(Role.ADMIN);
    assertThat(scene.passwords().isOf(admin, Scene.PASSWORD)).isTrue();
    assertThat(audited()).containsExactly("USER_ADD admin by environment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse", "correct horse\n", "correct horse\r\n"})
  void itsPasswordMayLieInAFile(String content) throws IOException, RefusedChange {
    Path file = Files.writeString(folder.resolve("secret"), content);
    assertThat(accounts.bootstrap(Map.of(AdminPassword.FILE, file.toString())))
        .isEqualTo(Bootstrap.MADE);
    User admin = accounts.current().user("admin").orElseThrow();
    assertThat(scene.passwords().isOf(admin, "correct horse")).isTrue();
  }

  @Test
  void theEnvironmentIsIgnoredOnceThereAreUsers() throws IOException, RefusedChange {
    accounts.add("anna", Role.ADMIN, Scene.PASSWORD, "root");
    assertThat(accounts.bootstrap(Map.of(AdminPassword.VALUE, "another horse")))
        .isEqualTo(Bootstrap.IGNORED);
    assertThat(accounts.current().users()).hasSize(1);
  }

  @Test
  void anEnvironmentWithoutAPasswordAsksForNothing() throws IOException, RefusedChange {
    assertThat(accounts.bootstrap(Map.of(AdminPassword.VALUE, ""))).isEqualTo(Bootstrap.NOT_ASKED);
    assertThat(accounts.bootstrap(Map.of())).isEqualTo(Bootstrap.NOT_ASKED);
  }

  @Test
  void anEnvironmentThatCannotBeMeantIsAnError() {
    assertRefused(
        Kind.INVALID,
        () ->
            accounts.bootstrap(
                Map.of(AdminPassword.VALUE, Scene.PASSWORD, AdminPassword.FILE, "/x")));
    assertRefused(Kind.INVALID, () -> accounts.bootstrap(Map.of(AdminPassword.VALUE, "short")));
    assertThatThrownBy(() -> accounts.bootstrap(Map.of(AdminPassword.FILE, "/nowhere/x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/nowhere/x");
  }
}
