package dev.sonolog.app;

import dev.sonolog.archive.FileNamePattern;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The one source of {@code sonolog studio}: what of it is said as live-recorder's options. */
final class StudioSource {
  /** What it is called. */
  static final String NAME = "studio";

  /** So large live-recorder let a file become. */
  private static final String LARGEST_FILE = "2GiB";

  private static final String FLAC = ".flac";
  private static final int LEAST_RATE = 1_000;
  private static final int MOST_RATE = 768_000;
  private static final int MOST_CHANNELS = 32;

  /** Kinds of samples, by the names of libsndfile. */
  enum Subtype {
    PCM_16("s16"),
    PCM_24("s24"),
    PCM_32("s32"),
    FLOAT("float");

    private final String word;

    Subtype(String word) {
      this.word = word;
    }
  }

  @Option(
      names = {"-d", "--device"},
      paramLabel = "DEVICE",
      defaultValue = "default",
      description =
          "The card: its number or a part of its name, as --list-devices shows them, or a PCM of"
              + " ALSA; ${DEFAULT-VALUE}.")
  private String device = "default";

  @Option(
      names = {"-r", "--samplerate"},
      paramLabel = "RATE",
      defaultValue = "44100",
      description = "Samples a second of each channel; ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = {"-c", "--channels"},
      paramLabel = "CHANNELS",
      defaultValue = "2",
      description = "How many channels; ${DEFAULT-VALUE}.")
  private int channels;

  @Option(
      names = {"-t", "--subtype"},
      paramLabel = "SUBTYPE",
      defaultValue = "PCM_16",
      description = "The samples of the files: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
  private Subtype subtype = Subtype.PCM_16;

  @Option(names = "--debug", description = "Log more.")
  private boolean debug;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      defaultValue = "rec-%Y-%m-%d-%H-%M-%S.wav",
      description =
          "How files are called by their start, in the codes of strftime; / begins a folder. One"
              + " that ends in .flac makes FLAC, any other WAV. rec-%%Y-%%m-%%d-%%H-%%M-%%S.wav"
              + " where none is given.")
  private String pattern = "rec-%Y-%m-%d-%H-%M-%S.wav";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** The same as sections of a configuration. */
  Map<String, Map<String, String>> sections() {
    check();
    Map<String, String> general = new LinkedHashMap<>();
    general.put("output_directory", folder().toString());
    general.put("log_file", "");
    general.put("log_level", debug ? "DEBUG" : "INFO");
    Map<String, String> source = new LinkedHashMap<>();
    source.put("type", "soundcard");
    source.put("mode", "manual");
    source.put("device", device);
    source.put("sample_rate", Integer.toString(rate));
    source.put("channels", Integer.toString(channels));
    source.put("sample_format", subtype.word);
    source.put("format", isFlac() ? "flac" : "wav");
    source.put("filename_pattern", name());
    source.put("split_minutes", "0");
    source.put("max_file_size", LARGEST_FILE);
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    sections.put("general", general);
    sections.put(NAME, source);
    return sections;
  }

  private void check() {
    requireWithin("--samplerate", rate, LEAST_RATE, MOST_RATE);
    requireWithin("--channels", channels, 1, MOST_CHANNELS);
    if (device.isBlank()) {
      throw wrong("--device is empty; --list-devices shows which there are");
    }
    if (isFlac() && subtype == Subtype.FLOAT) {
      throw wrong("FLAC holds no floating-point numbers: another --subtype, or a file called .wav");
    }
    try {
      var _ = new FileNamePattern(name());
    } catch (IllegalArgumentException e) {
      throw wrong("The name " + pattern + ": " + e.getMessage());
    }
  }

  private void requireWithin(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong("%s %d is outside %d..%d".formatted(option, value, least, most));
    }
  }

  private boolean isFlac() {
    return pattern.toLowerCase(Locale.ROOT).endsWith(FLAC);
  }

  // --- a pattern is relative to the working directory, unless it begins at the root

  private Path folder() {
    int codes = pattern.indexOf('%');
    int end = pattern.lastIndexOf('/', codes < 0 ? pattern.length() : codes);
    return pattern.startsWith("/")
        ? Path.of(pattern.substring(0, Math.max(1, end)))
        : Path.of("").toAbsolutePath();
  }

  private String name() {
    String folder = folder().toString();
    return pattern.startsWith("/")
        ? pattern.substring(folder.length()).replaceFirst("^/+", "")
        : pattern;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
