package dev.sonolog.analysis;

import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.jobs.InputPart;
import dev.sonolog.jobs.JobFailedException;
import dev.sonolog.jobs.SpectrogramData;
import dev.sonolog.jobs.SpectrogramOrder;
import dev.sonolog.jobs.WavSpectrogram;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.SpectrogramSettings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Spectrograms of recordings: those that were made before, and else made now and kept for a while.
 * WAV is read on the caller's thread, all else is decoded in the worker: from the beginning where
 * little lies in front of the span, or the file is a lossy one of others, else the span is cut out
 * first. Of what is being recorded they are made as far as it has come, each time anew.
 *
 * <p>Failure: see {@link Attempts}. What cannot be cut or decoded of a piece is no failure of the
 * recording, and not remembered.
 */
public final class Spectrograms {
  private static final Logger LOG = System.getLogger(Spectrograms.class.getName());

  /** What is cut out beside the span is a part of a second so long: more than windows reach. */
  private static final int MARGIN_PER_SECOND = 4;

  private final SpectrogramStore store;
  private final WorkerProcess worker;
  private final LevelStore levels;
  private final Attempts attempts;

  /** Cuts samples out of a recording. */
  @FunctionalInterface
  public interface Cutter {
    /**
     * Cuts samples out of a recording, from one to before another, for as long as they are used.
     *
     * @throws JobFailedException if they cannot be cut
     */
    SpectrogramData cut(long from, long to, Use use) throws IOException, InterruptedException;
  }

  /** What is done with samples that were cut out. */
  @FunctionalInterface
  public interface Use {
    /** Makes a spectrogram; the file is there until this returns. */
    SpectrogramData of(InputPart.Samples samples) throws IOException, InterruptedException;
  }

  /**
   * @param levels remembers what cannot be decoded
   * @param worker decodes; its owner closes it
   */
  public Spectrograms(SpectrogramStore store, LevelStore levels, WorkerProcess worker) {
    this.store = store;
    this.worker = worker;
    this.levels = levels;
    this.attempts = new Attempts(levels, LevelStore.Kind.SPECTROGRAM);
  }

  /** One that was made before. */
  public Optional<SpectrogramData> find(SpectrogramSpan span, SpectrogramSettings settings) {
    return store.find(span, settings);
  }

  /**
   * The spectrogram of a span.
   *
   * @param cutter is asked where too much lies in front of it
   * @throws UnmeasurableException if it cannot be made, now or before
   * @throws IOException if nothing can be made at the moment
   */
  public SpectrogramData of(SpectrogramSpan span, SpectrogramSettings settings, Cutter cutter)
      throws IOException, InterruptedException {
    Optional<SpectrogramData> known = find(span, settings);
    if (known.isPresent()) {
      return known.get();
    }
    SpectrogramData made =
        attempts.measure(span.segment(), file -> make(file, span, settings, cutter));
    keep(span, made);
    return made;
  }

  /** What was made is given to who asked, kept or not. */
  private void keep(SpectrogramSpan span, SpectrogramData made) {
    try {
      levels.succeed(span.segment(), LevelStore.Kind.SPECTROGRAM);
      store.put(span, made);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A spectrogram is not kept: {0}", e.toString());
    }
  }

  private SpectrogramData make(
      Path file, SpectrogramSpan span, SpectrogramSettings settings, Cutter cutter)
      throws IOException, InterruptedException {
    SpectrogramOrder direct =
        new SpectrogramOrder(samples(file.toAbsolutePath(), span.from(), span), settings);
    if (span.segment().file().toString().endsWith(".wav")) {
      try {
        return WavSpectrogram.draw(direct, _ -> {});
      } catch (UnsupportedFormatException _) {
        return worker.draw(direct, _ -> {}); // which knows more of them
      }
    }
    boolean near = span.from() <= span.to() - span.from();
    return near || !isCutAsItPlays(span)
        ? worker.draw(direct, _ -> {})
        : ofPiece(span, settings, cutter);
  }

  /**
   * Lossy files of others may begin with an encoder's delay, which players leave out and excerpts
   * count.
   */
  private static boolean isCutAsItPlays(SpectrogramSpan span) {
    boolean ofOthers =
        span.segment().content().filter(content -> content.digest().isEmpty()).isPresent();
    return !ofOthers || span.recording().format().codec().isLossless();
  }

  private static InputPart.Samples samples(Path file, long from, SpectrogramSpan span) {
    long to = from + span.to() - span.from();
    return new InputPart.Samples(file, from, OptionalLong.of(to), Optional.of(span.rate()));
  }

  private SpectrogramData ofPiece(SpectrogramSpan span, SpectrogramSettings settings, Cutter cutter)
      throws IOException, InterruptedException {
    long margin = span.rate().hertz() / MARGIN_PER_SECOND;
    long begin = Math.max(0, span.from() - margin);
    long end = Math.min(span.there(), span.to() + margin);
    try {
      return cutter.cut(
          begin,
          end,
          piece -> {
            long first = piece.from() + span.from() - begin;
            return worker.draw(
                new SpectrogramOrder(samples(piece.file(), first, span), settings), _ -> {});
          });
    } catch (JobFailedException e) {
      throw new UnmeasurableException(String.valueOf(e.getMessage()), e);
    }
  }
}
