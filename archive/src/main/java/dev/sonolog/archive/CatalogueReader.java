package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue for who reads it many times a second: some connections stay open between readings,
 * for to open one costs more than most readings. Where the file is replaced by another one, they
 * are, too. Any number of platform threads.
 */
public final class CatalogueReader implements AutoCloseable {
  /** No more stay open. */
  private static final int MOST = 4;

  private final CatalogueDatabase database;
  private final CatalogueView view;
  private final Deque<Handle> idle = new ArrayDeque<>();

  /** Those of the file that is there now. */
  private final Set<Handle> current = Collections.newSetFromMap(new IdentityHashMap<>());

  private Object of = "";
  private boolean closed;

  /**
   * @param catalogue its path; it need not be there yet
   */
  public CatalogueReader(Path catalogue) {
    Path file = catalogue.toAbsolutePath().normalize();
    this.database = new CatalogueDatabase(file);
    this.view = new CatalogueView(new Kept(), file);
  }

  /** What the catalogue says; until {@link #close}, and as slowly as any view behind it. */
  public CatalogueView view() {
    return view;
  }

  private final class Kept implements ReadingConnections {
    @Override
    public Handle borrow() throws IOException {
      Handle handle = unused();
      return handle == null ? opened() : handle;
    }

    @Override
    public void giveBack(Handle handle, boolean sound) {
      if (!isKept(handle, sound)) {
        handle.close();
      }
    }
  }

  private Handle opened() throws IOException {
    Handle handle = database.openForReading();
    synchronized (this) {
      current.add(handle);
    }
    return handle;
  }

  private synchronized @Nullable Handle unused() throws IOException {
    Object now = identity();
    if (!now.equals(of)) {
      closeIdle();
      current.clear();
      of = now;
    }
    return idle.poll();
  }

  private synchronized boolean isKept(Handle handle, boolean sound) {
    if (sound && !closed && current.contains(handle) && idle.size() < MOST) {
      return idle.add(handle);
    }
    current.remove(handle);
    return false;
  }

  /** Tells a file from the one that had its name before. */
  private Object identity() throws IOException {
    Path file = database.file();
    if (!Files.exists(file)) {
      throw new IOException("There is no catalogue at " + file);
    }
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? "" : key;
  }

  private void closeIdle() {
    idle.forEach(Handle::close);
    idle.clear();
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeIdle();
  }
}
