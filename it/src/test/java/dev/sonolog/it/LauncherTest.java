package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The launcher, in a copy of the project that has no code: Java and Maven are scripts that say what
 * they were asked for. No Java of this computer is seen: the folders in which one is looked for lie
 * in the copy, too.
 */
class LauncherTest {
  @TempDir private Path temporary = Path.of("");
  private Path project = Path.of("");
  private Path bin = Path.of("");
  private final Map<String, String> environment = new LinkedHashMap<>();

  /** What a process said on its two outputs. */
  private record Said(int status, String output, String error) {}

  @BeforeEach
  void copy() throws IOException {
    project = Files.createDirectories(temporary.resolve("a project"));
    bin = Files.createDirectories(temporary.resolve("bin"));
    for (String tool :
        List.of(
            "dirname",
            "readlink",
            "grep",
            "head",
            "find",
            "mkdir",
            "touch",
            "cat",
            "sleep",
            "mktemp",
            "cp",
            "ln",
            "ls",
            "tail",
            "xargs",
            "rm",
            "basename",
            "flock")) {
      script(bin.resolve(tool), "#!/bin/sh\nexec /usr/bin/%s \"$@\"\n".formatted(tool));
    }
    script(project.resolve("sonolog"), Files.readString(Product.ROOT.resolve("sonolog")));
    script(project.resolve("tools/find-java"), lookingHere());
    for (String module : modules()) {
      Files.createDirectories(project.resolve(module));
    }
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    write(jar(), "");
    later(jar(), 10);
    environment.put("PATH", bin.toString());
    environment.put("HOME", temporary.resolve("home").toString());
  }

  @Test
  void argumentsArriveAsTheyWereGiven() throws IOException {
    environment.put("SONOLOG_JAVA", java("java", 25).toString());
    Said said = launch("check", "two words", "", "*", "$HOME", "a'b\"c", "ü");
    assertThat(said.output())
        .isEqualTo(temporary + "\n<check>\n<two words>\n<>\n<*>\n<$HOME>\n<a'b\"c>\n<ü>\n");
    assertThat(said.status()).isZero();
  }

  @Test
  void nothingElseIsSaidWhenNothingIsToBeBuilt() throws IOException {
    environment.put("SONOLOG_JAVA", java("java", 25).toString());
    assertThat(launch("check").error()).isEmpty();
  }

  @Test
  void aLinkToItIsAsGood() throws IOException {
    environment.put("SONOLOG_JAVA", java("java", 25).toString());
    Path link = Files.createSymbolicLink(temporary.resolve("link"), project.resolve("sonolog"));
    assertThat(run(List.of(link.toString(), "status")).output()).endsWith("<status>\n");
  }

  @Test
  void theExitStatusIsTheProgrammes() throws IOException {
    environment.put("SONOLOG_JAVA", java("java", 25).toString());
    assertThat(launch("fail").status()).isEqualTo(3);
  }

  @Test
  void signalsReachTheProgramme() throws IOException, InterruptedException {
    environment.put("SONOLOG_JAVA", java("java", 25).toString());
    Path output = temporary.resolve("output");
    Process process =
        builder(List.of(project.resolve("sonolog").toString(), "wait"))
            .redirectOutput(output.toFile())
            .start();
    try {
      Awaitility.await().until(() -> Files.readString(output).contains("ready"));
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(7);
      assertThat(output).content().contains("a signal came");
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aSourceThatIsNewerIsBuiltFirst(String module) throws IOException {
    environment.put("SONOLOG_JAVA", java("java", 25).toString());
    newerSource(module);
    script(
        bin.resolve("mvn"),
        """
        #!/bin/sh
        echo "$PWD $*" > "$HOME.maven"
        mkdir -p app/target/lib
        touch app/target/sonolog.jar
        """);
    Said said = launch("check");
    assertThat(said.error()).contains("sonolog: building");
    assertThat(said.output()).endsWith("<check>\n");
    assertThat(temporary.resolve("home.maven")).content().startsWith(project + " ");
    later(jar(), 100);
    assertThat(launch("check").error()).isEmpty();
  }

  @Test
  void whatDecodesIsBuiltWhenItIsWantedFirst() throws IOException {
    environment.put("SONOLOG_JAVA", java("java", 25).toString());
    newerSource("worker");
    script(
        bin.resolve("mvn"),
        """
        #!/bin/sh
        echo "$PWD $*" > "$HOME.maven"
        mkdir -p worker/target
        touch worker/target/sonolog-worker.jar
        """);
    assertThat(launch("check").error()).isEmpty();
    Said said = launch("analyse", "radio");
    assertThat(said.error()).contains("sonolog: building what decodes");
    assertThat(said.output()).endsWith("<analyse>\n<radio>\n");
    assertThat(temporary.resolve("home.maven")).content().contains("-pl worker");
    later(project.resolve("worker/target/sonolog-worker.jar"), 100);
    assertThat(launch("analyse", "radio").error()).isEmpty();
  }

  @Test
  void aBuildThatFailsShowsWhyAndStartsNothing() throws IOException {
    environment.put("SONOLOG_JAVA", java("java", 25).toString());
    newerSource("formats");
    script(bin.resolve("mvn"), "#!/bin/sh\necho 'a semicolon is missing'\nexit 1\n");
    Said said = launch("check");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.error()).contains("a semicolon is missing").contains("the build failed");
    assertThat(said.output()).isEmpty();
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws IOException {
    environment.put("SONOLOG_JAVA", java("java", 25).toString());
    newerSource("formats");
    Said said = launch("check");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.error()).contains("apt-get install maven");
  }

  @Test
  void withoutAJavaItSaysWhatToInstall() throws IOException {
    Said said = launch("check");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.error()).contains("no Java 25 found").contains("Install a JDK 25");
    assertThat(said.output()).isEmpty();
  }

