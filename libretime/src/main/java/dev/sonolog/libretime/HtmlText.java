package dev.sonolog.libretime;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as people wrote it. LibreTime's older calls escape names for web pages (PHP's
 * htmlspecialchars), once; its second interface does not. Pure.
 */
final class HtmlText {
  private static final Pattern REFERENCE =
      Pattern.compile("&(amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});");

  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0");

  private HtmlText() {}

  /** The text without one layer of escapes; what is no escape stays. */
  static String unescape(String text) {
    return REFERENCE.matcher(text).replaceAll(it -> Matcher.quoteReplacement(meaning(it)));
  }

  private static String meaning(MatchResult reference) {
    String name = reference.group(1);
    String known = NAMED.get(name);
    if (known != null) {
      return known;
    }
    boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
    int code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
    boolean isCharacter = Character.isValidCodePoint(code) && !Character.isISOControl(code);
    return isCharacter && (code < 0xD800 || code > 0xDFFF)
        ? Character.toString(code)
        : reference.group();
  }
}
