package dev.sonolog.alsa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sound server with one sink that plays to nobody, at its own address in a folder. */
final class PulseAudio {
  private final Path folder;
  private final ProcessHandle daemon;

  private PulseAudio(Path folder, ProcessHandle daemon) {
    this.folder = folder;
    this.daemon = daemon;
  }

  /** Starts a server; it is ready when this returns. It ends by itself when nobody uses it. */
  static PulseAudio start(Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("pulseaudio.log");
    Process starter =
        run(
            folder,
            "pulseaudio",
            "-n",
            "--daemonize=yes",
            "--exit-idle-time=60",
            "--disable-shm=yes",
            "--use-pid-file=yes",
            "--log-target=file:" + log,
            "-L",
            "module-native-protocol-unix auth-anonymous=1 socket=" + folder.resolve("native"),
            "-L",
            "module-null-sink sink_name=card0 rate=48000 channels=2");
    if (starter.waitFor() != 0) {
      throw new AssertionError("pulseaudio did not start: " + Files.readString(log));
    }
    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    return new PulseAudio(folder, ProcessHandle.of(pid).orElseThrow());
  }

  String address() {
    return "unix:" + folder.resolve("native");
  }

  /** Plays samples of 16 bits, 48 kHz stereo. */
  Process play(byte[] samples) throws IOException {
    Path file = Files.write(folder.resolve("played.raw"), samples);
    return run(
        folder,
        "paplay",
        "--server=" + address(),
        "--device=card0",
        "--raw",
        "--format=s16le",
        "--rate=48000",
        "--channels=2",
        file.toString());
  }

  /** Kills it; returns when it is dead. */
  void kill() {
    daemon.destroyForcibly();
    daemon.onExit().join();
  }

  private static Process run(Path folder, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    builder.environment().put("PULSE_RUNTIME_PATH", folder.toString());
    try {
      return builder.redirectOutput(folder.resolve(command[0] + ".txt").toFile()).start();
    } catch (IOException e) {
      throw new AssertionError(
          "This test needs " + command[0] + " (Debian: pulseaudio, pulseaudio-utils)", e);
    }
  }
}
