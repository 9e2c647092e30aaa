package dev.sonolog.formats.testing;

import java.io.IOException;
import java.nio.file.Path;

/** What the encoders of the tests are given. */
public final class Signal {
  private Signal() {}

  /** A hard signal: noise, a moving tone, and clicks that a displaced sample would move. */
  public static Path hard(Path folder, int seconds) throws IOException, InterruptedException {
    Path wav = folder.resolve("signal.wav");
    Tools.run(
        folder,
        "sox",
        "-R",
        "-n",
        "-r",
        "44100",
        "-c",
        "2",
        "-b",
        "16",
        wav,
        "synth",
        seconds,
        "pinknoise",
        "pinknoise",
        "synth",
        seconds,
        "sine",
        "mix",
        "100-9000",
        "sine",
        "mix",
        "3000-200",
        "tremolo",
        "3",
        "80",
        "vol",
        "0.4");
    return wav;
  }
}
