package dev.sonolog.server.files;

import java.util.Optional;

/** Whether who asks has what was made already (RFC 9110, 13.1.2). Pure. */
public final class KnownCopy {
  private KnownCopy() {}

  /**
   * Whether it has.
   *
   * @param noneMatch the value of {@code If-None-Match}
   * @param tag what stands between the quotes of the entity tag
   */
  public static boolean is(Optional<String> noneMatch, String tag) {
    EntityTag wanted = new EntityTag(tag);
    return noneMatch.filter(it -> EntityTagList.parse(it).matchesWeakly(wanted)).isPresent();
  }
}
