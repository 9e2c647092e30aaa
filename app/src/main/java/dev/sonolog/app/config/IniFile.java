package dev.sonolog.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An INI file, read as Python's configparser reads it with {@code #} for inline comments and
 * without interpolation: a line that begins with {@code #} or {@code ;} is a comment, a {@code #}
 * behind white space begins one, {@code =} or {@code :} ends a key, keys know no case, and a line
 * that is indented deeper than the key above continues its value.
 *
 * @param sections in order, each name once
 */
record IniFile(List<Section> sections) {
  /** A section and the line of its header. */
  record Section(String name, int line, List<Entry> entries) {}

  /** A key in lower case and its value: one line, and others that continue it. */
  record Entry(String key, int line, List<Line> value) {}

  /** A part of a value and where it stands. */
  record Line(int number, String text) {}

  /** Up to the last bracket, as configparser has it. */
  private static final Pattern HEADER = Pattern.compile("\\[(.+)](.*)");

  private static final Pattern KEY = Pattern.compile("([^=:]*)[=:](.*)");

  static IniFile parse(String text, Problems problems) {
    Parser parser = new Parser(problems);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      parser.take(number, withoutComment(line));
    }
    return new IniFile(parser.sections);
  }

  /** One that was never written: values have no comments, and take nothing from elsewhere. */
  static IniFile of(Map<String, Map<String, String>> sections) {
    List<Section> all = new ArrayList<>();
    sections.forEach(
        (name, values) -> {
          List<Entry> entries = new ArrayList<>();
          values.forEach(
              (key, value) ->
                  entries.add(new Entry(key, 1, List.of(new Line(1, References.plain(value))))));
          all.add(new Section(name, 1, entries));
        });
    return new IniFile(all);
  }

  private static String withoutComment(String line) {
    String text = line.strip();
    if (text.startsWith("#") || text.startsWith(";")) {
      return "";
    }
    int hash = line.indexOf('#');
    while (hash > 0 && !Character.isWhitespace(line.charAt(hash - 1))) {
      hash = line.indexOf('#', hash + 1);
    }
    return hash < 0 ? line : line.substring(0, hash);
  }

  /** What is open while lines come in: a section, and a key that may be continued. */
  private static final class Parser {
    private final Problems problems;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, Integer> lineOfName = new HashMap<>();
    private @Nullable Section section;
    private @Nullable Entry entry;
    private int indent;

    Parser(Problems problems) {
      this.problems = problems;
    }

    void take(int number, String line) {
      String text = line.strip();
      if (text.isEmpty()) {
        return;
      }
      int depth = line.indexOf(text);
      if (entry != null && depth > indent) {
        entry.value().add(new Line(number, text));
        return;
      }
      indent = depth;
      Matcher header = HEADER.matcher(text);
      if (header.matches()) {
        begin(number, header.group(1).strip(), header.group(2).strip());
      } else {
        add(number, text);
      }
    }

    private void begin(int number, String name, String behind) {
      if (!behind.isEmpty()) {
        problems.warning(number, "what follows the ] is ignored; begin a comment with #");
      }
      Integer before = lineOfName.putIfAbsent(name, number);
      section = new Section(name, number, new ArrayList<>());
      entry = null;
      if (before == null) {
        sections.add(section);
      } else {
        problems.error(
            number,
            "[" + name + "] begins in line " + before + " already; join the two or rename one");
      }
    }

    private void add(int number, String text) {
      Matcher match = KEY.matcher(text);
      entry = null;
      if (!match.matches()) {
        problems.error(number, "this is no [section] and no \"key = value\"; write one of them");
      } else if (match.group(1).isBlank()) {
        problems.error(number, "there is no key before the " + text.charAt(0));
      } else if (section == null) {
        problems.error(number, "this stands before the first section; put it below [general]");
      } else {
        entry = entry(number, match.group(1), match.group(2));
        section.entries().add(entry);
      }
    }

    private static Entry entry(int number, String key, String value) {
      List<Line> lines = new ArrayList<>();
      lines.add(new Line(number, value.strip()));
      return new Entry(key.strip().toLowerCase(Locale.ROOT), number, lines);
    }
  }
}
