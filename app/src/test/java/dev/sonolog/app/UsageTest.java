package dev.sonolog.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a person who types a command is told, and what the README says of it. */
class UsageTest {
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "run",
          "web",
          "record",
          "studio",
          "check",
          "status",
          "devices",
          "meter",
          "cut",
          "take",
          "station",
          "schedule",
          "delete",
          "trash",
          "pin",
          "unpin",
          "retention",
          "reload",
          "alert",
          "import",
          "export",
          "at",
          "coverage",
          "analyse",
          "waveform",
          "loudness",
          "jobs",
          "user",
          "token",
          "cert",
          "verify",
          "reindex");

  /** {@code `sonolog cut SOURCE`} in a sentence, or a line of a block of commands. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:`sonolog|^\\./sonolog) ([a-z]+)([^`#\\n]*)");

  private static final Pattern OPTION = Pattern.compile("--[a-z]+");

  private static final Map<String, String> HELP = help();

  private static Map<String, String> help() {
    Map<String, String> help = new LinkedHashMap<>();
    COMMANDS.forEach(command -> help.put(command, said(ExitCode.OK, command, "--help")));
    return help;
  }

  /** What a command line says, on both outputs together. */
  private static String said(int status, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    CommandLine line = Main.commandLine().setOut(out).setErr(out);
    assertThat(line.execute(arguments)).as(List.of(arguments).toString()).isEqualTo(status);
    return said.toString();
  }

  @Test
  void helpSaysHowACommandIsUsed() {
    for (String command : COMMANDS) {
      assertThat(HELP.get(command)).startsWith("Usage: sonolog " + command).contains("--help");
    }
  }

  @Test
  void helpNamesAllCommandsAndExitStatuses() {
    String said = said(ExitCode.OK, "--help");
    assertThat(said).contains(COMMANDS);
    for (int status = 0; status <= 4; status++) {
      assertThat(said).containsPattern("(?m)^ +" + status + " ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "recrod",
        "record --loud",
        "record one.ini two.ini",
        "cut",
        "take",
        "demo --minutes 0",
        "demo --minutes -1",
        "demo --minutes soon",
        "demo --minutes NaN",
        "status extra",
        "studio -r 4400000",
        "studio -c 0",
        "studio -t PCM_8",
        "studio -t FLOAT take.flac",
        "studio -p 65536",
        "studio %Q.wav",
        "studio one.wav two.wav",
        "alert",
        "user",
        "user add",
        "user role anna boss",
        "token",
        "token add",
        "cert --days 826",
        "cert --days 0",
        "token add --label x --expires 0",
      })
  void wrongUsageIsExitStatusTwoWithAHint(String line) {
    String said = said(ExitCode.USAGE, line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(said).containsPattern("Usage: sonolog|Did you mean: sonolog record");
  }

  // --- the README

  @Test
  void everyCommandOfTheReadmeExists() throws IOException {
    assertThat(namedInTheReadme()).containsExactlyInAnyOrderElementsOf(COMMANDS);
  }

  @Test
  void everyOptionOfTheReadmeExists() throws IOException {
    String readme = readme();
    int options = 0;
    for (Matcher named = COMMAND.matcher(readme); named.find(); ) {
      for (Matcher option = OPTION.matcher(named.group(2)); option.find(); options++) {
        assertThat(HELP.get(named.group(1))).contains(option.group());
      }
    }
    assertThat(options).isPositive();
    assertThat(HELP.get("status")).contains("--json");
  }

  private static Set<String> namedInTheReadme() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher command = COMMAND.matcher(readme());
    while (command.find()) {
      named.add(command.group(1));
    }
    return named;
  }

  /** The tests run in the module's folder. */
  private static String readme() throws IOException {
    return Files.readString(Path.of("../README.md"));
  }
}
