package dev.sonolog.app.config;

import dev.sonolog.app.config.IniFile.Entry;
import dev.sonolog.app.config.IniFile.Line;
import dev.sonolog.app.config.Key.Kind;
import dev.sonolog.app.config.SectionSettings.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the entries of a section against the table of keys: unknown and misplaced keys, repeated
 * ones, values that are wrong or cannot be fetched. Owned by the thread that reads the
 * configuration.
 */
final class SectionReader {
  private final References references;
  private final Problems problems;

  SectionReader(References references, Problems problems) {
    this.references = references;
    this.problems = problems;
  }

  /** What the section sets; entries with problems are left out or have no texts that are right. */
  Map<Key<?>, Setting> read(IniFile.Section section, Kind kind) {
    Map<Key<?>, Setting> settings = new HashMap<>();
    for (Entry entry : section.entries()) {
      Optional<Key<?>> key = Keys.find(entry.key(), kind);
      if (key.isPresent()) {
        read(key.get(), entry, settings);
      } else {
        reportUnusable(entry, kind);
      }
    }
    return settings;
  }

  private void reportUnusable(Entry entry, Kind kind) {
    String message =
        Keys.find(entry.key())
            .map(key -> "is of no use here; it belongs into a section of: " + key.scope().words())
            .orElseGet(
                () -> "is no key that is known" + Nearest.question(entry.key(), Keys.names(kind)));
    problems.warning(entry.line(), entry.key(), message);
  }

  private void read(Key<?> key, Entry entry, Map<Key<?>, Setting> settings) {
    Key<?> target = Keys.IN_FILES.getOrDefault(key, key);
    List<String> texts = texts(key, target, entry);
    Setting before = settings.get(target);
    if (before == null) {
      settings.put(target, new Setting(entry.key(), entry.line(), texts));
    } else if (target.repeatable()) {
      settings.put(target, new Setting(before.key(), before.line(), joined(before.texts(), texts)));
    } else {
      reportRepeated(before, entry);
    }
  }

  private static List<String> joined(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return List.copyOf(all);
  }

  private void reportRepeated(Setting before, Entry entry) {
    problems.error(
        entry.line(),
        entry.key(),
        before.key().equals(entry.key())
            ? "is set in line " + before.line() + " already; remove one of them"
            : before.key() + " is set in line " + before.line() + " already; remove one of them");
  }

  private List<String> texts(Key<?> key, Key<?> target, Entry entry) {
    List<String> texts = new ArrayList<>();
    for (Line line : lines(key, entry)) {
      for (String text : fetched(key, target, line)) {
        check(target, text, line, !key.equals(target) || References.refers(line.text()));
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }

  private List<Line> lines(Key<?> key, Entry entry) {
    List<Line> lines = entry.value();
    if (lines.size() > 1 && !key.repeatable()) {
      problems.error(
          lines.get(1).number(),
          entry.key(),
          "this line is indented deeper than \""
              + entry.key()
              + "\" in line "
              + entry.line()
              + " and would continue its value; begin it where that line begins");
      lines = lines.subList(0, 1);
    }
    return lines.stream().filter(line -> !line.text().isEmpty()).toList();
  }

  /** What a line says in the end: itself, with the environment's values, or what its file holds. */
  private List<String> fetched(Key<?> key, Key<?> target, Line line) {
    try {
      String text = references.expand(line.text());
      if (key.equals(target)) {
        return text.isEmpty() ? List.of() : List.of(text);
      }
      return fromFile(target, Values.path(text));
    } catch (BadValueException e) {
      problems.error(line.number(), key.name(), subject(key, line, false) + " " + e.getMessage());
      return List.of();
    }
  }

  private List<String> fromFile(Key<?> target, Path file) throws BadValueException {
    List<String> lines = references.lines(file);
    if (lines.isEmpty()) {
      throw new BadValueException("is an empty file; write the " + target.name() + " into it");
    }
    if (lines.size() > 1 && !target.repeatable()) {
      throw new BadValueException(
          "is a file of several lines; leave the " + target.name() + " only");
    }
    return lines;
  }

  private void check(Key<?> key, String text, Line line, boolean fetched) {
    try {
      key.parser().parse(text);
    } catch (BadValueException e) {
      problems.error(line.number(), key.name(), subject(key, line, fetched) + " " + e.getMessage());
    }
  }

  private static String subject(Key<?> key, Line line, boolean fetched) {
    if (fetched) {
      return "what is fetched for it";
    }
    return key.secret() ? "the value" : "\"" + line.text() + "\"";
  }
}
