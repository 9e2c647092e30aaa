package dev.sonolog.studio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Takes as they are kept, for who reads them beside the recorder, or without one. Nothing is
 * written. Blocks in the file system.
 *
 * @param directory of the studio's state
 */
public record KeptTakes(Path directory) {
  /** A take, if there is one of that id. */
  public Optional<Take> find(String id) throws IOException {
    return Takes.of(new TakeJournal(directory).content().entries()).find(id);
  }
}
