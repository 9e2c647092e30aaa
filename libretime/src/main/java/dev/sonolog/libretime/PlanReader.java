package dev.sonolog.libretime;

import dev.sonolog.libretime.PlanReading.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads a station's plan from the best source that it has: its calendar by the second interface,
 * else this week and the next, else what is on air and what follows. One thread; waits.
 */
final class PlanReader {
  /** What is planned later is not looked at. */
  static final Duration AHEAD = Duration.ofDays(8);

  /** What was over before is not looked at. */
  static final Duration BEHIND = Duration.ofHours(12);

  private final LibretimeClient client;
  private final InstantSource clock;

  PlanReader(LibretimeClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * The best that can be read.
   *
   * @throws LibretimeException if no source can; it is what the last one said
   */
  PlanReading read() throws LibretimeException, InterruptedException {
    try {
      return instances();
    } catch (LibretimeException e) {
      throwSilence(e);
    }
    try {
      return week();
    } catch (LibretimeException e) {
      throwSilence(e);
    }
    return live();
  }

  /** A station that does not answer is not asked in other words. */
  private static void throwSilence(LibretimeException problem) throws LibretimeException {
    if (problem.failure().isSilence()) {
      throw problem;
    }
  }

  // --- the calendar

  private PlanReading instances() throws LibretimeException, InterruptedException {
    Instant now = clock.instant();
    Instant from = now.minus(BEHIND).truncatedTo(ChronoUnit.SECONDS);
    Instant to = now.plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
    // Versions that cannot filter leave these parameters unread.
    JsonNode rows = list("api/v2/show-instances?ends_at__gt=" + from + "&starts_at__lt=" + to);
    Map<Long, String> names = new HashMap<>();
    boolean asked = false;
    List<Show> shows = new ArrayList<>();
    Set<Long> cancelled = new HashSet<>();
    for (JsonNode row : rows) {
      OptionalLong show = Fields.id(row, "show");
      if (!asked && isNameless(row, from, to)) {
        asked = true;
        names.putAll(names());
      }
      Optional<Show> instance = instance(row, names.getOrDefault(show.orElse(0), ""));
      if (Fields.isTrue(row, "modified") || Fields.isTrue(row, "modified_instance")) {
        Fields.id(row, "id").ifPresent(cancelled::add);
      } else {
        instance
            .filter(it -> it.ends().isAfter(from) && it.starts().isBefore(to))
            .ifPresent(shows::add);
      }
    }
    return new PlanReading(
        now, PlanReading.Source.INSTANCES, shows, cancelled, new Coverage.Within(now, to));
  }

  private static boolean isNameless(JsonNode row, Instant from, Instant to) {
    return Fields.text(row, "show_name").isEmpty()
        && instance(row, "").filter(it -> it.ends().isAfter(from)).isPresent()
        && instance(row, "").filter(it -> it.starts().isBefore(to)).isPresent();
  }

  private JsonNode list(String path) throws LibretimeException, InterruptedException {
    JsonNode answer = client.send(client.keyed(path).GET().build()).json();
    JsonNode list = answer.isObject() && answer.has("results") ? answer.path("results") : answer;
    if (!list.isArray()) {
      throw new LibretimeException(new Failure.Malformed("it is no list"));
    }
    return list;
  }

  private Map<Long, String> names() throws LibretimeException, InterruptedException {
    Map<Long, String> names = new HashMap<>();
    for (JsonNode row : list("api/v2/shows")) {
      Fields.id(row, "id").ifPresent(id -> names.put(id, Fields.text(row, "name").orElse("")));
    }
    return names;
  }

  /** Nothing is escaped here. */
  private static Optional<Show> instance(JsonNode row, String name) {
    Optional<Instant> starts = Fields.text(row, "starts_at", "starts").flatMap(WallTime::instant);
    Optional<Instant> ends = Fields.text(row, "ends_at", "ends").flatMap(WallTime::instant);
    OptionalLong id = Fields.id(row, "id");
    if (starts.isEmpty() || ends.isEmpty() || id.isEmpty() || !ends.get().isAfter(starts.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new Show(
            id.getAsLong(),
            Fields.id(row, "show").orElse(0),
            Fields.text(row, "show_name").orElse(name).strip(),
            Fields.text(row, "description").orElse("").strip(),
            starts.get(),
            ends.get(),
            Fields.isTrue(row, "record_enabled") || Fields.isTrue(row, "record")));
  }

  // --- this week and the next

  private PlanReading week() throws LibretimeException, InterruptedException {
    WeekInfo week = client.ask(Ask.WEEK_INFO);
    LiveInfo live = client.ask(Ask.LIVE_INFO);
    List<Show> known = Stream.concat(live.current().stream(), live.next().stream()).toList();
    List<Show> shows =
        new ArrayList<>(
            week.isUtc(known)
                ? week.shows(ZoneOffset.UTC)
                : week.shows(client.ask(Ask.STATION_ZONE).zone()));
    known.stream()
        .filter(it -> shows.stream().noneMatch(that -> that.instance() == it.instance()))
        .forEach(shows::add); // such as one that began on the Sunday before
    Instant now = live.stationTime().orElseGet(clock::instant);
    Instant to = now.plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
    shows.removeIf(it -> it.ends().isBefore(now.minus(BEHIND)) || it.starts().isAfter(to));
    return new PlanReading(
        now,
        PlanReading.Source.WEEK,
        shows,
        Set.of(),
        new Coverage.Within(now, now.plus(Duration.ofDays(6))));
  }

  // --- what is on air and what follows

  /** A quick look. It covers what is on air alone. */
  PlanReading live() throws LibretimeException, InterruptedException {
    LiveInfo live = client.ask(Ask.LIVE_INFO);
    Instant now = live.stationTime().orElseGet(clock::instant);
    return new PlanReading(
        now,
        PlanReading.Source.LIVE,
        Stream.concat(live.current().stream(), live.next().stream()).toList(),
        Set.of(),
        new Coverage.OnAir(now));
  }
}
