package dev.sonolog.libretime.station;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a station answers. */
record Reply(int status, String type, String body, Map<String, String> headers) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Reply json(Object content) {
    return new Reply(200, "application/json", JSON.writeValueAsString(content), Map.of());
  }

  static Reply text(int status, String text) {
    return new Reply(status, "text/html; charset=UTF-8", text, Map.of());
  }

  static Reply page(String body) {
    return text(200, "<!DOCTYPE html><html><body>" + body + "</body></html>");
  }

  Reply with(int other) {
    return new Reply(other, type, body, headers);
  }

  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, type, body, more);
  }
}
