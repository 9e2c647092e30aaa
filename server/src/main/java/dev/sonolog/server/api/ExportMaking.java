package dev.sonolog.server.api;

import dev.sonolog.analysis.CodedSpan;
import dev.sonolog.analysis.Coding;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.excerpt.ExcerptFile;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.ExcerptZip;
import dev.sonolog.archive.excerpt.Excerpts;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.archive.excerpt.GapText;
import dev.sonolog.archive.excerpt.Stretch;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Makes one export in its folder. One thread, which it blocks. */
final class ExportMaking {
  private final ExportJob job;
  private final WorkerProcess worker;
  private final Excerpts excerpts;
  private final ExcerptPlan plan;
  private final ZoneId zone;

  ExportMaking(ExportJob job, ArchiveService archive, WorkerProcess worker) throws IOException {
    ExportOrder order = job.order();
    this.job = job;
    this.worker = worker;
    this.excerpts = archive.excerpts();
    this.plan = excerpts.plan(order.source(), order.span().from(), order.span().to());
    this.zone = archive.zone(order.source());
  }

  /**
   * Makes it.
   *
   * @throws ExcerptRefusedException if it cannot be had so
   * @throws CancellationException if nobody wants it any more
   */
  ExportJob.Result make() throws IOException, ExcerptRefusedException, InterruptedException {
    if (plan.stretches().isEmpty()) {
      throw new ExcerptRefusedException(NothingThere.text(plan, zone));
    }
    Files.createDirectories(job.folder());
    return job.order().coding().isPresent() ? coded(job.order().coding().get()) : asItIs();
  }

  private String gaps() {
    return GapText.of(plan.missing(), zone);
  }

  private boolean isZip() {
    return job.order().gaps() == GapPolicy.SEPARATE && plan.stretches().size() > 1;
  }

  // --- as it is

  private ExportJob.Result asItIs() throws IOException, ExcerptRefusedException {
    String own = plan.stretches().getFirst().run().format().codec().extension();
    String name = ExportNames.of(plan, zone, isZip() ? "zip" : own);
    try (ExcerptFile file = new ExcerptFile(job.folder().resolve(name))) {
      if (isZip()) {
        zip(file);
      } else {
        var _ = excerpts.write(plan, job.order().gaps(), zone, file, this::cut);
      }
      return result(file.written().orElseThrow(), name);
    }
  }

  private void zip(ExcerptFile file) throws IOException, ExcerptRefusedException {
    try (OutputStream out = Channels.newOutputStream(file.open())) {
      ExcerptZip zip = new ExcerptZip(out);
      var _ = excerpts.write(plan, job.order().gaps(), zone, zip, this::cut);
      zip.finish("gaps.txt", gaps());
    }
    file.finish();
  }

  private void cut(Progress progress) {
    checkWanted();
    job.reached(progress.done(), progress.all());
  }

  private void checkWanted() {
    if (job.isCancelled()) {
      throw new CancellationException("It was cancelled");
    }
  }

  private static ExportJob.Result result(Path file, String name) throws IOException {
    return new ExportJob.Result(file, name, Files.size(file));
  }

  // --- coded anew

  private ExportJob.Result coded(Coding coding)
      throws IOException, ExcerptRefusedException, InterruptedException {
    Path folder = Files.createDirectory(job.folder().resolve("coded"));
    List<CodedSpan.Made> made =
        new CodedSpan(excerpts, plan, zone, coding, folder, worker)
            .make(job.order().gaps(), new Coded());
    if (made.size() == 1 && !isZip()) {
      String name = ExportNames.of(plan, zone, coding.kind().word());
      return result(made.getFirst().file(), name);
    }
    String name = ExportNames.of(plan, zone, "zip");
    Path file = job.folder().resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      CodedSpan.zip(made, out, gaps());
    }
    return result(file, name);
  }

  /** Most of the time is spent coding. */
  private final class Coded implements CodedSpan.Listener {
    private final long all = plan.stretches().stream().mapToLong(Stretch::samples).sum();
    private Path file = Path.of("");
    private long before;
    private long reached;

    @Override
    public void cut(Progress progress) {
      checkWanted();
    }

    @Override
    public void coded(Path now, Message.Progress progress) {
      checkWanted();
      if (!now.equals(file)) {
        file = now;
        before += reached;
      }
      reached = progress.frames();
      job.reached(before + reached, all);
    }
  }
}
