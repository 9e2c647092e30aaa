package dev.sonolog.server.files;

import dev.sonolog.formats.Snapshot;
import dev.sonolog.server.files.FileRequest.Method;
import dev.sonolog.server.files.RangeHeader.Mode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests and contents as tests need them. */
final class Requests {
  static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");
  static final Instant MODIFIED = Instant.parse("2026-03-29T01:30:00.123456789Z");
  static final Presentation PLAIN = Presentation.of("audio/wav", "no-cache");

  private Requests() {}

  /** By name and value, one after the other. */
  static FileRequest get(String... headers) {
    return of(Method.GET, Mode.STANDARD, headers);
  }

  static FileRequest of(Method method, Mode mode, String... headers) {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      values.put(headers[i], headers[i + 1]);
    }
    return new FileRequest(method, name -> Optional.ofNullable(values.get(name)), mode);
  }

  static Content content(long length) {
    return content(Snapshot.unchanged(length));
  }

  static Content content(Snapshot snapshot) {
    return new Content(snapshot, new EntityTag("now"), MODIFIED, Content.Growth.FINISHED);
  }

  static FileAnswer answer(Content content, FileRequest request) {
    return new Answering(content, request, PLAIN, NOW).answer();
  }
}
