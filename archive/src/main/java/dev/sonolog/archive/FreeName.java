package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Path;

/** Names for files that are made of an archive's and lie beside it. Blocks in the file system. */
public final class FreeName {
  private FreeName() {}

  /**
   * Gives a file the wanted name, or, when somebody has it, the first free one with {@code -2},
   * {@code -3} and so on before its extension. Never overwrites.
   *
   * @return the name that it bears now
   * @throws IOException if it could not be renamed; it bears its old name then
   */
  public static Path give(Path file, Path wanted) throws IOException {
    return FinalName.rename(file, wanted);
  }
}
