package dev.sonolog.app.config;

import dev.sonolog.libretime.NamePattern;
import dev.sonolog.libretime.ShowChoice;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the texts of {@code [libretime]} mean. */
final class LibretimeValues {
  private static final int MOST_NAMES = 200;

  private LibretimeValues() {}

  static URI url(String text) throws BadValueException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      throw new BadValueException("is no address; write it from http:// or https:// on");
    }
    URI address = StreamAddress.parse(text);
    if (address.getRawUserInfo() != null) {
      throw new BadValueException("holds a user; take it out and write user and password_file");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw new BadValueException("has something behind its path; take it out, a key too");
    }
    return address;
  }

  /** It stands in a header. */
  static String apiKey(String text) throws BadValueException {
    if (!text.matches("[\\x21-\\x7E&&[^:]]{1,256}")) {
      throw new BadValueException("is no key; copy general.api_key of LibreTime's config.yml");
    }
    return text;
  }

  static ShowChoice shows(String text) throws BadValueException {
    String[] words = Values.text(text).strip().split("\\s+", 2);
    String names = words.length > 1 ? words[1] : "";
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "off" -> alone(new ShowChoice.None(), names);
      case "all" -> alone(new ShowChoice.All(), names);
      case "only" -> new ShowChoice.Only(names(names));
      case "except" -> new ShowChoice.Except(names(names));
      default ->
          throw new BadValueException(
              "says nothing of shows; write off, all, only NAME, NAME or except NAME, NAME");
    };
  }

  private static ShowChoice alone(ShowChoice choice, String rest) throws BadValueException {
    if (!rest.isEmpty()) {
      throw new BadValueException("has names; write only or except before them");
    }
    return choice;
  }

  private static List<NamePattern> names(String text) throws BadValueException {
    List<NamePattern> names = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      if (name.isBlank()) {
        throw new BadValueException("lacks a name; write names between commas");
      }
      names.add(new NamePattern(name));
    }
    if (names.size() > MOST_NAMES) {
      throw new BadValueException("has more than " + MOST_NAMES + " names");
    }
    return names;
  }
}
