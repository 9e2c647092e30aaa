package dev.sonolog.server.api;

import dev.sonolog.archive.SegmentKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How recordings are called in addresses, for ever: {@code RUN.NUMBER}, where a run that has other
 * characters than letters, digits, hyphens and underscores is written as {@code ~} and base64url.
 * Pure.
 */
final class RecordingId {
  private static final String PLAIN = "[A-Za-z0-9_-]{1,100}";
  private static final String NUMBER = "0|[1-9]\\d{0,8}";
  private static final int LONGEST = 1_000;

  private RecordingId() {}

  static String of(SegmentKey key) {
    String run = key.run().matches(PLAIN) ? key.run() : "~" + encoded(key.run());
    return run + "." + key.number();
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The recording of that name; nothing where it is none. */
  static Optional<SegmentKey> parse(String id) {
    int dot = id.lastIndexOf('.');
    if (dot < 1 || id.length() > LONGEST || !id.substring(dot + 1).matches(NUMBER)) {
      return Optional.empty();
    }
    int number = Integer.parseInt(id.substring(dot + 1));
    return run(id.substring(0, dot)).map(run -> new SegmentKey(run, number));
  }

  private static Optional<String> run(String text) {
    if (!text.startsWith("~")) {
      return Optional.of(text).filter(it -> it.matches(PLAIN));
    }
    return decoded(text.substring(1)).filter(it -> !it.matches(PLAIN));
  }

  private static Optional<String> decoded(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (IllegalArgumentException | CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
