package dev.sonolog.server.files;

import java.io.IOException;

/**
 * A file is shorter than it was when its length was promised: the answer cannot be completed, and
 * only closing the connection tells the client so.
 */
public final class TruncatedWhileSending extends IOException {
  private static final long serialVersionUID = 1L;

  TruncatedWhileSending(long position) {
    super("The file ends at byte " + position + ", before what was promised of it");
  }
}
