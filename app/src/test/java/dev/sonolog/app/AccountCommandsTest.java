package dev.sonolog.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.archive.AuditLog;
import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.Passwords;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.access.User;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** {@code sonolog user} and {@code sonolog token}, on a folder that is served. */
class AccountCommandsTest {
  private static final String PASSWORD = "correct horse";

  /** What a command line said. */
  private record Said(int status, String out, String err) {}

  @TempDir private Path folder;

  private Said run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--dir", folder.toString()));
    return said(all);
  }

  private static Said said(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = line.execute(arguments.toArray(String[]::new));
    return new Said(status, out.toString(), err.toString());
  }

  private void done(String... arguments) {
    Said said = run(arguments);
    assertThat(said.status()).as(said.err()).isEqualTo(ExitCode.OK);
  }

  private String passwordFile() throws IOException {
    return Files.writeString(folder.resolve("secret"), PASSWORD + "\n").toString();
  }

  private void add(String name, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of("user", "add", name));
    all.addAll(List.of("--password-file", passwordFile()));
    all.addAll(Arrays.asList(more));
    done(all.toArray(String[]::new));
  }

  private interface Question<T> {
    T ask(Accounts accounts, Passwords passwords) throws Exception;
  }

  private <T> T ask(Question<T> question) throws Exception {
    try (Passwords passwords = new Passwords()) {
      Path state = folder.resolve(".sonolog");
      return question.ask(new Accounts(state, passwords, InstantSource.system()), passwords);
    }
  }

  private List<String> users() throws Exception {
    return ask((of, _) -> of.current().users().stream().map(User::toString).toList());
  }

  private boolean isPassword(String name, String password) throws Exception {
    return ask((of, with) -> with.isOf(of.current().user(name).orElseThrow(), password));
  }

  // --- user

  @Test
  void theFirstUserIsAnAdminAndTheNextAViewer() throws Exception {
    add("anna");
    add("ben");
    add("carl", "--role", "Operator");
    assertThat(users()).containsExactly("anna (admin)", "ben (viewer)", "carl (operator)");
    assertThat(isPassword("anna", PASSWORD)).isTrue();
  }

  @Test
  void theFirstUserCannotBeLess() throws Exception {
    Said said = run("user", "add", "anna", "--role", "viewer", "--password-file", passwordFile());
    assertThat(said.status()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err())
        .isEqualToIgnoringNewLines(
            "sonolog: The first user must be an admin, or nobody could manage the others");
    assertThat(users()).isEmpty();
  }

  @Test
  void aPasswordComesFromStandardInput() throws Exception {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("another horse\n".getBytes(StandardCharsets.UTF_8)));
    try {
      done("user", "add", "anna", "--password-file", "-");
    } finally {
      System.setIn(before);
    }
    assertThat(isPassword("anna", "another horse")).isTrue();
  }

  @Test
  void withoutATerminalItSaysHowToGiveAPassword() {
    Said said = run("user", "add", "anna");
    assertThat(said.status()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("no terminal", "--password-file");
  }

  @Test
  void aPasswordIsTypedTwice() throws CommandFailure {
    List<String> questions = new ArrayList<>();
    Iterator<String> answers = List.of(PASSWORD, PASSWORD).iterator();
    String password =
        PasswordOption.asked(
            "anna",
            question -> {
              questions.add(question);
              return Optional.of(answers.next().toCharArray());
            });
    assertThat(password).isEqualTo(PASSWORD);
    assertThat(questions).containsExactly("Password for anna: ", "Once more: ");
  }

  @Test
  void aPasswordThatIsMistypedOrMissingIsNone() {
    Iterator<String> answers = List.of(PASSWORD, "correct hrose").iterator();
    assertThatThrownBy(
            () -> PasswordOption.asked("anna", _ -> Optional.of(answers.next().toCharArray())))
        .hasMessageContaining("differ");
    assertThatThrownBy(() -> PasswordOption.asked("anna", _ -> Optional.empty()))
        .hasMessageContaining("No password");
  }

  @Test
  void usersAreListed() throws Exception {
    add("anna");
    add("Ben M\u00fcller");
    assertThat(run("user", "list").out())
        .containsPattern("(?m)^admin +\\S+Z  anna$")
        .containsPattern("(?m)^viewer +\\S+Z  Ben M\u00fcller$")
        .contains("Users: 2");
    String json = run("user", "list", "--json").out();
    JsonNode users = ControlMessage.JSON.readTree(json);
    assertThat(users.get(1).get("name").asString()).isEqualTo("Ben M\u00fcller");
    assertThat(users.get(1).get("role").asString()).isEqualTo("viewer");
    assertThat(json).doesNotContain("argon2", "ash");
  }

  @Test
  void aPasswordIsChanged() throws Exception {
    add("anna");
    Path other = Files.writeString(folder.resolve("other"), "another horse");
    done("user", "password", "anna", "--password-file", other.toString());
    assertThat(isPassword("anna", "another horse")).isTrue();
    Said unknown = run("user", "password", "ben", "--password-file", other.toString());
    assertThat(unknown.status()).isEqualTo(ExitCode.FAILED);
    assertThat(unknown.err()).contains("There is no user ben");
  }

  @Test
  void aPasswordThatIsTooShortOrUnreadableChangesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("short"), "1234567");
    Said said = run("user", "add", "anna", "--password-file", file.toString());
    assertThat(said.status()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("at least 8");
    Said missing = run("user", "add", "anna", "--password-file", folder + "/none");
    assertThat(missing.status()).isEqualTo(ExitCode.FAILED);
    assertThat(missing.err()).contains(folder + "/none");
    assertThat(users()).isEmpty();
  }

  @Test
  void theLastAdminAndTheLastUserStayUnlessSomebodyInsists() throws Exception {
    add("anna");
    add("ben");
    assertThat(run("user", "role", "anna", "viewer").status()).isEqualTo(ExitCode.FAILED);
    assertThat(run("user", "remove", "anna").err()).contains("No admin would be left");
    done("user", "role", "ben", "admin");
    done("user", "remove", "anna");
    done("user", "role", "ben", "operator", "--force");
    assertThat(users()).containsExactly("ben (operator)");
    assertThat(run("user", "remove", "ben").err()).contains("No user would be left");
    done("user", "remove", "ben", "--last");
    assertThat(users()).isEmpty();
  }

  // --- token

  @Test
  void aTokenIsPrintedOnceAndAlone() throws Exception {
    Said said = run("token", "add", "--label", "backup", "--role", "operator");
    assertThat(said.status()).isEqualTo(ExitCode.OK);
    assertThat(said.out()).matches("sono_[\\w-]{43}\\R");
    assertThat(said.err()).contains("backup", "not shown again").doesNotContain("sono_");
    assertThat(run("token", "list").out())
        .containsPattern("(?m)^[0-9a-f]{8}  operator  backup  made by .*, for ever$")
        .doesNotContain(said.out().strip());
  }

  @Test
  void tokensExpireAndAreRemoved() throws Exception {
    done("token", "add", "--label", "short", "--expires", "7");
    JsonNode token = ControlMessage.JSON.readTree(run("token", "list", "--json").out()).get(0);
    assertThat(token.get("role").asString()).isEqualTo(Role.VIEWER.word());
    assertThat(token.get("expires").asString()).endsWith("Z");
    assertThat(token.get("expired").asBoolean()).isFalse();
    String id = token.get("id").asString();
    done("token", "remove", id);
    assertThat(run("token", "remove", id).status()).isEqualTo(ExitCode.FAILED);
    assertThat(run("token", "list").out()).isEqualToIgnoringNewLines("Tokens: 0");
  }

  // --- where

  @Test
  void aConfigurationSaysWhereToo() throws Exception {
    Path archive = folder.resolve("archive");
    Path config =
        Files.writeString(
            folder.resolve("config.ini"),
            """
            [general]
            output_directory = %s
            [radio]
            type = stream
            url = http://127.0.0.1:1/radio
            """
                .formatted(archive));
    Said said =
        said(
            List.of(
                "user", "add", "anna", "--password-file", passwordFile(), "-c", config.toString()));
    assertThat(said.status()).as(said.err()).isEqualTo(ExitCode.OK);
    assertThat(archive.resolve(".sonolog/accounts.json")).exists();
    assertThat(
            said(List.of("user", "list", "--state", archive.resolve(".sonolog").toString())).out())
        .contains("anna");
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() {
    Path nowhere = folder.resolve("nowhere");
    Said said = said(List.of("user", "list", "--dir", nowhere.toString()));
    assertThat(said.status()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains(nowhere.toString());
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void aDamagedFileIsToldWithWhatToDo() throws Exception {
    add("anna");
    Path file = folder.resolve(".sonolog/accounts.json");
    Files.writeString(file, "{");
    Said said = run("user", "list");
    assertThat(said.status()).isEqualTo(ExitCode.FAILED);
    assertThat(said.err()).contains(file.toString(), "backup").doesNotContain("\tat ");
  }

  @Test
  void whatWasDoneStandsInTheAuditLog() throws Exception {
    add("anna");
    done("token", "add", "--label", "backup");
    List<String> lines = new ArrayList<>();
    new AuditLog(folder.resolve(".sonolog"))
        .forEachAccess(line -> lines.add(line.action() + " by " + line.by()));
    String me = System.getProperty("user.name");
    assertThat(lines).containsExactly("USER_ADD by " + me, "TOKEN_ADD by " + me);
  }
}
