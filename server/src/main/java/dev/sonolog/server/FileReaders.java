package dev.sonolog.server;

import dev.sonolog.server.files.ReaderThreads;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that read files, some for each file store: one that hangs holds nobody else. */
final class FileReaders implements AutoCloseable {
  private static final int THREADS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<FileStore, ReaderThreads> stores = new ConcurrentHashMap<>();

  /** Those of the store that a file is on. Asks the file system: platform threads. */
  ReaderThreads of(Path file) throws IOException {
    return stores.computeIfAbsent(
        Files.getFileStore(file), store -> new ReaderThreads(store.name(), THREADS, PATIENCE));
  }

  @Override
  public void close() {
    stores.values().forEach(ReaderThreads::close);
  }
}
