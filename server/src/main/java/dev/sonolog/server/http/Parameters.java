package dev.sonolog.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a query, as forms write them: {@code a=1&b=two+words}. Of one that comes twice
 * the first counts, unless all are asked for. Immutable.
 */
public final class Parameters {
  /** More are not looked at. */
  private static final int MOST = 64;

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads a query.
   *
   * @param query as it came, without the question mark; may be empty
   * @throws ProblemException if it is no text in UTF-8, or has a control character in it
   */
  public static Parameters of(String query) throws ProblemException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    String[] pairs = query.split("&", MOST + 1);
    for (String pair : Arrays.copyOf(pairs, Math.min(pairs.length, MOST))) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        values
            .computeIfAbsent(name, _ -> new ArrayList<>())
            .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return new Parameters(values);
  }

  private static String decoded(String text) throws ProblemException {
    return PercentCoding.decode(text.replace('+', ' '))
        .orElseThrow(
            () ->
                Problem.BAD_REQUEST.exception(
                    "A parameter is not written as UTF-8 with %XX, or has a control character"));
  }

  /** The value of a parameter; none where it is missing. */
  public Optional<String> get(String name) {
    return all(name).stream().findFirst();
  }

  /** All values of a parameter, in the order in which they came. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** The value of a parameter; none where it is missing or blank. */
  public Optional<String> filled(String name) {
    return get(name).filter(it -> !it.isBlank());
  }

  /** The names that came. */
  public Set<String> names() {
    return values.keySet();
  }

  /** The bytes as text. */
  static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
