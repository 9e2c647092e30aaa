package dev.sonolog.libretime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads what PHP and Django make of the same things: numbers as texts, truths as numbers, lists as
 * objects, references as addresses. What is missing or of another kind is nothing. Pure.
 */
final class Fields {
  /** Such as {@code http://station/api/v2/shows/12/?format=json}. */
  private static final Pattern REFERENCE = Pattern.compile("(?:.*/)?([0-9]{1,18})/?(?:\\?.*)?");

  /** More than any station has on one day, and enough to keep a wrong answer from filling us. */
  static final int MOST_ELEMENTS = 100_000;

  private Fields() {}

  static Optional<String> text(JsonNode of, String name) {
    JsonNode value = of.path(name);
    return value.isString() || value.isNumber() ? Optional.of(value.asString()) : Optional.empty();
  }

  /** The first of these names that there is: versions differ in them. */
  static Optional<String> text(JsonNode of, String name, String formerName) {
    return text(of, name).or(() -> text(of, formerName));
  }

  /** A number, or a reference to something by its address. */
  static OptionalLong id(JsonNode of, String name) {
    Optional<Matcher> match =
        text(of, name).map(String::strip).map(REFERENCE::matcher).filter(Matcher::matches);
    return match.isPresent()
        ? OptionalLong.of(Long.parseLong(match.get().group(1)))
        : OptionalLong.empty();
  }

  static Known known(JsonNode of, String name) {
    JsonNode value = of.path(name);
    if (value.isBoolean()) {
      return value.asBoolean() ? Known.YES : Known.NO;
    }
    return switch (text(of, name).orElse("?").strip().toLowerCase(Locale.ROOT)) {
      case "1", "on", "true" -> Known.YES;
      case "0", "off", "false", "" -> Known.NO;
      default -> Known.UNKNOWN;
    };
  }

  static boolean isTrue(JsonNode of, String name) {
    return known(of, name) == Known.YES;
  }

  /** The objects of a list; of one that has one only, that may stand for itself. */
  static List<JsonNode> objects(JsonNode list) {
    List<JsonNode> objects = new ArrayList<>();
    if (list.isObject() && list.has("name")) {
      objects.add(list);
    } else {
      for (JsonNode each : list) {
        if (each.isObject() && objects.size() < MOST_ELEMENTS) {
          objects.add(each);
        }
      }
    }
    return objects;
  }
}
