package dev.sonolog.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A sound card that is a sound server of its own, in real time: what is played into its only sink
 * is what it captures, bit by bit. It is pulled out by killing the server. Closing it ends all that
 * was started.
 */
final class VirtualCard implements AutoCloseable {
  private final Path folder;
  private final String name;
  private final int hertz;
  private final SampleCounter samples;
  private final Closeables running = new Closeables();

  /**
   * @param folder all that the server writes is there; made if it is missing
   * @param name of the card, for ALSA
   * @param hertz frames per second
   * @param samples what it can hold
   */
  VirtualCard(Path folder, String name, int hertz, SampleCounter samples) {
    this.folder = folder;
    this.name = name;
    this.hertz = hertz;
    this.samples = samples;
  }

  int hertz() {
    return hertz;
  }

  SampleCounter samples() {
    return samples;
  }

  /** Plugs it in; it can be captured when this returns. */
  void plug() throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(pidFile());
    Files.deleteIfExists(socket()); // one that was killed leaves them
    Process starter =
        start(
            List.of(
                "pulseaudio",
                "-n",
                "--daemonize=yes",
                "--exit-idle-time=60",
                "--disable-shm=yes",
                "--use-pid-file=yes",
                "--log-target=file:" + folder.resolve("pulseaudio.log"),
                "-L",
                "module-native-protocol-unix auth-anonymous=1 socket=" + socket(),
                "-L",
                "module-null-sink sink_name=%s rate=%d format=%s channels=2"
                    .formatted(name, hertz, samples.word())),
            folder.resolve("started.txt"));
    if (await(starter, 30) != 0) {
      throw new AssertionError("pulseaudio did not start; see " + folder);
    }
    ProcessHandle daemon = daemon();
    running.add(() -> kill(daemon));
  }

  /** Pulls it out; it is gone when this returns. */
  void pull() throws IOException {
    kill(daemon());
  }

  /** Plays a counter from its first frame on. */
  Process play(long frames) throws IOException {
    Path file = samples.write(folder.resolve("counter.raw"), frames);
    return started("paplay", "--latency-msec=2000", "--device=" + name, file.toString());
  }

  /** Captures it besides, by another program and soon after it sounds, into a file. */
  Path listen() throws IOException {
    started("parec", "--latency-msec=20", "--device=" + name + ".monitor");
    return said("parec");
  }

  /** What makes it known to ALSA. */
  String definition() {
    return """
    pcm.%1$s {
      type pulse server "unix:%2$s" device "%1$s.monitor"
      hint { show on description "Virtual %1$s" }
    }
    """
        .formatted(name, socket());
  }

  /** Waits for the end of a program and says its exit status. */
  static int await(Process process, long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError("Still running after " + seconds + " s: " + process.info());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    running.close();
  }

  private Process started(String program, String... arguments) throws IOException {
    List<String> format =
        List.of("--raw", "--format=" + samples.word(), "--rate=" + hertz, "--channels=2");
    List<String> command = new ArrayList<>(List.of(program, "--server=unix:" + socket()));
    command.addAll(format);
    command.addAll(List.of(arguments));
    Process process = start(command, said(program));
    running.add(() -> process.destroyForcibly().onExit().join());
    return process;
  }

  private Process start(List<String> command, Path output) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    builder.environment().put("PULSE_RUNTIME_PATH", folder.toString());
    builder.redirectError(folder.resolve(command.getFirst() + ".err").toFile());
    try {
      return builder.redirectOutput(output.toFile()).start();
    } catch (IOException e) {
      throw new AssertionError("Cannot run " + command.getFirst() + "; ./test installs it", e);
    }
  }

  private Path said(String program) {
    return folder.resolve(program + ".out");
  }

  private ProcessHandle daemon() throws IOException {
    long pid = Long.parseLong(Files.readString(pidFile()).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private Path pidFile() {
    return folder.resolve("pid");
  }

  private Path socket() {
    return folder.resolve("native");
  }
}
