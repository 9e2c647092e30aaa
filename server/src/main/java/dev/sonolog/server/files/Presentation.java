package dev.sonolog.server.files;

import java.util.Optional;

/**
 * How a file is presented.
 *
 * @param mediaType the value of {@code Content-Type}
 * @param cacheControl the value of {@code Cache-Control}
 * @param disposition whether it is to be saved, and under which name, where that is to be said
 */
public record Presentation(
    String mediaType, String cacheControl, Optional<ContentDisposition> disposition) {

  /** To be played or shown by whoever asked. */
  public static Presentation of(String mediaType, String cacheControl) {
    return new Presentation(mediaType, cacheControl, Optional.empty());
  }

  /** With what a client does with it. */
  public Presentation with(ContentDisposition wanted) {
    return new Presentation(mediaType, cacheControl, Optional.of(wanted));
  }
}
