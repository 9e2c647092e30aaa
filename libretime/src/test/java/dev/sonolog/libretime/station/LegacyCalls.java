package dev.sonolog.libretime.station;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The calls below {@code /api/} that PHP answers. */
final class LegacyCalls {
  private static final Set<String> PUBLIC = Set.of("live-info", "live-info-v2", "week-info");
  private static final String VERSION = "1.1";

  private final Settings settings;
  private final Calendar calendar;
  private final MediaStore store;

  LegacyCalls(Settings settings, Calendar calendar, MediaStore store) {
    this.settings = settings;
    this.calendar = calendar;
    this.store = store;
  }

  /**
   * @param parameters of the path, the query and the header's key, as {@code api_key}
   */
  Reply answer(String action, Map<String, String> parameters) {
    boolean open = PUBLIC.contains(action) && settings.publicApi;
    if (!open && !Settings.KEY.equals(parameters.get("api_key"))) {
      return Reply.text(401, "You are not allowed to access this resource.");
    }
    Clockface clock = Clockface.asked(parameters.getOrDefault("timezone", ""), settings.zone);
    return switch (action) {
      case "version" -> Reply.json(Map.of("airtime_version", "4.5.0", "api_version", VERSION));
      case "on-air-light" -> onAirLight();
      case "live-info" -> liveInfo(clock);
      case "live-info-v2" -> liveInfoV2(clock);
      case "week-info" -> weekInfo(parameters.getOrDefault("timezone", ""));
      case "get-bootstrap-info" -> bootstrap();
      case "update-source-status" -> updateSourceStatus(parameters);
      case "upload-recorded" -> uploadRecorded(parameters);
      default -> Reply.page("Page not found").with(404);
    };
  }

  private Reply onAirLight() {
    boolean live = settings.mainOn || settings.showOn;
    boolean on = live || (settings.scheduled && settings.playing);
    boolean expected = live || settings.scheduled;
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("on_air_light", on);
    answer.put("on_air_light_expected_status", expected);
    answer.put("station_down", on != expected);
    answer.put("master_stream", settings.mainConnected);
    answer.put("live_stream", settings.showConnected);
    answer.put("master_stream_on_air", settings.mainConnected && settings.mainOn);
    answer.put("live_stream_on_air", settings.showConnected && settings.showOn);
    return Reply.json(answer);
  }

  /** Its tracks stay in UTC, whatever is asked for. */
  private Reply liveInfo(Clockface clock) {
    Instant now = settings.now;
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("env", "production");
    answer.put("schedulerTime", clock.write(now));
    answer.put("current", track(Clockface.UTC));
    answer.put("currentShow", shows(calendar.current(now), clock));
    answer.put("nextShow", shows(next(1), clock));
    answer.put("source_enabled", settings.mainConnected ? "Master" : "Scheduled");
    answer.put("timezone", clock.name());
    int offset = clock.zone().getRules().getOffset(now).getTotalSeconds();
    answer.put("timezoneOffset", Integer.toString(offset));
    answer.put("AIRTIME_API_VERSION", VERSION);
    return Reply.json(answer);
  }

  private Reply liveInfoV2(Clockface clock) {
    Instant now = settings.now;
    Map<String, Object> station = new LinkedHashMap<>();
    station.put("env", "production");
    station.put("schedulerTime", clock.write(now));
    station.put("source_enabled", settings.mainConnected ? "Master" : "Scheduled");
    station.put("timezone", clock.name());
    Map<String, Object> shows = new LinkedHashMap<>();
    List<Map<String, Object>> current = shows(calendar.current(now), clock);
    shows.put("previous", List.of());
    shows.put("current", current.isEmpty() ? List.of() : current.getFirst());
    shows.put("next", shows(next(5), clock));
    return Reply.json(
        Map.of(
            "station",
            station,
            "tracks",
            Map.of("current", track(clock)),
            "shows",
            shows,
            "sources",
            Map.of(
                "livedj", onOff(settings.showOn),
                "masterdj", onOff(settings.mainOn),
                "scheduledplay", "on")));
  }

