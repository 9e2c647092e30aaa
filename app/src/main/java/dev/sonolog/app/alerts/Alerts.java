package dev.sonolog.app.alerts;

import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.SourceStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at a recorder once a second, and tells people. Recording never waits for it: it only reads
 * what sources say of themselves, disks are asked on a thread that may hang with them, and each
 * target has a thread of its own.
 */
public final class Alerts implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Alerts.class.getName());
  private static final long LOOK_MILLIS = 1_000;
  private static final Duration BETWEEN_DISKS = Duration.ofSeconds(10);

  private final Supplier<List<SourceStatus>> sources;
  private final Function<String, Optional<Duration>> measured;
  private final StreamHearing hearing;
  private final SourceLook sourceLook;
  private final VolumeLook volumeLook;
  private final StateFile file;
  private final Sender sender;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile AlertSettings settings = AlertSettings.NONE;
  private volatile AlertBook.State state = AlertBook.State.EMPTY;
  private List<Delivery> deliveries = List.of(); // under the lock
  private boolean failing; // of the thread that looks

  /**
   * @param sources what they say of themselves
   * @param measured how long nothing has been heard of a source whose samples are measured, by its
   *     name; nothing for all others
   * @param hearing listens to these; closed with this
   * @param folders one or more on each volume that is written
   * @param stateDirectory where it is kept what was told
   */
  public Alerts(
      Supplier<List<SourceStatus>> sources,
      Function<String, Optional<Duration>> measured,
      StreamHearing hearing,
      Collection<Path> folders,
      Path stateDirectory,
      Sender sender) {
    this.sources = sources;
    this.measured = measured;
    this.hearing = hearing;
    this.sourceLook = new SourceLook(this::quiet);
    this.volumeLook = new VolumeLook(folders);
    this.file = new StateFile(stateDirectory.resolve("alerts.json"));
    this.sender = sender;
  }

  /**
   * Tells these people these things from now on. What waits for targets that are changed is left
   * out.
   */
  public synchronized void apply(AlertSettings wanted) {
    boolean sameTargets =
        wanted.webhooks().equals(settings.webhooks())
            && wanted.token().equals(settings.token())
            && wanted.mail().equals(settings.mail());
    settings = wanted;
    if (!sameTargets && closing.getCount() > 0) {
      deliveries.forEach(Delivery::close);
      deliveries =
          sender.targets(wanted).stream()
              .map(target -> Delivery.start(target, Delivery.PAUSES))
              .toList();
    }
  }

  private Optional<Duration> quiet(String source) {
    return measured.apply(source).or(() -> hearing.quiet(source, settings.rules().silenceAfter()));
  }

  /** Begins to look. */
  public void begin() {
    Thread.ofPlatform().daemon().name("alerts silence").start(this::listen);
    Thread.ofPlatform().daemon().name("alerts disk").start(this::lookAtDisks);
  }

  /** What was told is read first, for it decides what is told again. */
  private void lookAtDisks() {
    AlertBook book = new AlertBook(new NoticeText(ZoneId.systemDefault()), file.read());
    state = book.state();
    Thread.ofPlatform().daemon().name("alerts").start(() -> look(book));
    long measured = System.nanoTime() - BETWEEN_DISKS.toNanos();
    try {
      do {
        if (System.nanoTime() - measured >= BETWEEN_DISKS.toNanos()) {
          measured = System.nanoTime();
          volumeLook.measure();
        }
        file.write(state);
      } while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
      file.write(state);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Listens to the streams, one after the other, on a thread of its own: decoding takes a while.
   */
  private void listen() {
    try {
      do {
        AlertSettings current = settings;
        List<String> streams = current.isEmpty() ? List.of() : unmeasured();
        hearing.keepOnly(Set.copyOf(streams));
        for (String source : streams) {
          if (closing.getCount() > 0 && !current.rules().silenceAfter().isZero()) {
            hearing.listen(source, current.rules());
          }
        }
      } while (!closing.await(
          StreamHearing.pause(settings.rules().silenceAfter()).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hearing.close();
    }
  }

  private List<String> unmeasured() {
    return sources.get().stream()
        .filter(it -> it.state() instanceof RecordingState.Recording)
        .map(SourceStatus::name)
        .filter(it -> measured.apply(it).isEmpty())
        .toList();
  }

  private void look(AlertBook book) {
    try {
      do {
        lookOnce(book);
      } while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A defect of ours is told once, and the next look may succeed. */
  private void lookOnce(AlertBook book) {
    try {
      AlertSettings current = settings;
      List<Finding> findings = current.isEmpty() ? List.of() : findings(current.rules());
      book.advance(Instant.now(), findings, current.rules()).forEach(this::tell);
      state = book.state();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.log(Level.ERROR, "Nobody is alerted now", e);
      }
      failing = true;
    }
  }

  private List<Finding> findings(AlertSettings.Rules rules) {
    Instant now = Instant.now();
    List<Finding> findings = new ArrayList<>(sourceLook.findings(sources.get(), now, rules));
    rules.diskBelow().ifPresent(wanted -> findings.addAll(volumeLook.findings(now, wanted)));
    return findings;
  }

  private synchronized void tell(Notice notice) {
    if (closing.getCount() > 0) {
      LOG.log(Level.WARNING, "Alert: {0}", notice.text());
      deliveries.forEach(delivery -> delivery.offer(notice));
    }
  }

  /** Tells nothing more; returns at once. A planned end is nothing to be told. */
  @Override
  public synchronized void close() {
    closing.countDown();
    hearing.cancel();
    deliveries.forEach(Delivery::close);
  }
}
