package dev.sonolog.libretime;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is on air and what follows, as live-info and live-info-v2 tell it.
 *
 * @param stationTime what LibreTime takes the time to be
 * @param zone in which it wrote its answer
 * @param current several where shows overlap; empty when there is none
 * @param next in their order
 * @param track what is played, or was announced to be
 * @param inputs as far as it says; the first version says nothing that can be relied on
 */
public record LiveInfo(
    Optional<Instant> stationTime,
    ZoneId zone,
    List<Show> current,
    List<Show> next,
    Optional<Track> track,
    Inputs inputs) {
  public LiveInfo {
    current = List.copyOf(current);
    next = List.copyOf(next);
  }

  /**
   * What is played: a track, a web stream, or something live.
   *
   * @param type as LibreTime names it, perhaps in its users' language
   */
  public record Track(String name, String type, Optional<Instant> starts, Optional<Instant> ends) {}

  /**
   * The first version's answer. Its shows are in the zone that it names, while its tracks stay in
   * UTC. What it says of its source is whether one is connected, and not what is switched on.
   */
  static LiveInfo first(JsonNode answer) throws LibretimeException {
    ZoneId zone = zone(answer);
    return new LiveInfo(
        WallTime.local(answer, "schedulerTime").map(it -> it.atZone(zone).toInstant()),
        zone,
        shows(answer.path("currentShow"), zone),
        shows(answer.path("nextShow"), zone),
        track(answer.path("current"), ZoneOffset.UTC),
        Inputs.UNKNOWN);
  }

  /** The second version's answer, which has all its times in one zone. */
  static LiveInfo second(JsonNode answer) throws LibretimeException {
    JsonNode station = answer.path("station");
    ZoneId zone = zone(station);
    JsonNode shows = answer.path("shows");
    return new LiveInfo(
        WallTime.local(station, "schedulerTime").map(it -> it.atZone(zone).toInstant()),
        zone,
        shows(shows.path("current"), zone),
        shows(shows.path("next"), zone),
        track(answer.path("tracks").path("current"), zone),
        Inputs.switches(answer.path("sources"), "masterdj", "livedj", "scheduledplay"));
  }

  private static ZoneId zone(JsonNode part) throws LibretimeException {
    return WallTime.zone(part)
        .orElseThrow(
            () -> new LibretimeException(new Failure.Malformed("it does not say its time zone")));
  }

  /** Those of a list that can be understood; names unescaped. */
  static List<Show> shows(JsonNode list, ZoneId zone) {
    List<Show> shows = new ArrayList<>();
    for (JsonNode each : Fields.objects(list)) {
      show(each, zone).ifPresent(shows::add);
    }
    return shows;
  }

  private static Optional<Show> show(JsonNode row, ZoneId zone) {
    Optional<LocalDateTime> starts =
        WallTime.local(row, "starts").or(() -> WallTime.local(row, "start_timestamp"));
    Optional<LocalDateTime> ends =
        WallTime.local(row, "ends").or(() -> WallTime.local(row, "end_timestamp"));
    if (starts.isEmpty() || ends.isEmpty() || Fields.id(row, "instance_id").isEmpty()) {
      return Optional.empty();
    }
    Instant from = starts.get().atZone(zone).toInstant();
    Instant to = WallTime.instant(ends.get(), zone, from);
    return Optional.of(
            new Show(
                Fields.id(row, "instance_id").getAsLong(),
                Fields.id(row, "id").orElse(0),
                HtmlText.unescape(Fields.text(row, "name").orElse("")).strip(),
                HtmlText.unescape(Fields.text(row, "description").orElse("")).strip(),
                from,
                to,
                Fields.isTrue(row, "record")))
        .filter(it -> it.ends().isAfter(it.starts()));
  }

  private static Optional<Track> track(JsonNode row, ZoneId zone) {
    return Fields.text(row, "name")
        .map(
            name ->
                new Track(
                    HtmlText.unescape(name).strip(),
                    Fields.text(row, "type").orElse(""),
                    WallTime.local(row, "starts").map(it -> it.atZone(zone).toInstant()),
                    WallTime.local(row, "ends").map(it -> it.atZone(zone).toInstant())));
  }
}
