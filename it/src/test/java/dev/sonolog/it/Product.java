package dev.sonolog.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The built program, started as a process of its own. */
final class Product implements AutoCloseable {
  /** The repository's root; the build runs each module's tests in the module's folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /**
   * Most of the many processes end before it would pay to compile their code well, which takes a
   * third of their processor time.
   */
  private static final String QUICKLY_COMPILED = "-XX:TieredStopAtLevel=1";

  /** Who serves for long gets the memory that the launcher gives it. */
  private static final Set<String> SERVING = Set.of("run", "web", "studio");

  private static final Pattern HEAP = Pattern.compile("^ +heap='([^']+)'$", Pattern.MULTILINE);

  private static final Path JAR = ROOT.resolve("app/target/sonolog.jar");

  private final Process process;
  private final Path output;

  private Product(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Runs a command to its end. */
  static Tool.Result run(Path workingDirectory, String... arguments) throws IOException {
    return run(workingDirectory, Map.of(), arguments);
  }

  /** Runs a command to its end, with additions to the environment. */
  static Tool.Result run(
      Path workingDirectory, Map<String, String> environment, String... arguments)
      throws IOException {
    try (Product product = start(workingDirectory, environment, arguments)) {
      int status = product.await(120);
      return new Tool.Result(status, product.output());
    }
  }

  /** Starts a command that goes on. */
  static Product start(Path workingDirectory, String... arguments) throws IOException {
    return start(workingDirectory, Map.of(), arguments);
  }

  /** Starts a command that goes on, with additions to the environment. */
  static Product start(Path workingDirectory, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xlog:cds*=off", QUICKLY_COMPILED));
    command.add("-XX:SharedArchiveFile=" + SharedClasses.OF_THE_PRODUCT);
    if (arguments.length > 0 && SERVING.contains(arguments[0])) {
      command.addAll(heap());
    }
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(arguments));
    return start(workingDirectory, environment, command);
  }

  private static List<String> heap() throws IOException {
    Matcher heap = HEAP.matcher(Files.readString(ROOT.resolve("sonolog")));
    if (!heap.find()) {
      throw new AssertionError("The launcher says nothing of the heap");
    }
    return List.of(heap.group(1).split(" ", -1));
  }

  /** Starts a program that is the product in the end, such as its launcher. */
  static Product start(Path workingDirectory, Map<String, String> environment, List<String> command)
      throws IOException {
    Files.createDirectories(workingDirectory);
    Path output = Files.createTempFile("sonolog", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workingDirectory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("MALLOC_ARENA_MAX", "2"); // as the launcher has it
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Product(process, output);
  }

  /** What the build made. */
  static Path jar() {
    if (!Files.exists(JAR)) {
      throw new AssertionError(JAR + " is missing; `mvn package` or ./test builds it");
    }
    return JAR;
  }

  /** Waits until its output holds {@code text}. */
  void awaitOutput(String text) {
    Awaitility.await("output: " + text)
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(20, TimeUnit.MILLISECONDS)
        .failFast(
            "the program ended before it said: " + text,
            () -> !process.isAlive() && !output().contains(text))
        .until(() -> output().contains(text));
  }

  /** Waits until its output holds {@code text} behind what it was before. */
  void awaitOutputBehind(int length, String text) {
    Awaitility.await("more output: " + text)
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(20, TimeUnit.MILLISECONDS)
        .until(() -> output().indexOf(text, length) >= 0);
  }

  String output() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  /** Sends a signal by its name, such as {@code TERM}. */
  void signal(String name) {
    Tool.run("kill", "-" + name, String.valueOf(process.pid())).orFail();
  }

  /** Waits for the end and says the exit status. */
  int await(int seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError("Still running after " + seconds + " s:\n" + output());
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Ends it as a crash does, at this very moment, and waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /**
   * Whether the program runs no more. The kernel may still keep the process then: it closes its
   * files first, and on a disk that hangs that waits, whatever the program does.
   */
  boolean hasEnded() throws IOException {
    Path memory = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
    try {
      return Files.readString(memory).isEmpty();
    } catch (NoSuchFileException _) {
      return true;
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    System.out.println(output()); // into the test's report
    Files.deleteIfExists(output);
  }
}
