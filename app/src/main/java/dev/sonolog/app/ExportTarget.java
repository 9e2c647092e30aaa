package dev.sonolog.app;

import dev.sonolog.analysis.Coding;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.TargetKind;
import dev.sonolog.jobs.TranscodeOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an export is coded anew into: what is asked for, or what the name of the file says. */
final class ExportTarget {
  private static final String ZIP = "zip";

  @Option(
      names = "--as",
      paramLabel = "FORMAT",
      description = {
        "Decodes what was recorded and codes it anew: wav, flac, mp3, opus or m4a (AAC). wav and"
            + " flac keep each sample of what was recorded without loss. Without it the extension"
            + " of --output decides: the recording's own keeps it as it is, one of these five codes"
            + " it anew."
      })
  private @Nullable String as;

  @Option(
      names = "--bitrate",
      paramLabel = "KBITS",
      description = "kbit/s of mp3, opus and m4a; 96 for each channel by default, 64 for opus.")
  private @Nullable Integer bitrate;

  @Option(
      names = "--bits",
      paramLabel = "BITS",
      description =
          "16, 24 or float: how the samples of wav and flac are kept; as they were recorded by"
              + " default, and 16 where that was lossy.")
  private @Nullable String bits;

  /**
   * What is to be coded anew; empty where the recording goes over as it is.
   *
   * @param output as it was asked for
   * @param own how the recording is coded
   * @throws CommandFailure if that contradicts itself, or says nothing that is known
   */
  Optional<Coding> coding(@Nullable String output, Codec own) throws CommandFailure {
    Optional<TargetKind> kind = kind(extension(output), own);
    if (kind.isEmpty() && (bitrate != null || bits != null)) {
      throw usage("--bitrate and --bits are for what is coded anew: say --as " + known());
    }
    return kind.isEmpty() ? Optional.empty() : Optional.of(coding(kind.get()));
  }

  private Optional<TargetKind> kind(Optional<String> extension, Codec own) throws CommandFailure {
    Optional<TargetKind> named = extension.flatMap(TargetKind::of);
    if (as != null) {
      TargetKind wanted = wanted(as);
      if (named.isPresent() && named.get() != wanted) {
        throw usage("--as " + wanted.word() + " and a file that is called ." + named.get().word());
      }
      return Optional.of(wanted);
    }
    if (extension.isEmpty() || names(own).contains(extension.get())) {
      return bitrate != null || bits != null ? named : Optional.empty();
    }
    if (named.isEmpty()) {
      throw usage(
          "No format is known by .%s: .%s keeps the recording as it is; %s are coded anew (--as)"
              .formatted(extension.get(), own.extension(), known()));
    }
    return named;
  }

  /** Without the dot, in lower case; empty where the name does not decide. */
  private static Optional<String> extension(@Nullable String output) {
    if (output == null) {
      return Optional.empty();
    }
    String name = output.substring(output.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    return extension.isEmpty() || extension.equals(ZIP) ? Optional.empty() : Optional.of(extension);
  }

  /** What files of a codec are called. */
  private static List<String> names(Codec own) {
    return switch (own) {
      case MPEG_LAYER_2 -> List.of("mp2", "mpga");
      case MPEG_LAYER_3 -> List.of("mp3", "mpga");
      case AAC -> List.of("aac", "adts");
      case VORBIS, OGG_FLAC -> List.of("ogg", "oga");
      case OPUS -> List.of("opus", "ogg", "oga");
      case FLAC -> List.of("flac");
      case PCM -> List.of("wav", "wave", "rf64");
    };
  }

  private static TargetKind wanted(String word) throws CommandFailure {
    return TargetKind.of(word.toLowerCase(Locale.ROOT))
        .orElseThrow(() -> usage("--as " + word + " is unknown; there is " + known()));
  }

  private static String known() {
    return Arrays.stream(TargetKind.values())
        .map(TargetKind::word)
        .collect(Collectors.joining(", "));
  }

  private Coding coding(TargetKind kind) throws CommandFailure {
    return new Coding(kind, samples(kind), bitrate(kind));
  }

  private Optional<SampleFormat> samples(TargetKind kind) throws CommandFailure {
    if (bits == null) {
      return Optional.empty();
    }
    if (!kind.keepsSamples()) {
      throw usage("--bits is for wav and flac");
    }
    return Optional.of(
        switch (bits) {
          case "16" -> SampleFormat.S16;
          case "24" -> SampleFormat.S24;
          case "float" -> {
            if (kind == TargetKind.FLAC) {
              throw usage("FLAC holds no floating-point numbers: --bits 16 or 24, or --as wav");
            }
            yield SampleFormat.FLOAT;
          }
          default -> throw usage("--bits " + bits + " is none of 16, 24, float");
        });
  }

  private OptionalInt bitrate(TargetKind kind) throws CommandFailure {
    if (bitrate == null) {
      return OptionalInt.empty();
    }
    if (kind.keepsSamples()) {
      throw usage("--bitrate is for mp3, opus and m4a");
    }
    int most = TranscodeOrder.MAX_BITRATE / 1_000;
    int least = TranscodeOrder.MIN_BITRATE / 1_000;
    if (bitrate < least || bitrate > most) {
      throw usage("--bitrate %d is outside %d..%d kbit/s".formatted(bitrate, least, most));
    }
    return OptionalInt.of(bitrate * 1_000);
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }
}
