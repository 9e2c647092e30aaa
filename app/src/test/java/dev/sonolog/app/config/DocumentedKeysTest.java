package dev.sonolog.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.config.Key.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is documented is what is accepted: config.example.ini, docs/configuration.md, the table. */
class DocumentedKeysTest {
  private static final Path ROOT = root();

  private static final Pattern HEADING = Pattern.compile("## (.+)");

  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z_]+)` \\|(?: `([^`]*)`)? \\| (.+) \\|");

  /** A key in the example, in force or commented out. */
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^#?([a-z_]+) =(.*)$");

  /** The tests run in the module's folder, or in that of the project. */
  private static Path root() {
    return Stream.of(Path.of(".."), Path.of(""))
        .filter(folder -> Files.exists(folder.resolve("config.example.ini")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no config.example.ini"));
  }

  private static String example() throws IOException {
    return Files.readString(ROOT.resolve("config.example.ini"));
  }

  @Test
  void theExampleIsValidAsItIs() {
    assertThat(Loading.load(read("config.example.ini")).warnings()).isEmpty();
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theExampleHasEveryKeyAndNoOther() throws IOException {
    List<String> keys =
        EXAMPLE.matcher(example()).results().map(match -> match.group(1)).distinct().toList();

    assertThat(keys)
        .containsExactlyInAnyOrderElementsOf(Keys.ALL.stream().map(Key::name).distinct().toList());
  }

  @Test
  void theExampleShowsTheDefaults() throws IOException {
    String text = example();
    for (Key<?> key : Keys.ALL) {
      if (!key.fallback().isEmpty()) {
        assertThat(text.lines().map(line -> line.startsWith("#") ? line.substring(1) : line))
            .contains(key.name() + " = " + key.fallback());
      }
    }
  }

  /** Lines of the example that show a value and not a file's name, uncommented one by one. */
  static Stream<String> commentedKeys() throws IOException {
    return example()
        .lines()
        .filter(line -> line.matches("#[a-z_]+ = .*"))
        .map(line -> line.substring(1))
        .filter(line -> !line.contains("_file ="));
  }

  /** Schedules name another one in the example. */
  private static final String SHOWS_SOURCE = "source = studio";

  @ParameterizedTest
  @MethodSource("commentedKeys")
  void eachCommentedLineOfTheExampleIsAccepted(String line) {
    var environment =
        Stream.of(
                "STATION_KEY",
                "RADIO_PASSWORD",
                "WEBHOOK_TOKEN",
                "MAIL_PASSWORD",
                "LIBRETIME_KEY",
                "LIBRETIME_PASSWORD")
            .collect(Collectors.toMap(name -> name, _ -> "x"));
    boolean card = example(line, Kind.SOUNDCARD) && !example(line, Kind.STREAM);
    boolean signal = example(line, Kind.SIGNAL) && !example(line, Kind.SOUNDCARD);
    boolean general = example(line, Kind.GENERAL);
    String source =
        signal
            ? "[x]\ntype = signal\n"
            : card ? "[x]\ntype = soundcard\n" : "[x]\ntype = stream\nurl = http://x.example/\n";
    if (line.endsWith("source = studio")) {
      source = source.replace("[x]", "[studio]");
    }
    boolean web = example(line, Kind.WEB);
    String text =
        isOfASchedule(line)
            ? schedule(line)
            : line.startsWith("type")
                ? "[x]\n" + line
                : isOfLibretime(line)
                    ? libretime(line) + source
                    : example(line, Kind.ALERTS)
                        ? "[alerts]\nwebhook = http://x.example/\n"
                            + alertsPair(line)
                            + line
                            + "\n"
                            + source
                        : web
                            ? "[web]\n" + line + "\n" + pair(line) + source
                            : general
                                ? "[general]\n" + line + "\n" + source
                                : source + soundcardSafe(line);

    assertThat(Loading.load(text, environment).warnings())
        .allSatisfy(
            warning ->
                assertThat(warning.message())
                    .containsAnyOf("without a username", "only with mode = manual"));
  }

  private static boolean isOfASchedule(String line) {
    return example(line, Kind.SCHEDULE)
        && !example(line, Kind.GENERAL)
        && !line.equals(SHOWS_SOURCE);
  }

  /** Some of its keys are those of schedules, too. */
  private static boolean isOfLibretime(String line) {
    return line.equals(SHOWS_SOURCE)
        || (example(line, Kind.LIBRETIME) && !example(line, Kind.STREAM));
  }

  /** A schedule has a source, one rule, and what goes with it. */
  private static String schedule(String line) {
    String others =
        switch (line.substring(0, line.indexOf(' '))) {
          case "days", "date" -> "time = 20:00-21:00\n";
          case "time" -> "days = daily\n";
          case "cron" -> "length = 60 min\n";
          case "length" -> "cron = 0 20 * * *\n";
          case "rule" -> "length = 60 min\nstart = 2026-01-05 20:00\n";
          case "start" -> "length = 60 min\nrule = FREQ=DAILY\n";
          default -> "days = daily\ntime = 20:00-21:00\n";
        };
    return "[microphone]\ntype = signal\n[schedule x]\n"
        + (line.startsWith("source") ? "" : "source = microphone\n")
        + others
        + line;
  }

  /** One is of no use without the other. */
  private static String pair(String line) {
    return line.startsWith("tls_certificate")
        ? "tls_key = key.pem\n"
        : line.startsWith("tls_key") ? "tls_certificate = certificate.pem\n" : "";
  }

  /** Mail needs both ends, and a login both parts. */
  private static String alertsPair(String line) {
    return switch (line.substring(0, line.indexOf(' '))) {
      case "mail_to" -> "smtp = smtp://mail.example\n";
      case "smtp" -> "mail_to = anna@example.org\n";
      case "smtp_user" -> "smtp_password = x\n";
      case "smtp_password" -> "smtp_user = x\n";
      default -> "";
    };
  }

  /** A login needs both parts. */
  private static String libretime(String line) {
    String login = line.startsWith("user") ? "password = x\n" : "";
    return "[libretime]\nurl = http://x.example/\n" + login + line + "\n";
  }

  private static String soundcardSafe(String line) {
    return line.equals("format = wav") ? "# " + line : line;
  }

  private static boolean example(String line, Kind kind) {
    return Keys.find(line.substring(0, line.indexOf(' ')), kind).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "All sources, EVERYWHERE",
    "All streams, ALL_STREAMS",
    "The recorder as a whole, GENERAL",
    "Each source, SOURCE",
    "Each stream, STREAM",
    "Each sound card and each generated signal, SAMPLES",
    "Each sound card, SOUNDCARD",
    "Each generated signal, SIGNAL",
    "The web side, WEB",
    "Alerts, ALERTS",
    "LibreTime, LIBRETIME",
    "Each schedule, SCHEDULE",
  })
  void theDocumentationHasEachKeyWithItsDefault(String heading, Key.Scope scope) {
    List<String> documented =
        section(read("docs/configuration.md"), heading)
            .lines()
            .flatMap(line -> ROW.matcher(line).results())
            .map(DocumentedKeysTest::keyAndDefault)
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(
            Keys.ALL.stream()
                .filter(key -> key.scope() == scope)
                .map(key -> key.name() + " = " + key.fallback())
                .toList());
  }

  private static String keyAndDefault(MatchResult row) {
    return row.group(1) + " = " + (row.group(2) == null ? "" : row.group(2));
  }

  private static String section(String text, String heading) {
    int from = text.indexOf("\n## " + heading + "\n");
    assertThat(from).as("a heading \"%s\"", heading).isNotNegative();
    var next = HEADING.matcher(text);
    return text.substring(from, next.find(from + 4) ? next.start() : text.length());
  }

  @Test
  void everyDefaultIsAcceptedByItsOwnKey() {
    for (Key<?> key : Keys.ALL) {
      if (!key.fallback().isEmpty()) {
        assertThat(key.read(key.fallback())).as(key.name()).isPresent();
      }
    }
  }

  @Test
  void theDifferencesFromIsrNameEveryNewKey() {
    List<String> isr =
        List.of(
            "output_directory",
            "split_minutes",
            "filename_pattern",
            "max_retries",
            "retry_delay_seconds",
            "log_level",
            "log_file",
            "type",
            "url",
            "username",
            "password",
            "format",
            "device",
            "sample_rate",
            "channels");
    String text = read("docs/isr-compatibility.md");

    assertThat(Keys.ALL.stream().map(Key::name).filter(name -> !isr.contains(name)))
        .allSatisfy(name -> assertThat(section(text, "What is new")).contains("`" + name + "`"));
    assertThat(Keys.ALL.stream().map(Key::name)).containsAll(isr);
  }
}
