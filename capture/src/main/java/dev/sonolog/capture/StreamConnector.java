package dev.sonolog.capture;

import dev.sonolog.formats.Container;
import java.io.Closeable;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Reaches stations over HTTP and ICY. One per process, shared by the threads of all sources; it
 * holds the HTTP client and nothing about any source. Each connection begins again at the addresses
 * of the settings, because what playlists and redirects led to expires.
 */
public final class StreamConnector implements Closeable {
  private final StationClient client;
  private final TimeSource time;

  /**
   * @param time the clocks of everything that this connector makes
   */
  public StreamConnector(TimeSource time) {
    this(time, systemTls());
  }

  StreamConnector(TimeSource time, SSLContext tls) {
    this.time = time;
    this.client = new StationClient(tls);
  }

  private static SSLContext systemTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no TLS", e);
    }
  }

  /**
   * A connection that does nothing until it is opened.
   *
   * @param settings how to reach the stream
   * @param containers what can be recorded, in the order in which the bytes are held against them
   */
  public Connection connection(StreamSettings settings, List<Container> containers) {
    return new HttpConnection(client, settings, List.copyOf(containers), time);
  }

  /** Frees what the connections share. Connections that stand are broken. */
  @Override
  public void close() {
    client.close();
  }
}
