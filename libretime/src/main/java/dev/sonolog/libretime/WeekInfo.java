package dev.sonolog.libretime;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The shows of this week and the next, as week-info tells them. It does not say in which zone it
 * writes, and old versions write in the station's own, whatever was asked for; so its times become
 * instants only when another answer has told the zone.
 */
public final class WeekInfo {
  private static final List<String> DAYS =
      Stream.of("", "next")
          .flatMap(
              week ->
                  Stream.of(
                          "monday",
                          "tuesday",
                          "wednesday",
                          "thursday",
                          "friday",
                          "saturday",
                          "sunday")
                      .map(day -> week + day))
          .toList();

  private final JsonNode answer;

  private WeekInfo(JsonNode answer) {
    this.answer = answer;
  }

  static WeekInfo of(JsonNode answer) throws LibretimeException {
    if (DAYS.stream().noneMatch(answer::has)) {
      throw new LibretimeException(new Failure.Malformed("it has no days"));
    }
    return new WeekInfo(answer);
  }

  /** The shows, if the times are of that zone. */
  List<Show> shows(ZoneId zone) {
    Map<Long, Show> shows = new HashMap<>();
    for (String day : DAYS) {
      LiveInfo.shows(answer.path(day), zone).forEach(show -> shows.put(show.instance(), show));
    }
    return new ArrayList<>(shows.values());
  }

  /** Whether the times are UTC, judged by shows whose instants are known; true if none is here. */
  boolean isUtc(Collection<Show> known) {
    Map<Long, Instant> starts =
        known.stream().collect(Collectors.toMap(Show::instance, Show::starts, (a, _) -> a));
    return shows(ZoneOffset.UTC).stream()
        .allMatch(it -> it.starts().equals(starts.getOrDefault(it.instance(), it.starts())));
  }
}
