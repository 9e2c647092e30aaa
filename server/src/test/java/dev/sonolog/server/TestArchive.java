package dev.sonolog.server;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.RetentionRules;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.keeping.Keeping;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.wav.WavContainer;
import dev.sonolog.jobs.WorkerLimits;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.StatusReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An archive that this process holds, and a recorder's status as a test says it. */
final class TestArchive implements ArchiveService, AutoCloseable {
  private final ArchiveSettings settings;
  private final Archive archive;
  private volatile Optional<StatusReport> status = Optional.empty();

  TestArchive(Path folder) throws IOException {
    settings =
        new ArchiveSettings(
            Set.of(folder),
            folder.resolve(".sonolog"),
            List.of(new FlacContainer(), new WavContainer()),
            Duration.ZERO);
    archive = Archive.open(settings, "test");
  }

  void status(StatusReport report) {
    status = Optional.of(report);
  }

  @Override
  public ArchiveSettings settings() {
    return settings;
  }

  @Override
  public List<Path> roots() {
    return List.copyOf(settings.directories());
  }

  @Override
  public CatalogueView view() {
    return archive.view();
  }

  @Override
  public ZoneId zone(String source) {
    return ZoneOffset.UTC;
  }

  @Override
  public RetentionRules retention() {
    return new RetentionRules(Map.of(), Duration.ofHours(24));
  }

  @Override
  public Optional<StatusReport> status() {
    return status;
  }

  @Override
  public KeepingReport delete(KeepingOrder order, String by) throws IOException {
    return new Keeping(archive).delete(order, by, _ -> {});
  }

  @Override
  public KeepingReport restore(KeepingOrder order, String by) throws IOException {
    return new Keeping(archive).restore(order, by, _ -> {});
  }

  @Override
  public KeepingReport emptyTrash(String by) throws IOException {
    return new Keeping(archive).empty(by, _ -> {});
  }

  @Override
  public boolean measure(StoredSegment segment) {
    return false;
  }

  @Override
  public WorkerProcess worker() {
    return new WorkerProcess(List.of("/bin/false"), WorkerLimits.usual());
  }

  @Override
  public void close() {
    var _ = archive.close(Duration.ofSeconds(5));
  }
}
