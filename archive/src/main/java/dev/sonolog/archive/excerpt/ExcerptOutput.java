package dev.sonolog.archive.excerpt;

import dev.sonolog.formats.SegmentSink;
import java.io.IOException;

/** Where the files of an excerpt go. One thread. */
public interface ExcerptOutput {
  /** Whether more than one file can be begun. */
  boolean takesMany();

  /** Whether the head of a file can be replaced when all of it is known. */
  boolean replacesHeads();

  /**
   * Begins a file; the one before was ended.
   *
   * @param name a file name with its extension
   */
  SegmentSink begin(String name) throws IOException;

  /** Ends the file. */
  void end() throws IOException;
}
