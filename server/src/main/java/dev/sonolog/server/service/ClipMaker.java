package dev.sonolog.server.service;

import dev.sonolog.analysis.CodedParts;
import dev.sonolog.analysis.CodedSpan;
import dev.sonolog.analysis.Coding;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.StoredRun;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.ExcerptFolder;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.ExcerptResult.Written;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.archive.excerpt.Slice;
import dev.sonolog.archive.excerpt.Stretch;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.FileTags;
import dev.sonolog.jobs.InputPart;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.TargetKind;
import dev.sonolog.jobs.TranscodeOrder;
import dev.sonolog.jobs.WorkerProcess;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Cuts a piece out of one finished recording, to the sample, as a file: without coding it anew
 * where the format can be divided there, else by the worker, one at a time. Any platform thread.
 */
public final class ClipMaker implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ClipMaker.class.getName());
  private static final String FOLDER = "clips";

  private final ArchiveService archive;
  private final WorkerProcess worker;
  private final Semaphore one = new Semaphore(1, true);

  public ClipMaker(ArchiveService archive) {
    this.archive = archive;
    this.worker = archive.worker();
  }

  /** A file that was made; closing it takes it away. */
  public record Clip(Path file, Path folder) implements Closeable {
    @Override
    public void close() throws IOException {
      remove(folder);
    }
  }

  /**
   * The samples of a recording in a file of its own format, from one to before another.
   *
   * @param exactly whether what cannot be divided there is coded anew; else up to a packet more is
   *     there on each side
   * @throws ExcerptRefusedException if the recording cannot be cut
   */
  public Clip cut(Recording recording, long from, long to, boolean exactly)
      throws IOException, ExcerptRefusedException, InterruptedException {
    Path folder = folder();
    boolean whole = false;
    try {
      Written written = excerpt(recording, from, to, folder);
      Path file = folder.resolve(written.name());
      boolean exact = written.ahead() == 0 && written.behind() == 0;
      Clip clip =
          new Clip(
              exact || !exactly ? file : coded(written, file, TargetKind.FLAC, Optional.empty()),
              folder);
      whole = true;
      return clip;
    } finally {
      if (!whole) {
        remove(folder);
      }
    }
  }

  /**
   * The samples of a recording as a WAV file.
   *
   * @param samples how they lie in it
   */
  public Clip wav(Recording recording, long from, long to, SampleFormat samples)
      throws IOException, ExcerptRefusedException, InterruptedException {
    return coded(recording, from, to, TargetKind.WAV, Optional.of(samples));
  }

  /**
   * The samples of a recording, coded anew.
   *
   * @param samples as {@link TranscodeOrder#samples}
   */
  public Clip coded(
      Recording recording, long from, long to, TargetKind kind, Optional<SampleFormat> samples)
      throws IOException, ExcerptRefusedException, InterruptedException {
    Path folder = folder();
    boolean whole = false;
    try {
      Written written = excerpt(recording, from, to, folder);
      Path file = folder.resolve(written.name());
      Clip clip = new Clip(coded(written, file, kind, samples), folder);
      whole = true;
      return clip;
    } finally {
      if (!whole) {
        remove(folder);
      }
    }
  }

  /** What is done with samples that were cut out, before they are taken away. */
  public interface Cut<R> {
    /**
     * Does it.
     *
     * @param samples those that were asked for, and perhaps some beside them in the same file
     */
    R of(InputPart.Samples samples) throws IOException, InterruptedException;
  }

  /**
   * Cuts the samples of a recording out, for a moment, without coding them anew.
   *
   * @throws ExcerptRefusedException if the recording cannot be cut
   */
  public <R> R cut(Recording recording, long from, long to, Cut<R> use)
      throws IOException, ExcerptRefusedException, InterruptedException {
    Path folder = folder();
    try {
      Written written = excerpt(recording, from, to, folder);
      return use.of(samples(written, folder.resolve(written.name())));
    } finally {
      remove(folder);
    }
  }

  /** What is done with files that were made, before they are taken away. */
  public interface Use {
    void of(List<CodedSpan.Made> made) throws IOException;
  }

  /** What cannot be coded is left out. */
  private static final class WhatCanBeCoded implements CodedSpan.Listener {
    @Override
    public void cut(Progress progress) {}

    @Override
    public void coded(Path file, Message.Progress progress) {}

    @Override
    public void failed(CodedParts parts, IOException why) {
      LOG.log(
          Level.WARNING,
          "What began at {0} cannot be decoded: {1}",
          parts.from(),
          why.getMessage());
    }
  }

  /**
   * Codes what can be decoded of a span anew, for a moment.
   *
   * @throws ExcerptRefusedException if it cannot be had so
   */
  public void coded(ExcerptPlan plan, Coding coding, GapPolicy gaps, Use use)
      throws IOException, ExcerptRefusedException, InterruptedException {
    one.acquire();
    try {
      Path folder = folder();
      try {
        use.of(
            new CodedSpan(
                    archive.excerpts(), plan, archive.zone(plan.source()), coding, folder, worker)
                .make(gaps, new WhatCanBeCoded()));
      } finally {
        remove(folder);
      }
    } finally {
      one.release();
    }
  }

  private Path folder() throws IOException {
    Path all = archive.settings().stateDirectory().resolve(FOLDER);
    Files.createDirectories(all);
    return Files.createTempDirectory(all, "clip-");
  }

  private Written excerpt(Recording recording, long from, long to, Path folder)
      throws IOException, ExcerptRefusedException {
    StoredSegment segment = recording.segment();
    SampleRate rate = recording.format().rate();
    Instant start = segment.start().plus(rate.duration(from));
    Instant end = segment.start().plus(rate.duration(to));
    CatalogueView view = archive.view();
    StoredRun run =
        view.run(segment.run())
            .orElseThrow(() -> new IOException("The catalogue has lost run " + segment.run()));
    Slice slice = new Slice(segment, start, end, from, to);
    ExcerptPlan plan =
        new ExcerptPlan(segment.source(), start, end, List.of(new Stretch(run, List.of(slice))));
    try (ExcerptFolder output = new ExcerptFolder(folder)) {
      return archive
          .excerpts()
          .write(plan, GapPolicy.SEPARATE, archive.zone(segment.source()), output, _ -> {})
          .files()
          .getFirst();
    }
  }

  private Path coded(Written written, Path file, TargetKind kind, Optional<SampleFormat> samples)
      throws IOException, InterruptedException {
    InputPart part = samples(written, file);
    Path coded = file.resolveSibling("coded." + kind.word());
    TranscodeOrder order =
        new TranscodeOrder(List.of(part), coded, kind, samples, OptionalInt.empty(), FileTags.NONE);
    one.acquire();
    try {
      var _ = worker.transcode(order, _ -> {});
      return coded;
    } finally {
      one.release();
    }
  }

  private static InputPart.Samples samples(Written written, Path file) {
    return new InputPart.Samples(
        file.toAbsolutePath(),
        written.ahead(),
        OptionalLong.of(written.ahead() + written.asked()),
        Optional.of(written.format().rate()));
  }

  /** What a process left that was killed. */
  public void tidyUp() throws IOException {
    remove(archive.settings().stateDirectory().resolve(FOLDER));
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    worker.cancel();
    worker.close();
  }
}
