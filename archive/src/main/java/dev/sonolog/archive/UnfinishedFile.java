package dev.sonolog.archive;

import java.nio.file.Path;

/**
 * A file that this process gave up writing, to be repaired while the recording goes on.
 *
 * @param part where it lies
 * @param headLength the bytes in front that are no audio: a file that is not longer holds nothing
 * @param volume that writes it
 */
record UnfinishedFile(Path part, int headLength, Volume volume) {
  /** The name that it should have got. */
  Path file() {
    return FinalName.withoutPart(part);
  }
}
