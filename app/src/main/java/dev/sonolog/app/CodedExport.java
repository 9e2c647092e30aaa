package dev.sonolog.app;

import dev.sonolog.analysis.CodedParts;
import dev.sonolog.analysis.CodedSpan;
import dev.sonolog.analysis.Coding;
import dev.sonolog.archive.FreeName;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.WorkerProcess;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A span that is coded anew: cut as any excerpt is, into a folder of its own beside the target, and
 * coded from there by the worker. The folder is gone at the end, also after a failure or an
 * interrupt from the keyboard; only a program that is killed leaves it behind. Made for one export;
 * one thread.
 */
final class CodedExport implements Closeable {
  private final SourceSpan span;
  private final ExcerptPlan plan;
  private final Coding coding;
  private final Path folder;
  private final WorkerProcess worker;
  private final Thread onInterrupt;

  /**
   * @param beside the folder of the target, on whose volume the work is done
   */
  CodedExport(SourceSpan span, ExcerptPlan plan, Coding coding, Path beside) throws CommandFailure {
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

  /** Is told what cannot be coded. */
  interface Failed {
    /**
     * One of the files cannot be.
     *
     * @throws IOException if the others are of no use without it
     */
    void tell(CodedParts parts, IOException why) throws IOException;
  }

  /** Makes the files, or none; they lie in this export's folder. */
  List<CodedSpan.Made> make(GapPolicy gaps)
      throws IOException, ExcerptRefusedException, InterruptedException {
    return make(
        gaps,
        (_, why) -> {
          throw why;
        });
  }

  /** Makes the files that can be made; they lie in this export's folder. */
  List<CodedSpan.Made> make(GapPolicy gaps, Failed failed)
      throws IOException, ExcerptRefusedException, InterruptedException {
    Lines lines = new Lines(failed);
    try {
      return new CodedSpan(span.excerpts(), plan, span.zone(), coding, folder, worker)
          .make(gaps, lines);
    } finally {
      lines.clear();
    }
  }

  /** Shows how far it is. */
  private static final class Lines implements CodedSpan.Listener {
    private final ProgressLine cut = new ProgressLine("cut", Texts::bytes);
    private final ProgressLine coded = new ProgressLine("samples coded", Long::toString);
    private final Failed failed;

    Lines(Failed failed) {
      this.failed = failed;
    }

    @Override
    public void cut(Progress progress) {
      cut.show(progress);
    }

    @Override
    public void coded(Path file, Message.Progress step) {
      cut.clear();
      long all = Math.max(step.frames(), step.expected().orElse(0));
      coded.show(new Progress(file, step.frames(), all));
    }

    @Override
    public void failed(CodedParts parts, IOException why) throws IOException {
      clear();
      failed.tell(parts, why);
    }

    void clear() {
      cut.clear();
      coded.clear();
    }
  }

  // --- where it goes

  /**
   * Gives a file its place, or a free name beside it.
   *
   * @return where it lies now
   */
  static Path place(CodedSpan.Made made, Path wanted) throws IOException {
    return FreeName.give(made.file(), wanted);
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