  private List<Entry> next(int limit) {
    Instant now = settings.now;
    return calendar.starting(now.plusMillis(1), now.plus(Duration.ofDays(2)), limit);
  }

  private Map<String, Object> track(Clockface clock) {
    return Map.of(
        "name", escaped("Mot\u00f6rhead - Rock & Roll"),
        "type", "track",
        "starts", clock.write(settings.now.minusSeconds(60)),
        "ends", clock.write(settings.now.plusSeconds(120)));
  }

  /** It knows abbreviations alone, and does not say which zone it took. */
  private Reply weekInfo(String wanted) {
    boolean ignores = settings.oldWeekInfo || wanted.contains("/");
    Clockface clock = Clockface.asked(ignores ? "" : wanted, settings.zone);
    LocalDate monday =
        settings
            .now
            .atZone(settings.zone)
            .toLocalDate()
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    Map<String, Object> answer = new LinkedHashMap<>();
    for (int day = 0; day < 14; day++) {
      ZonedDateTime start = monday.plusDays(day).atStartOfDay(settings.zone);
      String name = start.getDayOfWeek().name().toLowerCase(Locale.ROOT);
      answer.put(
          (day < 7 ? "" : "next") + name,
          shows(
              calendar.starting(
                  start.toInstant(), start.plusDays(1).toInstant(), Integer.MAX_VALUE),
              clock));
    }
    answer.put("AIRTIME_API_VERSION", VERSION);
    return Reply.json(answer);
  }

  private static List<Map<String, Object>> shows(List<Entry> entries, Clockface clock) {
    return entries.stream().map(it -> show(it, clock)).toList();
  }

  private static Map<String, Object> show(Entry entry, Clockface clock) {
    Map<String, Object> show = new LinkedHashMap<>();
    show.put("id", entry.show());
    show.put("instance_id", entry.instance());
    show.put("name", escaped(entry.name()));
    show.put("description", escaped("About " + entry.name()));
    show.put("url", "");
    show.put("start_timestamp", clock.write(entry.starts()));
    show.put("end_timestamp", clock.write(entry.ends()));
    show.put("starts", clock.write(entry.starts()));
    show.put("ends", clock.write(entry.ends()));
    show.put("record", 0);
    show.put("image_path", "");
    show.put("type", "show");
    return show;
  }

  /** As PHP's htmlspecialchars does with quotes of both kinds. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#039;");
  }

  private Reply bootstrap() {
    return Reply.json(
        Map.of(
            "switch_status",
            Map.of(
                "live_dj", onOff(settings.showOn),
                "master_dj", onOff(settings.mainOn),
                "scheduled_play", "on"),
            "station_name",
            settings.name,
            "stream_label",
            "0",
            "transition_fade",
            "0.1"));
  }

  static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  /** Believes what it is told, switches only if it is set up to, and says nothing. */
  private Reply updateSourceStatus(Map<String, String> parameters) {
    boolean connected = "true".equals(parameters.get("status"));
    if ("master_dj".equals(parameters.get("sourcename"))) {
      settings.mainOn = settings.autoSwitch ? connected : settings.mainOn;
      settings.mainConnected = connected;
    }
    return Reply.json(List.of());
  }

  /** Answers the same whether the show is there or not. */
  private Reply uploadRecorded(Map<String, String> parameters) {
    long file = Long.parseLong(parameters.getOrDefault("fileid", "0"));
    long instance = Long.parseLong(parameters.getOrDefault("showinstanceid", "0"));
    if (store.find(file).isEmpty()) {
      return Reply.text(500, "Internal error");
    }
    boolean _ = calendar.link(instance, file);
    return Reply.json(
        Map.of("fileid", Long.toString(file), "showinstanceid", Long.toString(instance)));
  }
}
