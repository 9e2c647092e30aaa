package dev.sonolog.analysis;

import dev.sonolog.archive.Progress;
import dev.sonolog.archive.excerpt.ExcerptFolder;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.ExcerptResult;
import dev.sonolog.archive.excerpt.ExcerptZip;
import dev.sonolog.archive.excerpt.Excerpts;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.archive.excerpt.Stretch;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.jobs.FileTags;
import dev.sonolog.jobs.JobFailedException;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.TranscodeOrder;
import dev.sonolog.jobs.Transcoded;
import dev.sonolog.jobs.WorkerDiedException;
import dev.sonolog.jobs.WorkerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A span that is coded anew: cut as any excerpt is, into a folder, and coded from there by a
 * worker. The folder and the worker belong to who made this; what lies in the folder is not taken
 * away. One thread, which it blocks.
 *
 * @param zone of the source: names and tags carry its local time
 * @param folder is there, and empty
 */
public record CodedSpan(
    Excerpts excerpts,
    ExcerptPlan plan,
    ZoneId zone,
    Coding coding,
    Path folder,
    WorkerProcess worker) {
  private static final DateTimeFormatter TITLE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private static final DateTimeFormatter EXACTLY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSxxx", Locale.ROOT);

  private static final int PIECE = 128 << 10;

  /**
   * One file that was made.
   *
   * @param file where it lies until somebody takes it
   */
  public record Made(Path file, CodedParts parts, Transcoded coded) {}

  /** Is told how far it is. */
  public interface Listener {
    /** In bytes of packets. */
    void cut(Progress progress);

    /** One of the files is coded. */
    void coded(Path file, Message.Progress progress);

    /**
     * One of the files cannot be coded.
     *
     * @param parts what it was to be coded from
     * @throws IOException if the others are of no use without it; else they are made
     */
    default void failed(CodedParts parts, IOException why) throws IOException {
      throw why;
    }
  }

  /**
   * Makes the files.
   *
   * @return those that could be made, one or more
   * @throws ExcerptRefusedException if it cannot be had so; the message says what can
   */
  public List<Made> make(GapPolicy gaps, Listener listener)
      throws IOException, ExcerptRefusedException, InterruptedException {
    List<Made> made = new ArrayList<>();
    List<CodedParts> all = parts(gaps, listener);
    Optional<IOException> failure = Optional.empty();
    for (int i = 0; i < all.size(); i++) {
      CodedParts parts = all.get(i);
      String own = parts.sources().getFirst().name();
      String stem = own.substring(0, own.lastIndexOf('.'));
      Path file = folder.resolve("coded-" + i).resolve(stem + "." + coding.kind().word());
      Files.createDirectory(file.resolveSibling(""));
      try {
        made.add(new Made(file, parts, coded(parts, file, listener)));
      } catch (JobFailedException | WorkerDiedException e) {
        listener.failed(parts, e);
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (made.isEmpty() && failure.isPresent()) {
      throw failure.get();
    }
    return made;
  }

  private List<CodedParts> parts(GapPolicy gaps, Listener listener)
      throws IOException, ExcerptRefusedException {
    List<CodedParts> parts = CodedParts.of(folder, cut(listener), gaps);
    if (parts.stream().anyMatch(each -> each.parts().size() > TranscodeOrder.MAX_PARTS)) {
      throw new ExcerptRefusedException(
          "This span has more than %d gaps: ask for a shorter one"
              .formatted(TranscodeOrder.MAX_PARTS / 2));
    }
    return parts;
  }

  private ExcerptResult cut(Listener listener) throws IOException, ExcerptRefusedException {
    try (ExcerptFolder output = new ExcerptFolder(folder)) {
      return excerpts.write(plan, GapPolicy.SEPARATE, zone, output, listener::cut);
    }
  }

  private Transcoded coded(CodedParts parts, Path file, Listener listener)
      throws IOException, InterruptedException {
    TranscodeOrder order =
        new TranscodeOrder(
            parts.parts(), file, coding.kind(), coding.samples(), coding.bitrate(), tags(parts));
    return worker.transcode(order, step -> listener.coded(file, step));
  }

  private FileTags tags(CodedParts parts) {
    String station =
        plan.stretches().stream()
            .map(Stretch::run)
            .flatMap(run -> run.station().stream())
            .findFirst()
            .orElse(plan.source());
    String comment =
        "Recorded by Sonolog from "
            + written(EXACTLY, parts.from())
            + "; coded anew from "
            + parts.sources().getFirst().format();
    return new FileTags(
        shortened(plan.source() + " " + written(TITLE, parts.from())),
        shortened(station),
        parts.from().atZone(zone).toLocalDate().toString(),
        shortened(comment));
  }

  private String written(DateTimeFormatter format, Instant instant) {
    return format.format(instant.atZone(zone));
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), FileTags.LONGEST));
  }

  /** Writes files into a zip, with a text that says what is missing. */
  public static void zip(List<Made> all, OutputStream out, String missing) throws IOException {
    ExcerptZip zip = new ExcerptZip(out);
    for (Made made : all) {
      copy(made.file(), zip.begin(made.file().getFileName().toString()));
      zip.end();
    }
    zip.finish("gaps.txt", missing);
  }

  private static void copy(Path file, SegmentSink sink) throws IOException {
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        sink.append(piece, 0, count);
      }
    }
  }
}
