package dev.sonolog.app;

import dev.sonolog.analysis.CodedSpan;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.TargetKind;
import dev.sonolog.jobs.Transcoded;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is said of files that were coded anew.
 *
 * @param place where they went
 */
record CodedReport(String place, ExcerptPlan plan, TargetKind kind, List<CodedSpan.Made> files) {

  void print(PrintWriter out, TimeText times) {
    out.println(place);
    for (CodedSpan.Made file : files) {
      out.printf(
          "  %s to %s, %s, %s%s%n",
          times.shown(file.parts().from()),
          times.shown(end(file)),
          format(file.coded()),
          file.coded().exact() ? "each sample as it was recorded" : "coded anew from " + own(file),
          remark(file));
    }
    out.print(ExportCommand.gaps(plan.missing(), times));
  }

  private static Instant end(CodedSpan.Made file) {
    return file.parts().from().plus(file.coded().rate().duration(file.coded().frames()));
  }

  private static AudioFormat own(CodedSpan.Made file) {
    return file.parts().sources().getFirst().format();
  }

  private String format(Transcoded coded) {
    String format = new AudioFormat(codec(), coded.rate(), coded.channels()).toString();
    String bits = coded.samples().map(samples -> ", " + bits(samples)).orElse("");
    return format
        + bits
        + (coded.bitrate().isPresent()
            ? ", " + coded.bitrate().getAsInt() / 1_000 + " kbit/s"
            : "");
  }

  private Codec codec() {
    return switch (kind) {
      case WAV -> Codec.PCM;
      case FLAC -> Codec.FLAC;
      case MP3 -> Codec.MPEG_LAYER_3;
      case OPUS -> Codec.OPUS;
      case M4A -> Codec.AAC;
    };
  }

  private static String bits(SampleFormat samples) {
    return switch (samples) {
      case S16, S24, S32 -> samples.bits() + " bit";
      case FLOAT -> "float";
    };
  }

  private static String remark(CodedSpan.Made file) {
    StringBuilder text = new StringBuilder();
    if (!file.parts().lost().isZero()) {
      text.append("; ")
          .append(Texts.duration(file.parts().lost()))
          .append(" of it were recorded and are not in the files any more: they are damaged")
          .append(" (verify tells which), and what follows them comes so much earlier");
    }
    Duration undecoded = undecoded(file);
    if (undecoded.isPositive()) {
      text.append("; ").append(Texts.duration(undecoded)).append(" of it cannot be decoded");
    }
    return text.toString();
  }

  /** What was cut and did not come out of the decoder; a sample of each part is rounding. */
  private static Duration undecoded(CodedSpan.Made file) {
    Duration decoded = file.coded().rate().duration(file.coded().decoded());
    Duration missing = file.parts().recorded().minus(decoded);
    Duration rounding = file.coded().rate().duration(1L + file.parts().parts().size());
    return missing.compareTo(rounding) > 0 ? missing : Duration.ZERO;
  }

  // --- for programs

  Map<String, Object> values(TimeText times) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("output", place);
    values.put("askedFrom", times.iso(plan.from()));
    values.put("askedTo", times.iso(plan.to()));
    values.put("files", files.stream().map(file -> values(file, times)).toList());
    values.put(
        "gaps", plan.missing().stream().map(gap -> CoverageCommand.values(gap, times)).toList());
    return values;
  }

  private Map<String, Object> values(CodedSpan.Made file, TimeText times) {
    Transcoded coded = file.coded();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", file.file().getFileName().toString());
    values.put("format", format(coded));
    values.put("as", kind.name().toLowerCase(Locale.ROOT));
    values.put("codedFrom", own(file).toString());
    values.put("exact", coded.exact());
    values.put("from", times.iso(file.parts().from()));
    values.put("to", times.iso(end(file)));
    values.put("rate", coded.rate().hertz());
    values.put("samples", coded.frames());
    values.put("silentSamples", coded.frames() - coded.decoded());
    values.put("lostSeconds", seconds(file.parts().lost()));
    values.put("undecodedSeconds", seconds(undecoded(file)));
    return values;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
