package dev.sonolog.server.files;

import java.io.IOException;
import java.nio.file.Path;

/** Says which threads read a file. */
@FunctionalInterface
public interface ReadersOf {
  /** Those of the file store that it is on. */
  ReaderThreads of(Path file) throws IOException;
}
