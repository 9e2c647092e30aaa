package dev.sonolog.server.api;

import dev.sonolog.server.http.PercentCoding;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The parameters of a request, of which all are known and none is taken for something else than it
 * says. Immutable.
 */
final class Query {
  private static final String WHOLE = "[+-]?\\d{1,18}";
  private static final String DECIMAL = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * The parameters of a request.
   *
   * @param known all that it may have
   * @throws ProblemException if it has others
   */
  static Query of(Request request, String... known) throws ProblemException {
    Set<String> unknown = new TreeSet<>(request.query().names());
    unknown.removeAll(Arrays.asList(known));
    if (!unknown.isEmpty()) {
      throw Problem.BAD_REQUEST.exception(
          "Unknown here: %s. %s"
              .formatted(
                  String.join(", ", unknown),
                  known.length == 0
                      ? "There are no parameters"
                      : "There is " + String.join(", ", known)));
    }
    Map<String, List<String>> values = new TreeMap<>();
    for (String name : request.query().names()) {
      values.put(name, request.query().all(name));
    }
    return new Query(values);
  }

  /** All that came but one, as they are written in an address, each with an ampersand behind it. */
  String without(String one) {
    StringBuilder written = new StringBuilder();
    values.forEach(
        (name, all) ->
            all.stream()
                .filter(_ -> !name.equals(one))
                .forEach(it -> written.append(name + "=" + PercentCoding.encode(it) + "&")));
    return written.toString();
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> text(String name) {
    return all(name).stream().findFirst();
  }

  /** All values of one that may come several times. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  Optional<Instant> instant(String name) throws ProblemException {
    Optional<String> text = text(name);
    return text.isPresent() ? Optional.of(Instants.parse(name, text.get())) : Optional.empty();
  }

  /** A whole number within limits. */
  OptionalLong whole(String name, long least, long most) throws ProblemException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (text.get().matches(WHOLE)) {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return OptionalLong.of(value);
      }
    }
    throw outside(name, "whole number", Long.toString(least), Long.toString(most));
  }

  /** A number within limits. */
  OptionalDouble number(String name, double least, double most) throws ProblemException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (text.get().length() <= 40 && text.get().matches(DECIMAL)) {
      double value = Double.parseDouble(text.get());
      if (value >= least && value <= most) {
        return OptionalDouble.of(value);
      }
    }
    throw outside(name, "number", shown(least), shown(most));
  }

  private static String shown(double limit) {
    return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
  }

  private static ProblemException outside(String name, String what, String least, String most) {
    return Problem.BAD_REQUEST.exception(
        "%s must be a %s from %s to %s".formatted(name, what, least, most));
  }

  /** One of some words. */
  <T> Optional<T> word(String name, Collection<T> all, Function<T, String> word)
      throws ProblemException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (T each : all) {
      if (word.apply(each).equals(text.get())) {
        return Optional.of(each);
      }
    }
    throw Words.unknown(name, all.stream().map(word).toList());
  }

  /** Whether something is wanted: {@code 1} or {@code 0}. */
  boolean flag(String name) throws ProblemException {
    return word(name, List.of("0", "1"), it -> it).filter("1"::equals).isPresent();
  }
}
