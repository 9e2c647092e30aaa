package dev.sonolog.server.pirecord;

import dev.sonolog.server.events.Event;
import dev.sonolog.server.events.Following;
import dev.sonolog.server.events.Listener;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioService;
import dev.sonolog.server.service.StudioService.Outcome;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells Pi_Record's clients what happens in the studio: devices that come and go, who is in
 * control, and what is heard. Nobody waits for them; who is too slow is dropped. Threads of its
 * own, which rest while nobody listens.
 */
final class PiRecordEvents implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PiRecordEvents.class.getName());
  private static final Duration BETWEEN_STATUS = Duration.ofSeconds(90);
  private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(60);

  /** Ten times a second, of what comes twenty times. */
  private static final long BETWEEN_METERS = Duration.ofMillis(75).toNanos();

  private final StudioService studio;
  private final AtomicLong ids = new AtomicLong(System.currentTimeMillis());
  private final List<Guest> guests = new CopyOnWriteArrayList<>();
  private final List<Ear> ears = new CopyOnWriteArrayList<>();
  private final Map<String, StudioReport.Source> known = new TreeMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("old clients").factory());
  private final List<Following<?>> followings;
  private long metersAt = System.nanoTime();

  /** A client that listens to what happens; of the first version of Pi_Record, or of the third. */
  record Guest(String client, boolean isOfTheFirst, Listener listener) {}

  /** A client that listens to the levels of a source. */
  record Ear(String channel, Listener listener) {}

  PiRecordEvents(StudioService studio, PiRecordControl control) {
    this.studio = studio;
    this.followings =
        List.of(
            Following.start(
                "old clients' studio",
                studio::watch,
                () -> !(guests.isEmpty() && ears.isEmpty()),
                this::changed),
            Following.start(
                "old clients' meters", studio::meters, () -> !ears.isEmpty(), this::heard));
    repeat(this::tellStatus, BETWEEN_STATUS);
    repeat(() -> control.renewAll(this::isThere), BETWEEN_RENEWALS);
  }

  private interface Work {
    void run() throws IOException, ProblemException;
  }

  private void repeat(Work work, Duration each) {
    var _ =
        thread.scheduleWithFixedDelay(
            () -> tried(work), each.toMillis(), each.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void tried(Work work) {
    try {
      work.run();
    } catch (IOException | ProblemException | RuntimeException e) {
      LOG.log(Level.DEBUG, "Old clients are not told: {0}", e.toString());
    }
  }

  /** How many listen. */
  int listening() {
    return guests.size() + ears.size();
  }

  private boolean isThere(String client) {
    return guests.stream().anyMatch(it -> it.client().equals(client));
  }

  // --- who listens

  /**
   * A client listens to what happens from now on.
   *
   * @param welcome what it alone is told first, by its event's name
   */
  Guest join(String client, boolean isOfTheFirst, Map<String, Object> welcome) throws IOException {
    List<StudioReport.Source> sources = look();
    Guest guest = new Guest(client, isOfTheFirst, new Listener(Set.of(), client));
    welcome.forEach((name, data) -> tell(guest, name, data));
    tell(guest, "status", Devices.of(sources));
    guests.add(guest);
    return guest;
  }

  void leave(Guest guest) {
    guests.remove(guest);
  }

  /** A client listens to a source's levels from now on. */
  Ear listen(StudioReport.Source source) {
    changed(source);
    Ear ear = new Ear(source.name(), new Listener(Set.of(), source.name()));
    ears.add(ear);
    return ear;
  }

  void leave(Ear ear) {
    ears.remove(ear);
  }

  // --- what is told

  private void tellStatus() throws IOException {
    if (!guests.isEmpty()) {
      Map<String, Object> devices = Devices.of(look());
      guests.forEach(it -> tell(it, "status", devices));
    }
  }

  /** All sources now; what is another one is told, as is what is there no more. */
  private List<StudioReport.Source> look() throws IOException {
    List<StudioReport.Source> sources =
        studio.sources() instanceof Outcome.Done<StudioReport>(StudioReport report)
            ? report.sources()
            : List.of();
    sources.forEach(this::changed);
    forgetOthers(sources.stream().map(StudioReport.Source::name).toList());
    return sources;
  }

  private synchronized void forgetOthers(List<String> names) {
    List<String> gone = known.keySet().stream().filter(it -> !names.contains(it)).toList();
    for (String name : gone) {
      known.remove(name);
      remove(name);
    }
  }

  private synchronized void changed(StudioReport.Source source) {
    Optional<StudioReport.Source> before = Optional.ofNullable(known.put(source.name(), source));
    boolean was = before.filter(Devices::isConnected).isPresent();
    boolean is = Devices.isConnected(source);
    if (is && !was) {
      add(source.name());
    } else if (was && !is) {
      remove(source.name());
    }
    tellControl(source, before.flatMap(StudioReport.Source::lease));
  }

  private void tellControl(StudioReport.Source source, Optional<StudioReport.Lease> before) {
    Optional<StudioReport.Lease> now = source.lease();
    boolean isSame =
        now.map(StudioReport.Lease::version).equals(before.map(StudioReport.Lease::version));
    if (now.isPresent() && !isSame) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("client", Clients.shown(now.get().holder()));
      data.put("channel", source.name());
      tellAll("take", source.name(), data);
    } else if (now.isEmpty() && before.isPresent()) {
      tellAll("release", source.name(), Map.of("channel", source.name()));
    }
  }

  private void add(String channel) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("channel", channel);
    data.put("name", channel);
    tellAll("add", channel, data);
  }

  private void remove(String channel) {
    tellAll("remove", channel, Map.of("channel", channel));
    ears.stream().filter(it -> it.channel().equals(channel)).forEach(this::end);
  }

  /** A source's meters begin anew. */
  void reset(String channel) {
    tellAll("reset", channel, Map.of("channel", channel));
  }

  /** The first version calls a channel id, and knows no reset. */
  private void tellAll(String name, String channel, Map<String, Object> data) {
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("id", channel);
    first.putAll(data);
    for (Guest guest : guests) {
      if (!guest.isOfTheFirst()) {
        tell(guest, name, data);
      } else if (!name.equals("reset")) {
        tell(guest, name, first);
      }
    }
  }

  private void tell(Guest guest, String name, Object data) {
    if (!guest.listener().tell(Event.of("", name, ids.incrementAndGet(), data))) {
      guests.remove(guest);
      guest.listener().end();
    }
  }

  // --- levels

  private void heard(StudioReport.Meters meters) {
    long now = System.nanoTime();
    if (now - metersAt < BETWEEN_METERS) {
      return;
    }
    metersAt = now;
    for (StudioReport.Meter meter : meters.sources()) {
      Event event = unnamed(VolumeText.of(meter));
      for (Ear ear : ears) {
        if (ear.channel().equals(meter.source()) && !ear.listener().tell(event)) {
          end(ear);
        }
      }
    }
  }

  private static Event unnamed(String text) {
    return new Event(
        "", Optional.empty(), ("data: " + text + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  private void end(Ear ear) {
    ears.remove(ear);
    ear.listener().end(over());
  }

  private Event over() {
    return Event.of("", "close", ids.incrementAndGet(), Map.of());
  }

  @Override
  public void close() {
    thread.shutdownNow();
    followings.forEach(Following::close);
    guests.forEach(it -> it.listener().end(over()));
    ears.forEach(this::end);
  }
}
