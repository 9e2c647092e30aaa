package dev.sonolog.app.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a configuration as it may be shown: each value that is a secret, or may be one, is
 * three stars. What is not known to be harmless is masked, for it may be a misspelt secret. Lines
 * keep their numbers. Pure.
 */
public final class MaskedText {
  /** What stands for a value. */
  public static final String MASK = "***";

  private static final Pattern SETTING = Pattern.compile("(\\s*[#;]*\\s*)([\\w-]+)(\\s*[=:]).*");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\w+}");
  private static final Pattern ADDRESS = Pattern.compile("(\\w+://)(?:.*@)?([^?#]*)(.*)");
  private static final Pattern HEADER = Pattern.compile("\\s*\\[.*");
  private static final Pattern COMMENT = Pattern.compile("\\s*[#;].*");

  private final List<String> lines;
  private final Map<Integer, Place> places = new HashMap<>();

  /** A value, or a part of one. */
  private record Place(String key, String text, boolean first) {}

  private MaskedText(String text) {
    lines = text.lines().toList();
    IniFile ini = IniFile.parse(text, new Problems(Path.of("")));
    ini.sections().stream().flatMap(it -> it.entries().stream()).forEach(this::place);
  }

  private void place(IniFile.Entry entry) {
    for (IniFile.Line line : entry.value()) {
      boolean first = line.number() == entry.line();
      places.put(line.number(), new Place(entry.key(), line.text(), first));
    }
  }

  /** The text without its secrets. */
  public static String of(String text) {
    MaskedText masked = new MaskedText(text);
    return IntStream.range(0, masked.lines.size())
        .mapToObj(i -> masked.line(masked.lines.get(i), masked.places.get(i + 1)) + "\n")
        .collect(Collectors.joining());
  }

  private String line(String line, @Nullable Place place) {
    if (place == null) {
      return isHarmless(line) ? line : commentedOut(line);
    }
    if (isOpen(place.key()) && place.first()) {
      return line; // what goes on from there may be a setting that was indented by mistake
    }
    int end = place.first() ? endOfKey(line) : indent(line);
    if (place.text().isEmpty()) {
      return line.substring(0, end); // a value that looks like a comment is none
    }
    String shown = value(place.key(), place.text());
    return line.substring(0, end) + (place.first() ? " " : "") + shown;
  }

  private static boolean isHarmless(String line) {
    return line.isBlank()
        || HEADER.matcher(line).matches()
        || (COMMENT.matcher(line).matches()
            && !SETTING.matcher(line).matches()
            && !line.contains("://"));
  }

  /** A setting that is switched off may hold what it held before; other lines are no settings. */
  private static String commentedOut(String line) {
    Matcher setting = SETTING.matcher(line);
    if (!setting.matches()) {
      return MASK;
    }
    boolean isKey = Keys.find(setting.group(2)).isPresent();
    boolean isComment = COMMENT.matcher(line).matches();
    boolean isWords = isComment && !isKey && !isSuspect(setting.group(2)) && !line.contains("://");
    return isOpen(setting.group(2)) || isWords
        ? line
        : setting.group(1) + setting.group(2) + setting.group(3) + " " + MASK;
  }

  /** Words of a comment such as "Note:" are no keys. */
  private static boolean isSuspect(String word) {
    return word.matches("(?i).*(pass|secret|token|user|auth|key|pw).*");
  }

  private static boolean isOpen(String key) {
    Optional<Key<?>> known = Keys.find(key.toLowerCase(Locale.ROOT));
    return known.isPresent() && !known.get().secret();
  }

  /** Of the address of a stream the part without user, password and query is shown. */
  private static String value(String key, String text) {
    if (REFERENCE.matcher(text).matches()) {
      return text;
    }
    Matcher address = ADDRESS.matcher(text);
    if (!key.equals(Keys.URL.name()) || !address.matches()) {
      return MASK;
    }
    String user = text.substring(0, address.start(2)).endsWith("@") ? MASK + "@" : "";
    String rest = address.group(3).isEmpty() ? "" : "?" + MASK;
    return address.group(1) + user + address.group(2) + rest;
  }

  private static int endOfKey(String line) {
    Matcher end = Pattern.compile("[=:]").matcher(line);
    return end.find() ? end.end() : 0;
  }

  private static int indent(String line) {
    return line.indexOf(line.strip());
  }
}
