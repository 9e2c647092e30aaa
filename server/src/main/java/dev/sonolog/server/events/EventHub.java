package dev.sonolog.server.events;

import dev.sonolog.archive.Recordings;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.OnAirReport;
import dev.sonolog.server.service.StatusReport;
import dev.sonolog.server.service.StudioReport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices what happens in the archive while somebody listens, and tells it: a source that changes,
 * the list of recordings that is another one, room on the disk. It looks at the recorder's state
 * and at the catalogue a few times a second, whoever writes them. What people note is told by
 * whoever stores it. What goes on in the studio the recorder tells by itself. Platform threads of
 * its own; any thread may join.
 */
public final class EventHub implements AutoCloseable {
  private static final Logger LOG = System.getLogger(EventHub.class.getName());
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration BETWEEN_LEVELS = Duration.ofMillis(250);
  private static final Duration BETWEEN_DISKS = Duration.ofSeconds(10);

  /** What people say of recordings. */
  private static final String REVIEW = "review";

  /** Who is in control of sources, and takes. */
  static final String STUDIO = "studio";

  /** What a LibreTime station says. */
  static final String STATION = "station";

  /** The topics that there are. */
  static final Set<String> TOPICS =
      Set.of(
          "status",
          "recordings",
          "disk",
          REVIEW,
          STUDIO,
          STATION,
          Listener.LEVELS,
          Listener.METERS);

