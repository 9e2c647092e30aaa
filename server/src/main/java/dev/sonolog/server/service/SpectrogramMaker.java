package dev.sonolog.server.service;

import dev.sonolog.analysis.LevelStore;
import dev.sonolog.analysis.SpectrogramSpan;
import dev.sonolog.analysis.SpectrogramStore;
import dev.sonolog.analysis.Spectrograms;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.jobs.JobFailedException;
import dev.sonolog.jobs.SpectrogramData;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.SpectrogramSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Spectrograms for whoever asks: what is kept, else what is made here, one at a time, by a worker
 * that stands back behind all others. Any platform thread.
 */
public final class SpectrogramMaker implements AutoCloseable {
  /** What is kept takes so much room, in bytes: some 200 spectrograms as wide as a screen. */
  private static final long MOST_KEPT = 64L << 20;

  /**
   * One is made, and the others of them wait: as many as a browser asks for at a time. Threads must
   * be left for other work.
   */
  private static final int MOST_ASKED = 6;

  private final ClipMaker clips;
  private final WorkerProcess worker;
  private final Spectrograms spectrograms;
  private final Semaphore room = new Semaphore(MOST_ASKED);
  private final Semaphore one = new Semaphore(1, true);

  /**
   * @param clips cuts spans out of recordings
   */
  public SpectrogramMaker(ArchiveService archive, ClipMaker clips) {
    this.clips = clips;
    this.worker = archive.lastWorker();
    Path state = archive.settings().stateDirectory();
    this.spectrograms =
        new Spectrograms(new SpectrogramStore(state, MOST_KEPT), new LevelStore(state), worker);
  }

  /**
   * The spectrogram of a span.
   *
   * @return empty where too many are asked for at once
   * @throws dev.sonolog.analysis.UnmeasurableException if it cannot be made
   */
  public Optional<SpectrogramData> of(SpectrogramSpan span, SpectrogramSettings settings)
      throws IOException, InterruptedException {
    Optional<SpectrogramData> known = spectrograms.find(span, settings);
    if (known.isPresent() || !room.tryAcquire()) {
      return known;
    }
    try {
      one.acquire();
      try {
        return Optional.of(spectrograms.of(span, settings, cutter(span)));
      } finally {
        one.release();
      }
    } finally {
      room.release();
    }
  }

  private Spectrograms.Cutter cutter(SpectrogramSpan span) {
    return (from, to, use) -> {
      try {
        return clips.cut(span.recording(), from, to, use::of);
      } catch (ExcerptRefusedException e) {
        throw new JobFailedException(String.valueOf(e.getMessage()));
      }
    };
  }

  @Override
  public void close() {
    worker.cancel();
    worker.close();
  }
}
