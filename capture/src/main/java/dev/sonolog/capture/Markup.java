package dev.sonolog.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds elements in XML that need not be any: tags that are not closed, attributes without quotes,
 * names in any case and with any prefix. Knows the five entities of XML and character references;
 * document types are passed over unread, so nothing outside is ever fetched and nothing unfolds.
 */
final class Markup {
  private static final Pattern REMARK = Pattern.compile("(?s)<!--.*?(?:-->|$)");
  private static final Pattern TAG =
      Pattern.compile(
          "<(/?)(?:[\\w.-]{1,40}:)?([\\w.-]{1,40})"
              + "((?:[^>\"']{1,2048}+|\"[^\"]{0,2048}+\"|'[^']{0,2048}+'){0,100}+)>?");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([\\w.:-]{1,40})\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
  private static final Pattern CDATA =
      Pattern.compile("(?s)<!\\[CDATA\\[(.{0,8192}?)(?:\\]\\]>|$)");

  /** The longest text of an element that is looked at. */
  private static final int MAX_TEXT = 8_192;

  /** The most elements that are looked at. */
  private static final int MAX_FOUND = 1_000;

  private static final Pattern REFERENCE =
      Pattern.compile("&(#x?[0-9a-fA-F]{1,6}|[a-zA-Z]{2,4});?");
  private static final Map<String, String> ENTITIES =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

  private Markup() {}

  /** The values of an attribute in all elements with one of the names, in order. */
  static Stream<String> attributes(String text, Set<String> elements, String attribute) {
    return TAG.matcher(withoutRemarks(text))
        .results()
        .filter(tag -> elements.contains(tag.group(2).toLowerCase(Locale.ROOT)))
        .flatMap(tag -> ATTRIBUTE.matcher(tag.group(3)).results())
        .filter(found -> found.group(1).equalsIgnoreCase(attribute))
        .map(
            found ->
                decoded(
                    Stream.of(2, 3, 4)
                        .map(found::group)
                        .filter(v -> v != null)
                        .findFirst()
                        .orElse("")));
  }

  /**
   * The texts directly behind the opening tags of an element, in order.
   *
   * @param within the name of the element that it must stand in; empty for anywhere
   */
  static Stream<String> texts(String text, String within, String element) {
    String plain = withoutRemarks(text);
    List<String> found = new ArrayList<>();
    int depth = within.isEmpty() ? 1 : 0;
    Matcher tag = TAG.matcher(plain);
    while (found.size() < MAX_FOUND && tag.find()) {
      String name = tag.group(2).toLowerCase(Locale.ROOT);
      boolean opens = tag.group(1).isEmpty();
      if (name.equals(within)) {
        depth += opens ? 1 : -1;
      } else if (name.equals(element) && opens && depth > 0) {
        found.add(content(plain, tag.end()));
      }
    }
    return found.stream();
  }

  private static String content(String text, int start) {
    Matcher cdata = CDATA.matcher(text).region(start, text.length());
    if (cdata.lookingAt()) {
      return cdata.group(1).strip();
    }
    int most = Math.min(text.length(), start + MAX_TEXT);
    int end = text.indexOf('<', start, most);
    return decoded(text.substring(start, end < 0 ? most : end)).strip();
  }

  private static String withoutRemarks(String text) {
    return REMARK.matcher(text).replaceAll("");
  }

  private static String decoded(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(character(found.group(1), found.group())));
  }

  private static String character(String name, String whole) {
    if (!name.startsWith("#")) {
      return ENTITIES.getOrDefault(name.toLowerCase(Locale.ROOT), whole);
    }
    try {
      boolean hex = name.startsWith("#x");
      int point = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
      return Character.isValidCodePoint(point) ? Character.toString(point) : whole;
    } catch (NumberFormatException _) {
      return whole;
    }
  }
}
