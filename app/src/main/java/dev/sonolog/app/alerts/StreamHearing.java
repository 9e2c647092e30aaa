package dev.sonolog.app.alerts;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.excerpt.ExcerptFolder;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.ExcerptResult.Written;
import dev.sonolog.archive.excerpt.Excerpts;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.PeakLevel;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Hears whether streams are silent: what was recorded last is cut out as any excerpt is, decoded by
 * a worker, and its peaks are looked at. One source after the other, on one thread; what was heard
 * may be asked for by any.
 */
public final class StreamHearing {
  private static final Logger LOG = System.getLogger(StreamHearing.class.getName());
  private static final String FOLDER = "hearing";
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(10);

  /** What is on its way to the disk is not there yet. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private static final double FULL_SCALE = 32_768;

  private final ArchiveSettings archive;
  private final WorkerProcess worker;
  private final ConcurrentMap<String, Heard> heard = new ConcurrentHashMap<>();

  /**
   * @param quiet how long nothing had been heard then
   * @param atNanos when that was
   */
  private record Heard(Duration quiet, long atNanos) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - atNanos);
    }
  }

  /**
   * @param worker decodes; closed with this
   */
  public StreamHearing(ArchiveSettings archive, WorkerProcess worker) {
    this.archive = archive;
    this.worker = worker;
  }

  /** The time from one look at a source to the next. */
  static Duration pause(Duration silenceAfter) {
    Duration half = silenceAfter.dividedBy(2);
    return half.compareTo(LEAST_PAUSE) > 0 ? half : LEAST_PAUSE;
  }

  /**
   * How long nothing had been heard of a source when it was listened to last; nothing where that is
   * not known, or too long ago to count.
   */
  Optional<Duration> quiet(String source, Duration silenceAfter) {
    Duration old = pause(silenceAfter).multipliedBy(3);
    return Optional.ofNullable(heard.get(source))
        .filter(it -> it.age().compareTo(old) < 0)
        .map(Heard::quiet);
  }

  /** Forgets all other sources. */
  void keepOnly(Set<String> sources) {
    heard.keySet().retainAll(sources);
  }

  /** Listens to what was recorded last of a source. Blocks. */
  void listen(String source, AlertSettings.Rules rules) throws InterruptedException {
    Path folder = archive.stateDirectory().resolve(FOLDER);
    try {
      remove(folder);
      Files.createDirectories(folder);
      Optional<Duration> quiet = quiet(source, rules, folder);
      quiet.ifPresentOrElse(
          it -> heard.put(source, new Heard(it, System.nanoTime())), () -> heard.remove(source));
    } catch (IOException | ExcerptRefusedException | RuntimeException e) {
      LOG.log(Level.DEBUG, "{0}: nobody knows whether it is silent: {1}", source, e.toString());
    } finally {
      removeQuietly(folder);
    }
  }

  private Optional<Duration> quiet(String source, AlertSettings.Rules rules, Path folder)
      throws IOException, ExcerptRefusedException, InterruptedException {
    Excerpts excerpts = new Excerpts(archive);
    Instant now = Instant.now();
    ExcerptPlan plan = excerpts.plan(source, now.minus(rules.silenceAfter()).minus(LATE), now);
    if (plan.stretches().isEmpty()) {
      return Optional.empty();
    }
    List<Written> files;
    try (ExcerptFolder output = new ExcerptFolder(folder)) {
      files = excerpts.write(plan, GapPolicy.SEPARATE, ZoneOffset.UTC, output, _ -> {}).files();
    }
    Duration silent = Duration.ZERO;
    boolean sound = false;
    for (Written file : files) {
      LevelData data = worker.measure(folder.resolve(file.name()), _ -> {});
      long last = lastSound(data, file.ahead(), rules.silenceBelow());
      sound |= last > 0;
      Duration behind =
          data.rate()
              .duration(data.frames() - Math.max(last, Math.min(file.ahead(), data.frames())));
      silent = last > 0 ? behind : silent.plus(behind);
    }
    return sound ? Optional.of(silent) : allSilent(source, silent, rules.silenceAfter());
  }

  /** The frame behind the last bucket that holds sound; 0 if none does. */
  private static long lastSound(LevelData data, long ahead, double silenceBelow) {
    PeakLevel peaks = data.peaks();
    double limit = FULL_SCALE * Math.pow(10, silenceBelow / 20);
    int first = Math.toIntExact(Math.ceilDiv(ahead, (long) peaks.framesPerBucket()));
    for (int bucket = peaks.length() - 1; bucket >= first; bucket--) {
      for (int channel = 0; channel < peaks.channels(); channel++) {
        if (peaks.highest(bucket, channel) >= limit || -peaks.lowest(bucket, channel) >= limit) {
          return Math.min((bucket + 1L) * peaks.framesPerBucket(), data.frames());
        }
      }
    }
    return 0;
  }

  /** What was silent before is so for longer; what has only just come says nothing. */
  private Optional<Duration> allSilent(String source, Duration silent, Duration after) {
    if (silent.compareTo(after) < 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(heard.get(source))
        .map(it -> it.quiet().plus(it.age()))
        .filter(it -> it.compareTo(silent) > 0)
        .or(() -> Optional.of(silent));
  }

  private static void removeQuietly(Path folder) {
    try {
      remove(folder);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "{0} is still there: {1}", folder, e.toString());
    }
  }

  /** The folder holds files alone. */
  private static void remove(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  /** Breaks off what is being decoded; from any thread. */
  void cancel() {
    worker.cancel();
  }

  /** Ends the worker; on the thread that listens. */
  void close() {
    worker.close();
  }
}
