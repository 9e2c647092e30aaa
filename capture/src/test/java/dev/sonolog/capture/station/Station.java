package dev.sonolog.capture.station;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * A radio station that does what a script says, byte by byte, on a real socket of the loopback
 * interface. Every connection plays the same script in a virtual thread of its own; the script sees
 * the request and may answer by its path or by how many came before.
 *
 * <pre>{@code
 * try (Station station = Station.playing(call -> call.send("ICY 200 OK\r\n\r\n").send(audio))) {
 *   ... station.uri("/live") ...
 * }
 * }</pre>
 *
 * <p>When a script returns, its connection is closed in order; {@link Call#hold} keeps it open
 * until the listener goes, {@link Call#reset} breaks it. Closing the station ends all scripts. A
 * script that fails by anything but I/O is reported when the station is closed.
 */
public final class Station implements AutoCloseable {
  private final ServerSocket server;
  private final String scheme;
  private final Script script;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Throwable> mistakes = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** What the station does with one connection. */
  @FunctionalInterface
  public interface Script {
    void play(Call call) throws IOException, InterruptedException;
  }

  private Station(ServerSocket server, String scheme, Script script) {
    this.server = server;
    this.scheme = scheme;
    this.script = script;
    Thread.ofVirtual().name("station").start(this::accept);
  }

  /** A station on a free port. */
  public static Station playing(Script script) throws IOException {
    return playingAt(InetAddress.getLoopbackAddress(), script);
  }

  /** A station on a free port of one of this computer's addresses. */
  public static Station playingAt(InetAddress address, Script script) throws IOException {
    return new Station(new ServerSocket(0, 50, address), "http", script);
  }

  /** A station behind TLS on a free port. */
  public static Station playingOverTls(SSLContext context, Script script) throws IOException {
    ServerSocket server =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new Station(server, "https", script);
  }

  /** Where the station listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** An address at this station; {@code path} begins with a slash. */
  public URI uri(String path) {
    return URI.create(scheme + "://localhost:" + port() + path);
  }

  /** The requests that came so far, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().name("station-call").start(() -> serve(socket));
      }
    } catch (IOException _) {
      // The station was closed.
      return;
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Request request = Request.read(socket.getInputStream());
      requests.add(request);
      script.play(new Call(socket, request, requests.size()));
    } catch (IOException _) {
      // The listener went; scripts need not care.
      return;
    } catch (InterruptedException | RuntimeException | AssertionError e) {
      mistakes.add(e);
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!mistakes.isEmpty()) {
      throw new AssertionError("A script failed", mistakes.getFirst());
    }
  }
}
