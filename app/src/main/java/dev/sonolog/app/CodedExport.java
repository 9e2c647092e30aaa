package dev.sonolog.app;

import dev.sonolog.archive.FreeName;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.excerpt.ExcerptFolder;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.ExcerptResult;
import dev.sonolog.archive.excerpt.ExcerptZip;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.archive.excerpt.Stretch;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.jobs.FileTags;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.TranscodeOrder;
import dev.sonolog.jobs.Transcoded;
import dev.sonolog.jobs.WorkerProcess;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A span that is coded anew: cut as any excerpt is, into a folder of its own beside the target, and
 * coded from there by the worker. The folder is gone at the end, also after a failure or an
 * interrupt from the keyboard; only a program that is killed leaves it behind. Made for one export;
 * one thread.
 */
final class CodedExport implements Closeable {
  private static final DateTimeFormatter TITLE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private static final int PIECE = 128 << 10;

  private final SourceSpan span;
  private final ExcerptPlan plan;
  private final ExportTarget.Coding coding;
  private final Path folder;
  private final WorkerProcess worker;
  private final Thread onInterrupt;

  /**
   * One file that was made.
   *
   * @param file where it lies until it is handed over
   */
  record Made(Path file, CodedParts parts, Transcoded coded) {}

  /**
   * @param beside the folder of the target, on whose volume the work is done
   */
  CodedExport(SourceSpan span, ExcerptPlan plan, ExportTarget.Coding coding, Path beside)
      throws CommandFailure {
    this.span = span;
    this.plan = plan;
    this.coding = coding;
    this.folder = folder(beside);
    this.worker = WorkerPlace.worker(span.archive());
    this.onInterrupt = new Thread(this::clear, "export-clearing");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  private static Path folder(Path beside) throws CommandFailure {
    try {
      return Files.createTempDirectory(beside, ".sonolog-export-");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "Nothing can be written into " + beside + ": " + reason(e));
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such folder";
      case AccessDeniedException _ -> "it is not allowed";
      case FileSystemException system when system.getReason() != null -> system.getReason();
      default -> e.getClass().getSimpleName();
    };
  }

  /** Makes the files; they lie in this export's folder. */
  List<Made> make(GapPolicy gaps)
      throws IOException, ExcerptRefusedException, CommandFailure, InterruptedException {
    List<Made> made = new ArrayList<>();
    List<CodedParts> all = parts(gaps);
    for (int i = 0; i < all.size(); i++) {
      CodedParts parts = all.get(i);
      String own = parts.sources().getFirst().name();
      String stem = own.substring(0, own.lastIndexOf('.'));
      Path file = folder.resolve("coded-" + i).resolve(stem + "." + coding.kind().word());
      Files.createDirectory(file.getParent());
      made.add(new Made(file, parts, coded(parts, file)));
    }
    return made;
  }

  private List<CodedParts> parts(GapPolicy gaps)
      throws IOException, ExcerptRefusedException, CommandFailure {
    List<CodedParts> parts = CodedParts.of(folder, cut(), gaps);
    if (parts.stream().anyMatch(each -> each.parts().size() > TranscodeOrder.MAX_PARTS)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "This span has more than %d gaps: ask for a shorter one"
              .formatted(TranscodeOrder.MAX_PARTS / 2));
    }
    return parts;
  }

  private ExcerptResult cut() throws IOException, ExcerptRefusedException {
    ProgressLine line = new ProgressLine("cut", Texts::bytes);
    Consumer<Progress> shown = line::show;
    try (ExcerptFolder output = new ExcerptFolder(folder)) {
      return span.excerpts().write(plan, GapPolicy.SEPARATE, span.zone(), output, shown);
    } finally {
      line.clear();
    }
  }

  private Transcoded coded(CodedParts parts, Path file) throws IOException, InterruptedException {
    ProgressLine line = new ProgressLine("samples coded", Long::toString);
    TranscodeOrder order =
        new TranscodeOrder(
            parts.parts(), file, coding.kind(), coding.samples(), coding.bitrate(), tags(parts));
    try {
      return worker.transcode(order, step -> line.show(progress(file, step)));
    } finally {
      line.clear();
    }
  }

  private static Progress progress(Path file, Message.Progress step) {
    return new Progress(file, step.frames(), Math.max(step.frames(), step.expected().orElse(0)));
  }

  private FileTags tags(CodedParts parts) {
    TimeText times = new TimeText(span.zone(), plan.from());
    String station =
        plan.stretches().stream()
            .map(Stretch::run)
            .flatMap(run -> run.station().stream())
            .findFirst()
            .orElse(plan.source());
    String comment =
        "Recorded by Sonolog from "
            + times.shown(parts.from())
            + "; coded anew from "
            + parts.sources().getFirst().format();
    return new FileTags(
        shortened(plan.source() + " " + TITLE.format(parts.from().atZone(span.zone()))),
        shortened(station),
        parts.from().atZone(span.zone()).toLocalDate().toString(),
        shortened(comment));
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), FileTags.LONGEST));
  }

  // --- where it goes

  /**
   * Gives a file its place, or a free name beside it.
   *
   * @return where it lies now
   */
  static Path place(Made made, Path wanted) throws IOException {
    return FreeName.give(made.file(), wanted);
  }

  /** Writes files into a zip, with a text that says what is missing. */
  static void zip(List<Made> all, OutputStream out, String missing) throws IOException {
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

  @Override
  public void close() {
    worker.close();
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException _) {
      // it is running already
    }
  }

  private void clear() {
    worker.cancel();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(CodedExport.class.getName())
          .log(System.Logger.Level.WARNING, folder + " cannot be taken away: " + e.getMessage());
    }
  }
}
