package dev.sonolog.server.service;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.RetentionRules;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.Excerpts;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.SummarySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The archive, and whoever writes it: a recorder in this or another process, or this process where
 * none runs. Any number of threads, but platform threads: each call blocks.
 */
public interface ArchiveService {
  /** What the archive consists of. */
  ArchiveSettings settings();

  /** The folders that hold all recordings; the first is the one that old clients know. */
  List<Path> roots();

  /**
   * The index.
   *
   * @throws IOException if there is none yet
   */
  CatalogueView view() throws IOException;

  /** What the index tells of recordings; nothing as long as there is none. */
  default Optional<Recordings> recordings() throws IOException {
    return Files.exists(settings().catalogueFile())
        ? Optional.of(new Recordings(view()))
        : Optional.empty();
  }

  /**
   * Spans of its sources.
   *
   * @throws IOException if there is no index yet
   */
  default Excerpts excerpts() throws IOException {
    return new Excerpts(settings(), view());
  }

  /** Whose local time a source's names and days are in. */
  ZoneId zone(String source);

  /** What is deleted without anybody's doing, as the configuration says. */
  RetentionRules retention();

  /** What the recorder says of itself and its sources; nothing where none runs. */
  Optional<StatusReport> status();

  /**
   * Has the index know of a file that somebody put in a moment ago; where nobody can do it now it
   * stays unknown.
   *
   * @param file absolute, in the {@link #roots}
   * @throws IOException if it does not lie where recordings are looked for
   */
  void takeNote(Path file) throws IOException;

  /**
   * Puts recordings into the trash.
   *
   * @param by who wants it
   * @throws IOException if nobody can do it now; the message says what to do
   */
  KeepingReport delete(KeepingOrder order, String by) throws IOException;

  /** Brings recordings back from the trash; see {@link #delete}. */
  KeepingReport restore(KeepingOrder order, String by) throws IOException;

  /** Erases what is in the trash; see {@link #delete}. */
  KeepingReport emptyTrash(String by) throws IOException;

  /**
   * Has the recorder measure a recording.
   *
   * @return whether it did; else it is measured here
   */
  boolean measure(StoredSegment segment);

  /**
   * Has the recorder measure what a finished recording sounds like as a whole, and keep it.
   *
   * @return whether it took it upon itself; it may have failed, or been cancelled. Else it is
   *     measured here
   */
  boolean summarise(StoredSegment segment, SummarySettings settings);

  /** What the recorder measures, and what waits for that; nothing where none runs. */
  JobReport jobs();

  /**
   * Ends a job of {@link #jobs}; its recording stays as it is.
   *
   * @return whether there was one
   */
  boolean cancelJob(long id);

  /**
   * The levels of all sources that are heard and measured now; none where no recorder runs. Asked
   * for several times a second.
   */
  List<LiveLevels> levels();

  /** How the recorder is configured, and what is logged. */
  default StationService station() {
    return StationService.NONE;
  }

  /** Who is in control of sources, and takes. */
  default StudioService studio() {
    return StudioService.NONE;
  }

  /** What a LibreTime station says, and its main input. */
  default OnAirService onAir() {
    return OnAirService.NONE;
  }

  /** A process that decodes, which is started when there is something to do. */
  WorkerProcess worker();

  /** One that stands back behind all others. */
  WorkerProcess lastWorker();
}
