package dev.sonolog.measure;

import dev.sonolog.formats.pcm.SampleFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What ffmpeg's ebur128 filter says of many signals, in one run. It measures the loudness of lower
 * rates at 48 kHz, after its own resampling, for there the recommendation gives the filters
 * themselves; at 8 kHz its own filters are off by up to 0.4 LU. It measures the true peak at the
 * signal's rate.
 */
final class Ffmpeg {
  private final Path folder;
  private final List<String> inputs = new ArrayList<>();
  private final StringBuilder graph = new StringBuilder();
  private final List<String> outputs = new ArrayList<>();
  private int signals;

  Ffmpeg(Path folder) {
    this.folder = folder;
  }

  /** The values of the last tenth of a second of a signal, by ffmpeg's names. */
  record Verdict(Map<String, Double> loudness, Map<String, Double> peaks) {
    double of(String name) {
      return value(loudness, name);
    }

    /**
     * The highest true peak of all channels in dBTP; ffmpeg gives three digits of the amplitude.
     */
    double truePeak() {
      return Decibels.ofAmplitude(value(peaks, "true_peak"));
    }

    private static double value(Map<String, Double> values, String name) {
      return Objects.requireNonNull(values.get("lavfi.r128." + name), name);
    }
  }

  void add(int rate, double[]... channels) throws IOException {
    String raw = signals + ".raw";
    Files.write(folder.resolve(raw), Wave.bytes(SampleFormat.FLOAT, Wave.interleave(channels)));
    String count = Integer.toString(channels.length);
    inputs.addAll(List.of("-f", "f32le", "-ar", Integer.toString(rate), "-ac", count, "-i", raw));
    graph.append(
        """
        [%1$d:a]asplit[a%1$d][b%1$d];
        [a%1$d]aresample=%2$d,ebur128=metadata=1,ametadata=mode=print:file=l%1$d[l%1$d];
        [b%1$d]ebur128=metadata=1:peak=true,ametadata=mode=print:file=p%1$d[p%1$d];
        """
            .formatted(signals, Math.max(rate, 48_000)));
    for (String output : List.of("l", "p")) {
      outputs.addAll(List.of("-map", "[" + output + signals + "]", "-f", "null", "-"));
    }
    signals++;
  }

  List<Verdict> judge() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
    command.addAll(inputs);
    command.add("-filter_complex");
    command.add(graph.toString().strip().replaceAll(";$", ""));
    command.addAll(outputs);
    run(command);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < signals; i++) {
      verdicts.add(new Verdict(values("l" + i), values("p" + i)));
    }
    return verdicts;
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError("This test needs ffmpeg (a Debian package)", e);
    }
    if (process.waitFor() != 0) {
      throw new AssertionError("ffmpeg failed: " + Files.readString(said));
    }
  }

  private Map<String, Double> values(String file) throws IOException {
    Map<String, Double> values = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve(file), StandardCharsets.US_ASCII)) {
      int equals = line.indexOf('=');
      if (line.startsWith("lavfi.r128.")) {
        values.put(line.substring(0, equals), number(line.substring(equals + 1)));
      }
    }
    return values;
  }

  /** It says "nan" where it means that there is nothing. */
  private static double number(String word) {
    return word.equals("nan") ? Double.NaN : Double.parseDouble(word);
  }
}
