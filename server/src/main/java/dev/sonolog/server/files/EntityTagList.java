package dev.sonolog.server.files;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code If-Match} and its kin name (RFC 9110, 13.1). What is no entity tag ends the list; the
 * tags in front of it count.
 *
 * @param any whether it is {@code *}, which every content is
 * @param tags all others
 */
record EntityTagList(boolean any, List<Named> tags) {
  private static final String WEAK = "W/";

  EntityTagList {
    tags = List.copyOf(tags);
  }

  /** One of them. */
  record Named(boolean weak, String opaque) {}

  /** Whether a value is an entity tag rather than a date. */
  static boolean isTag(String value) {
    String text = value.strip();
    return text.startsWith("\"") || text.startsWith(WEAK);
  }

  /** All that a header names. */
  static EntityTagList parse(String value) {
    return value.strip().equals("*")
        ? new EntityTagList(true, List.of())
        : new EntityTagList(false, tags(value));
  }

  private static List<Named> tags(String value) {
    List<Named> tags = new ArrayList<>();
    int at = begin(value, 0);
    while (at < value.length()) {
      boolean weak = value.startsWith(WEAK, at);
      int quote = weak ? at + WEAK.length() : at;
      int end = value.indexOf('"', quote + 1);
      if (end < 0 || value.charAt(quote) != '"' || !allowed(value, quote + 1, end)) {
        return tags;
      }
      tags.add(new Named(weak, value.substring(quote + 1, end)));
      at = begin(value, end + 1);
    }
    return tags;
  }

  private static int begin(String value, int from) {
    int at = from;
    while (at < value.length() && " \t,".indexOf(value.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean allowed(String value, int from, int to) {
    return value.substring(from, to).chars().allMatch(EntityTag::isAllowed);
  }

  /** RFC 9110, 8.8.3.2: both must be strong. */
  boolean matchesStrongly(EntityTag tag) {
    return any || tags.contains(new Named(false, tag.opaque()));
  }

  /** RFC 9110, 8.8.3.2: either may be weak. */
  boolean matchesWeakly(EntityTag tag) {
    return any || tags.stream().anyMatch(it -> it.opaque().equals(tag.opaque()));
  }
}
