package dev.sonolog.server.api;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * Where a page of recordings ended, as a word that only this server reads. It names a recording and
 * not a number of them, so that nothing comes twice or is left out when new ones come. Pure.
 */
final class Cursor {
  private Cursor() {}

  static String behind(Recording last) {
    SegmentKey key = last.segment().key();
    String text = last.segment().start() + " " + key.number() + " " + key.run();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Recordings.Place parse(String cursor) throws ProblemException {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ", 3);
      if (parts.length == 3) {
        return new Recordings.Place(
            Instant.parse(parts[0]), new SegmentKey(parts[2], Integer.parseInt(parts[1])));
      }
    } catch (IllegalArgumentException | DateTimeException _) {
      // none of ours
    }
    throw Problem.BAD_REQUEST.exception(
        "cursor is none of this server's: begin without one, and follow next");
  }
}
