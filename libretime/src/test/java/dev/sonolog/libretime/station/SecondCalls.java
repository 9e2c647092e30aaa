package dev.sonolog.libretime.station;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The calls below {@code /api/v2/} that Django answers: nothing escaped, all times in UTC. */
final class SecondCalls {
  private final Settings settings;
  private final Calendar calendar;
  private final MediaStore store;

  SecondCalls(Settings settings, Calendar calendar, MediaStore store) {
    this.settings = settings;
    this.calendar = calendar;
    this.store = store;
  }

  Reply answer(
      String method, String path, Map<String, String> parameters, boolean keyed, String body) {
    if (!settings.secondInterface) {
      return Reply.page("Page not found").with(404);
    }
    if (path.equals("info")) {
      return Reply.json(Map.of("station_name", settings.name));
    }
    if (path.equals("version")) {
      return Reply.json(Map.of("api_version", "2.0.0"));
    }
    if (!keyed) {
      return Reply.json(Map.of("detail", "Authentication credentials were not provided."))
          .with(403);
    }
    String[] parts = path.split("/", -1);
    Optional<Long> id =
        parts.length > 1 && parts[1].matches("[0-9]+")
            ? Optional.of(Long.parseLong(parts[1]))
            : Optional.empty();
    return switch (parts[0]) {
      case "stream" -> Reply.json(state());
      case "shows" -> Reply.json(shows());
      case "show-instances" ->
          id.map(it -> instance(method, it, body)).orElseGet(() -> instances(parameters));
      case "files" -> id.map(this::file).orElseGet(() -> files(parameters.getOrDefault("md5", "")));
      default -> notFound();
    };
  }

  private static Reply notFound() {
    return Reply.json(Map.of("detail", "Not found.")).with(404);
  }

  private Map<String, Object> state() {
    return Map.of(
        "input_main_connected", settings.mainConnected,
        "input_main_streaming", settings.mainOn,
        "input_show_connected", settings.showConnected,
        "input_show_streaming", settings.showOn,
        "schedule_streaming", true);
  }

  private List<Map<String, Object>> shows() {
    Map<Long, String> names = new TreeMap<>();
    calendar.all().forEach(it -> names.put(it.show(), it.name()));
    List<Map<String, Object>> shows = new ArrayList<>();
    names.forEach((id, name) -> shows.add(Map.of("id", id, "name", name, "live_enabled", true)));
    return shows;
  }

  private Reply instances(Map<String, String> parameters) {
    return Reply.json(
        calendar.all().stream()
            .filter(it -> !settings.filters || passes(it, parameters))
            .map(SecondCalls::row)
            .toList());
  }

  private static boolean passes(Entry entry, Map<String, String> parameters) {
    Instant after = Instant.parse(parameters.getOrDefault("ends_at__gt", Instant.MIN.toString()));
    Instant before =
        Instant.parse(parameters.getOrDefault("starts_at__lt", Instant.MAX.toString()));
    return entry.ends().isAfter(after) && entry.starts().isBefore(before);
  }

  private Reply instance(String method, long id, String body) {
    Optional<Entry> entry = calendar.find(id);
    if (entry.isEmpty()) {
      return notFound();
    }
    if (method.equals("PATCH")) {
      if (!settings.mayPatch) {
        return Reply.json(Map.of("record_file", List.of("Incorrect type."))).with(400);
      }
      boolean _ =
          calendar.link(id, JsonMapper.shared().readTree(body).path("record_file").asLong());
    }
    return Reply.json(row(calendar.find(id).orElseThrow()));
  }

  private static Map<String, Object> row(Entry entry) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", entry.instance());
    row.put("created_at", "2026-01-01T00:00:00Z");
    row.put("show", entry.show());
    row.put("instance", null);
    row.put("starts_at", entry.starts().toString());
    row.put("ends_at", entry.ends().toString());
    row.put("description", "About " + entry.name());
    row.put("modified", entry.struckOut());
    row.put("rebroadcast", 0);
    row.put("record_enabled", 0);
    row.put("record_file", entry.recordFile().orElse(null));
    return row;
  }

  private Reply file(long id) {
    return store.find(id).map(it -> Reply.json(row(it))).orElseGet(SecondCalls::notFound);
  }

  private Reply files(String md5) {
    return Reply.json(
        store.files().stream()
            .filter(it -> md5.isEmpty() || it.md5().equals(md5))
            .map(SecondCalls::row)
            .toList());
  }

  static Map<String, Object> row(MediaStore.Stored file) {
    return Map.of(
        "id", file.id(),
        "name", file.name(),
        "track_title", file.name(),
        "md5", file.md5(),
        "filesize", file.size(),
        "import_status", file.importStatus());
  }
}
