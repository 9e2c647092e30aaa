package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import tools.jackson.core.JacksonException;

/**
 * The recorder's ear for other processes on this machine. Whoever may open the socket, by the
 * permissions of its file, may command. One platform thread accepts, one answers each caller: an
 * answer may read the catalogue, which virtual threads must not.
 */
final class ControlServer implements Closeable {
  private static final Logger LOG = System.getLogger(ControlServer.class.getName());

  /** So long nobody is heard after a caller could not be taken. */
  private static final long PAUSE_MILLIS = 1_000;

  /** Does what a caller asks for. */
  interface Handler {
    /**
     * Does one thing.
     *
     * @param caller the user name of whoever asks, as the system says
     * @param meanwhile takes what the caller should know while the answer is not there
     * @return the answer
     */
    Reply handle(Request request, String caller, Consumer<Reply> meanwhile);
  }

  private final UnixDomainSocketAddress address;
  private final ServerSocketChannel server;
  private final Handler handler;
  private final CountDownLatch closed = new CountDownLatch(1);

  private ControlServer(
      UnixDomainSocketAddress address, ServerSocketChannel server, Handler handler) {
    this.address = address;
    this.server = server;
    this.handler = handler;
  }

  /**
   * Starts to listen. The caller holds the archive's lock, so a socket file that is there belongs
   * to nobody.
   */
  static ControlServer start(UnixDomainSocketAddress address, Handler handler) throws IOException {
    Files.deleteIfExists(address.getPath());
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address);
    Files.setPosixFilePermissions(address.getPath(), PosixFilePermissions.fromString("rw-rw----"));
    ControlServer control = new ControlServer(address, server, handler);
    Thread.ofPlatform().daemon().name("control").start(control::accept);
    return control;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    Files.deleteIfExists(address.getPath());
  }

  /** Closes; what fails is only logged. */
  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Closing the control socket failed: {0}", e.toString());
    }
  }

  private void accept() {
    boolean open = true;
    while (open) {
      open = acceptOne();
    }
    LOG.log(Level.DEBUG, "The control socket is closed");
  }

  /** Whether the socket is still open. */
  private boolean acceptOne() {
    try {
      SocketChannel caller = server.accept();
      Thread.ofPlatform().daemon().name("control caller").start(() -> answer(caller));
      return true;
    } catch (ClosedChannelException _) {
      return false;
    } catch (IOException e) {
      // Too many open files, perhaps: that passes.
      LOG.log(Level.ERROR, "A caller of the control socket was lost: {0}", e.toString());
      return isOpenAfterAPause();
    }
  }

  private boolean isOpenAfterAPause() {
    try {
      return !closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void answer(SocketChannel caller) {
    try (caller) {
      send(caller, reply(caller));
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.DEBUG, "A caller went away: {0}", e.toString());
    }
  }

  private static void send(SocketChannel caller, Reply reply) throws IOException {
    byte[] line =
        (ControlMessage.JSON.writeValueAsString(reply) + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.wrap(line);
    while (out.hasRemaining()) {
      caller.write(out);
    }
  }

  private static void sendMeanwhile(SocketChannel caller, Reply reply) {
    try {
      send(caller, reply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply reply(SocketChannel caller) throws IOException {
    Optional<String> line = readLine(caller);
    if (line.isEmpty()) {
      return Reply.failed(
          "Not a request: no end of line within " + ControlMessage.LONGEST_REQUEST + " bytes");
    }
    try {
      Optional<Request> request =
          Optional.ofNullable(ControlMessage.JSON.readValue(line.get(), Request.class));
      return request
          .map(
              it -> handler.handle(it, user(caller), meanwhile -> sendMeanwhile(caller, meanwhile)))
          .orElseGet(() -> Reply.failed("Not a request: null"));
    } catch (JacksonException e) {
      return Reply.failed("Not a request: " + e.getOriginalMessage());
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A request met a defect in this program", e);
      return Reply.failed("A defect in this program, see its log: " + e);
    }
  }

  private static String user(SocketChannel caller) {
    try {
      return caller.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(Level.DEBUG, "A caller has no name: {0}", e.toString());
      return "somebody";
    }
  }

  /** The line, without its end; nothing when it is too long for a request. */
  private static Optional<String> readLine(SocketChannel caller) throws IOException {
    InputStream in = new BufferedInputStream(Channels.newInputStream(caller));
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() == ControlMessage.LONGEST_REQUEST) {
        return Optional.empty();
      }
      line.write(next);
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }
}
