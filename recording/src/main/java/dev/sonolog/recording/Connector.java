package dev.sonolog.recording;

import dev.sonolog.capture.Connection;

/** Makes connections to what sources hear. Called from the sources' threads, several at once. */
public interface Connector {
  /**
   * A connection that does nothing until it is opened.
   *
   * @param source the name of the source
   */
  Connection connection(String source, SourceSettings.Live input);
}
