package dev.sonolog.studio;

import java.io.IOException;
import java.time.Instant;

/** What the studio asks of the archive. Blocks: never asked by the studio's own thread. */
public interface TakeArchive {
  /**
   * What is stored of a source in a span; what is being written counts up to now.
   *
   * @param to the first instant behind it
   */
  Stored stored(String source, Instant from, Instant to) throws IOException;

  /**
   * Puts the recordings of a take into the trash.
   *
   * @param by who wants it
   * @throws IOException if one of them stays where it is; the message says why
   */
  void putAway(Take take, String by) throws IOException;
}
