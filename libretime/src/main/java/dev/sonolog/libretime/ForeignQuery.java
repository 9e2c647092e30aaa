package dev.sonolog.libretime;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query of somebody else's request, as it may be handed on: without anything that is no query,
 * and without a key, which would land in logs. Pure.
 */
final class ForeignQuery {
  private static final int LONGEST = 2_000;

  private ForeignQuery() {}

  /**
   * @param query encoded, without the question mark; empty for none
   */
  static String clean(String query) {
    return Stream.of(query.split("&", -1))
        .filter(it -> it.matches("([A-Za-z0-9._~!$'()*+,;:@/?=-]|%[0-9A-Fa-f]{2})+"))
        .filter(it -> !isKey(it))
        .collect(Collectors.joining("&"))
        .transform(it -> it.length() > LONGEST ? "" : it);
  }

  private static boolean isKey(String pair) {
    String name = pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair;
    String decoded = URLDecoder.decode(name, StandardCharsets.UTF_8);
    return decoded.toLowerCase(Locale.ROOT).strip().startsWith("api_key");
  }
}
