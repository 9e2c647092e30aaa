package dev.sonolog.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections on which the head of a request does not arrive: the library waits for it for
 * ever, and so its connections could be used up by who sends half of one. Bodies and answers are
 * {@link SendingWatch}'s. Any thread.
 */
final class HeadWatch implements ServerConnectionSelector, AutoCloseable {
  private static final Logger LOG = System.getLogger(HeadWatch.class.getName());

  /** The one of the connection that a thread serves. */
  private static final ThreadLocal<@Nullable Head> CURRENT = new ThreadLocal<>();

  private final ServerConnectionSelector connections;
  private final long patienceNanos;
  private final long idleNanos;
  private final Set<Head> waiting = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("head watch").factory());

  /**
   * @param connections of the library, which are watched
   * @param patience how long a head may take from its first byte on
   * @param idle how long a client may ask nothing
   */
  HeadWatch(ServerConnectionSelector connections, Duration patience, Duration idle) {
    this.connections = connections;
    this.patienceNanos = patience.toNanos();
    this.idleNanos = idle.toNanos();
    long each = Math.max(1, patienceNanos / 4);
    var _ = clock.scheduleWithFixedDelay(this::look, each, each, TimeUnit.NANOSECONDS);
  }

  /** What is awaited on one connection, on its thread. */
  private final class Head {
    private final Thread thread = Thread.currentThread();
    private long deadline;
    private boolean begun;
    private boolean ended;

    synchronized void await(long nanos) {
      deadline = System.nanoTime() + nanos;
      begun = false;
      waiting.add(this);
    }

    void answered() {
      await(idleNanos);
    }

    synchronized void receive() {
      if (!begun) {
        begun = true;
        deadline = Math.min(deadline, System.nanoTime() + patienceNanos);
      }
    }

    synchronized void arrived() {
      waiting.remove(this);
    }

    synchronized void look(long now) {
      if (!ended && waiting.contains(this) && now - deadline > 0) {
        LOG.log(Level.DEBUG, "The head of a request does not arrive; its connection is closed");
        ended = true;
        thread.interrupt(); // which closes the socket that a virtual thread waits for
      }
    }
  }

  /** The head of a request is there; on the thread of its connection. */
  static void arrived() {
    Head head = CURRENT.get();
    if (head != null) {
      head.arrived();
    }
  }

  /** It was answered, and there may be another one. */
  static void answered() {
    Head head = CURRENT.get();
    if (head != null) {
      head.answered();
    }
  }

  private void look() {
    long now = System.nanoTime();
    waiting.forEach(it -> it.look(now));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  // --- the library's connections

  @Override
  public int bytesToIdentifyConnection() {
    return connections.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return connections.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return connections.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    Head head = new Head();
    head.await(patienceNanos);
    CURRENT.set(head);
    DataReader in = context.dataReader();
    DataReader watched =
        new DataReader(
            () -> {
              byte[] bytes = read(in);
              head.receive();
              return bytes;
            });
    return new Watched(connections.connection(new Context(context, watched)), head);
  }

  /** What has arrived, at least a byte; nothing at the end. */
  private static byte @Nullable [] read(DataReader in) {
    try {
      in.ensureAvailable();
      return in.readBuffer(in.available()).readBytes();
    } catch (DataReader.InsufficientDataAvailableException _) {
      return null;
    }
  }

  private static final class Watched implements ServerConnection {
    private final ServerConnection connection;
    private final Head head;

    Watched(ServerConnection connection, Head head) {
      this.connection = connection;
      this.head = head;
    }

    @Override
    public void handle(io.helidon.common.concurrency.limits.Limit limit)
        throws InterruptedException {
      try {
        connection.handle(limit);
      } finally {
        head.arrived();
      }
    }

    @Override
    public Duration idleTime() {
      return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      connection.close(interrupt);
    }
  }

  /** A connection's own, but for where its bytes come from. */
  private record Context(ConnectionContext of, DataReader dataReader) implements ConnectionContext {
    @Override
    public ListenerContext listenerContext() {
      return of.listenerContext();
    }

    @Override
    public ExecutorService executor() {
      return of.executor();
    }

    @Override
    public DataWriter dataWriter() {
      return of.dataWriter();
    }

    @Override
    public Router router() {
      return of.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
      return of.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
      return of.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
      return of.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
      return of.localPeer();
    }

    @Override
    public boolean isSecure() {
      return of.isSecure();
    }

    @Override
    public String socketId() {
      return of.socketId();
    }

    @Override
    public String childSocketId() {
      return of.childSocketId();
    }
  }
}
