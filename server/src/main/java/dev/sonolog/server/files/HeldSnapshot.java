package dev.sonolog.server.files;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which snapshot of a growing file a client has a part of, by the entity tag in its {@code
 * If-Range}. The file has only grown since, so the rest of that snapshot can still be sent; else
 * each seek in a file that is being written would begin it anew.
 */
final class HeldSnapshot {
  private HeldSnapshot() {}

  /**
   * Its length, in bytes.
   *
   * @param fileKey of the file that is there now
   */
  static OptionalLong length(Object fileKey, FileRequest request) {
    Optional<EntityTagList.Named> tag =
        request.header("If-Range").stream()
            .flatMap(value -> EntityTagList.parse(value).tags().stream())
            .findFirst();
    return tag.isPresent() && !tag.get().weak()
        ? EntityTag.grownLength(fileKey, tag.get().opaque())
        : OptionalLong.empty();
  }
}