  @Test
  void anOlderJavaIsNone() throws IOException {
    java("bin/java", 17);
    environment.put("JAVA_HOME", java("jdk/bin/java", 21).resolve("../..").normalize().toString());
    assertThat(launch("check").error()).contains("no Java 25 found");
  }

  @Test
  void aWrongSonologJavaIsNamedAndNotReplaced() throws IOException {
    java("bin/java", 25);
    Path wrong = java("old/java", 17);
    environment.put("SONOLOG_JAVA", wrong.toString());
    Said said = launch("check");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.error()).contains("SONOLOG_JAVA=" + wrong);
  }

  @Test
  void javaIsFoundByJavaHomeThenInTheUsualFoldersThenOnThePath() throws IOException {
    Path onPath = java("bin/java", 25);
    assertThat(found()).isEqualTo(onPath.toString());
    Path usual = java("disk/usr/lib/jvm/some-jdk/bin/java", 25);
    assertThat(found()).isEqualTo(usual.toString());
    Path home = java("jdk/bin/java", 25);
    environment.put("JAVA_HOME", temporary.resolve("jdk").toString());
    assertThat(found()).isEqualTo(home.toString());
  }

  @Test
  void aReleaseFileSparesTheQuestion() throws IOException {
    Path java = temporary.resolve("disk/usr/lib/jvm/quiet/bin/java");
    script(java, "#!/bin/sh\nexit 1\n"); // would not answer
    Files.writeString(
        temporary.resolve("disk/usr/lib/jvm/quiet/release"), "JAVA_VERSION=\"25.0.3\"\n");
    assertThat(found()).isEqualTo(java.toString());
  }

  // --- helpers

  private Said launch(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(project.resolve("sonolog").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String found() throws IOException {
    Said said = run(List.of(project.resolve("tools/find-java").toString()));
    assertThat(said.error()).isEmpty();
    return said.output().strip();
  }

  private Said run(List<String> command) throws IOException {
    Path output = Files.createTempFile(temporary, "said", ".out");
    Path error = Files.createTempFile(temporary, "said", ".err");
    Process process =
        builder(command).redirectOutput(output.toFile()).redirectError(error.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command.toString()).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
    return new Said(process.exitValue(), Files.readString(output), Files.readString(error));
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private Path java(String name, int version) throws IOException {
    return script(
        temporary.resolve(name),
        """
        #!/bin/sh
        if [ "$1" = -version ]; then echo 'openjdk version "%s.0.1" 2026-01-01' >&2; exit 0; fi
        while [ "$1" != -jar ]; do shift; done
        shift 2
        case ${1:-} in
          wait) trap 'kill $!; echo "a signal came"; exit 7' TERM; sleep 60 & echo ready; wait ;;
          fail) exit 3 ;;
          *) pwd; for argument; do printf '<%%s>\\n' "$argument"; done ;;
        esac
        """
            .formatted(version));
  }

  /** The script with its folders below one of ours. */
  private String lookingHere() throws IOException {
    String script = Files.readString(Product.ROOT.resolve("tools/find-java"));
    String here = script.replaceAll(" (/[\\w/]+\\*)", " " + temporary + "/disk$1");
    assertThat(here).contains(temporary + "/disk/usr/lib/jvm/*").doesNotContain(" /usr/lib/jvm/*");
    return here;
  }

  /** The program that was built last. */
  private Path jar() {
    return project.resolve("target/launcher/current/sonolog.jar");
  }

  /** The modules that the product is built from. */
  static List<String> modules() throws IOException {
    String project = Files.readString(Product.ROOT.resolve("pom.xml"));
    return Pattern.compile("<module>(\\w+)</module>")
        .matcher(project)
        .results()
        .map(module -> module.group(1))
        .filter(module -> !module.equals("it") && !module.equals("worker"))
        .toList();
  }

  private void newerSource(String module) throws IOException {
    Path source = project.resolve(module + "/src/main/java/Some.java");
    write(source, "class Some {}");
    later(source, 50);
  }

  private static void later(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  private static Path script(Path file, String text) throws IOException {
    write(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