  private final ArchiveService archive;
  private final String build;
  private final Supplier<String> page;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong(System.currentTimeMillis());
  private final AtomicLong dropped = new AtomicLong();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("events").factory());
  private final Map<String, StatusReport.Source> sources = new ConcurrentHashMap<>();
  private final Map<String, StudioReport.Source> studio = new ConcurrentHashMap<>();
  private volatile Optional<OnAirReport> station = Optional.empty();
  private final List<Following<?>> followings;
  private boolean isUp;
  private @Nullable Long revision;
  private long disksAt = System.nanoTime();
  private boolean levelsWereTold;
  private volatile boolean closed;

  /**
   * @param build the program's version
   * @param page the version of the page; tells one that is open that it is an old one
   */
  public EventHub(ArchiveService archive, String build, Supplier<String> page) {
    this.archive = archive;
    this.build = build;
    this.page = page;
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        thread.scheduleWithFixedDelay(
            this::lookAtLevels,
            BETWEEN_LEVELS.toMillis(),
            BETWEEN_LEVELS.toMillis(),
            TimeUnit.MILLISECONDS);
    this.followings =
        List.of(
            Following.start(
                STUDIO,
                this::followStudio,
                () -> listeners.stream().anyMatch(Listener::wantsStudio),
                this::studioChanged),
            Following.start(
                STATION,
                this::followStation,
                () -> listeners.stream().anyMatch(Listener::wantsStation),
                this::stationChanged),
            Following.start(
                Listener.METERS,
                archive.studio()::meters,
                () -> listeners.stream().anyMatch(Listener::wantsMeters),
                meters -> tell(Listener.METERS, Listener.METERS, meters)));
  }

  /** How many listen. */
  public long listening() {
    return listeners.size();
  }

  /** How many were dropped because they were too slow. */
  public long dropped() {
    return dropped.get();
  }

  /**
   * Somebody listens from now on; the first event says how things are.
   *
   * @param topics that are wanted; where it is empty all but levels and meters
   * @param user who listens
   */
  Listener join(Set<String> topics, String user) {
    Listener listener = new Listener(topics, user);
    var _ = listener.tell(Event.of("", "hello", ids.incrementAndGet(), hello()));
    listeners.add(listener);
    studio.values().forEach(it -> tellOne(listener, STUDIO, it));
    station.ifPresent(it -> tellOne(listener, STATION, it));
    if (closed) {
      listener.end();
    }
    return listener;
  }

  void leave(Listener listener) {
    listeners.remove(listener);
  }

  private Map<String, Object> hello() {
    Optional<StatusReport> report = archive.status();
    Map<String, Object> hello = new LinkedHashMap<>();
    hello.put("time", Instant.now().toString());
    hello.put("build", build);
    hello.put("page", page.get());
    hello.put("recorder", report.flatMap(StatusReport::recorder));
    hello.put("sources", report.map(StatusReport::sources).orElse(List.of()));
    hello.put("volumes", report.map(StatusReport::volumes).orElse(List.of()));
    return hello;
  }

  // --- what is noticed

  private void look() {
    try {
      if (!listeners.isEmpty()) {
        lookAtSources();
        lookAtRecordings();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "Nothing can be told: {0}", e.toString());
    }
  }

  /** One question for all who listen; none while nobody wants levels. */
  private void lookAtLevels() {
    try {
      if (listeners.stream().anyMatch(Listener::wantsLevels)) {
        List<HeardLevels> heard = archive.levels().stream().map(HeardLevels::of).toList();
        if (!heard.isEmpty() || levelsWereTold) {
          tell(
              Listener.LEVELS,
              Listener.LEVELS,
              Map.of("time", Instant.now().toString(), "sources", heard));
        }
        levelsWereTold = !heard.isEmpty();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "No levels can be told: {0}", e.toString());
    }
  }

  /** Who comes while the others know already is told, too. */
  private void tellOne(Listener listener, String topic, Object data) {
    var _ = listener.tell(Event.of(topic, topic, ids.incrementAndGet(), data));
  }

  /** What was said before the recorder went is not known any more. */
  private void followStation(Predicate<OnAirReport> told) throws IOException {
    try {
      archive.onAir().watch(told);
    } finally {
      if (listeners.stream().noneMatch(Listener::wantsStation)) {
        station = Optional.empty();
      } else {
        station.map(OnAirReport::unheard).ifPresent(this::stationChanged);
      }
    }
  }

  private void stationChanged(OnAirReport report) {
    if (!Optional.of(report).equals(station)) {
      station = Optional.of(report);
      tell(STATION, STATION, report);
    }
  }

  private void followStudio(Predicate<StudioReport.Source> told) throws IOException {
    studio.clear();
    archive.studio().watch(told);
  }

  /** Each time that the recorder is listened to anew it tells everything. */
  private void studioChanged(StudioReport.Source source) {
    if (!source.equals(studio.put(source.name(), source))) {
      tell(STUDIO, STUDIO, source);
    }
  }

  private void lookAtSources() {
    Optional<StatusReport> report = archive.status();
    if (isUp != report.isPresent()) {
      isUp = report.isPresent();
      tell("status", "recorder", Map.of("up", isUp));
    }
    Set<String> gone = new HashSet<>(sources.keySet());
    for (StatusReport.Source source : report.map(StatusReport::sources).orElse(List.of())) {
      gone.remove(source.name());
      StatusReport.Source quiet = quiet(source);
      if (!quiet.equals(sources.put(source.name(), quiet))) {
        tell("status", "source", source);
      }
    }
    for (String name : gone) {
      sources.remove(name);
      tell("status", "source removed", Map.of("name", name));
    }
    report.ifPresent(this::lookAtDisks);
  }

  /** What changes all the time is no event. */
  private static StatusReport.Source quiet(StatusReport.Source source) {
    return new StatusReport.Source(
        source.name(),
        source.state(),
        source.since(),
        source.detail(),
        source.format(),
        source.file(),
        source.title(),
        source.failures(),
        source.segments(),
        source.bytes(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void lookAtDisks(StatusReport report) {
    long now = System.nanoTime();
    if (now - disksAt >= BETWEEN_DISKS.toNanos()) {
      disksAt = now;
      tell("disk", "disk", report.volumes());
    }
  }

  private void lookAtRecordings() throws IOException {
    Optional<Recordings> recordings = archive.recordings();
    if (recordings.isPresent()) {
      long now = recordings.get().revision();
      if (revision != null && revision != now) {
        Recordings.Totals totals = recordings.get().totals();
        tell("recordings", "recordings", Map.of("count", totals.count(), "bytes", totals.bytes()));
      }
      revision = now;
    }
  }

  /**
   * Tells that people said something else of recordings. From any thread.
   *
   * @param user who alone is told; all are where it is empty
   */
  public void reviewed(ReviewChange change, Optional<String> user) {
    tell(Event.of(REVIEW, user, REVIEW, ids.incrementAndGet(), change));
  }

  /** Tells all who listen something. */
  void tell(String topic, String name, Object data) {
    tell(Event.of(topic, name, ids.incrementAndGet(), data));
  }

  private void tell(Event event) {
    List<Listener> slow = listeners.stream().filter(it -> !it.tell(event)).toList();
    listeners.removeAll(slow);
    slow.forEach(Listener::end);
    dropped.addAndGet(slow.size());
  }

  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
    followings.forEach(Following::close);
    listeners.forEach(Listener::end);
  }
}
