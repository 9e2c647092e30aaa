package dev.sonolog.archive;

import java.io.IOException;
import org.jdbi.v3.core.Handle;

/** Where the connections that a {@link CatalogueView} reads through come from, and go. */
interface ReadingConnections {
  /**
   * A connection for one thread.
   *
   * @throws IOException if there is no catalogue, or it cannot be read
   */
  Handle borrow() throws IOException;

  /**
   * Takes it back.
   *
   * @param sound whether all went well
   */
  void giveBack(Handle handle, boolean sound);

  /** One that somebody else closes. */
  record One(Handle handle) implements ReadingConnections {
    @Override
    public Handle borrow() {
      return handle;
    }

    @Override
    public void giveBack(Handle borrowed, boolean sound) {
      // whoever made it closes it
    }
  }
}
