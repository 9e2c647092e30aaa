package dev.sonolog.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * A build that loads all cores: on each, a compiler at work on a module of this project, again and
 * again until it is closed.
 */
final class BuildLoad implements AutoCloseable {
  private final List<Core> cores = new ArrayList<>();
  private final AtomicInteger builds = new AtomicInteger();
  private volatile boolean ended;

  private BuildLoad() {}

  /**
   * Begins to build.
   *
   * @param folder where its files lie; made if it is missing
   */
  static BuildLoad start(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> compiler = compiler(sources(folder));
    BuildLoad load = new BuildLoad();
    for (int number = 0; number < Runtime.getRuntime().availableProcessors(); number++) {
      List<String> command = new ArrayList<>(compiler);
      command.addAll(List.of("-d", folder.resolve("classes-" + number).toString()));
      load.cores.add(load.new Core(command, folder.resolve("javac-" + number + ".txt")));
    }
    return load;
  }

  /** How often the module was built until now. */
  int builds() {
    return builds.get();
  }

  @Override
  public void close() {
    ended = true;
    for (Core core : cores) {
      core.end();
    }
  }

  private static Path sources(Path folder) throws IOException {
    Path code = Product.ROOT.resolve("formats/src/main/java");
    try (Stream<Path> files = Files.walk(code)) {
      return Files.write(
          folder.resolve("sources.txt"),
          files.map(Path::toString).filter(name -> name.endsWith(".java")).toList());
    }
  }

  private static List<String> compiler(Path sources) {
    String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
    String annotations = NullMarked.class.getProtectionDomain().getCodeSource().getLocation() + "";
    String path = Path.of(URI.create(annotations)).toString();
    return List.of(
        javac, "-proc:none", "-nowarn", "-encoding", "UTF-8", "-cp", path, "@" + sources);
  }

  /** What keeps one core busy. */
  private final class Core {
    private final ProcessBuilder builder;
    private final Thread thread;
    private volatile Process compiling;

    Core(List<String> command, Path output) throws IOException {
      builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(output.toFile());
      compiling = builder.start();
      thread = Thread.ofPlatform().name(output.getFileName().toString()).start(this::run);
    }

    private void run() {
      try {
        while (compiling.waitFor() == 0 && !ended) {
          builds.incrementAndGet();
          compiling = builder.start();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void end() {
      while (thread.isAlive()) {
        compiling.destroyForcibly().onExit().join(); // it may have begun another meanwhile
      }
    }
  }
}
