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

  /** By the number of the device: the store itself is found by reading all mounts. */
  private final Map<Object, ReaderThreads> stores = new ConcurrentHashMap<>();

  /** Those of the store that a file is on. Asks the file system: platform threads. */
  ReaderThreads of(Path file) throws IOException {
    Object device = Files.getAttribute(file, "unix:dev");
    ReaderThreads known = stores.get(device);
    return known != null ? known : made(device, Files.getFileStore(file));
  }

  private ReaderThreads made(Object device, FileStore store) {
    return stores.computeIfAbsent(device, _ -> new ReaderThreads(store.name(), THREADS, PATIENCE));
  }

  @Override
  public void close() {
    stores.values().forEach(ReaderThreads::close);
  }
}
