package dev.sonolog.server;

import dev.sonolog.server.access.AccountBook;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where the server listens. As long as nobody has to log in that is this computer alone: an archive
 * that anybody in the network can empty is no default.
 */
final class ListeningAddress {
  private static final String THIS_COMPUTER = "127.0.0.1";
  private static final String EVERYWHERE = "0.0.0.0";

  private ListeningAddress() {}

  /**
   * @param wanted what the configuration says
   * @throws IOException if it is no address, or nobody would have to log in there
   */
  static InetAddress of(Optional<String> wanted, AccountBook book) throws IOException {
    InetAddress address = address(wanted.orElse(book.hasNoUsers() ? THIS_COMPUTER : EVERYWHERE));
    if (book.hasNoUsers() && !address.isLoopbackAddress()) {
      throw new IOException(
          "host = %s would open the archive to everybody in the network. Make a user first: sonolog user add NAME; or set SONOLOG_ADMIN_PASSWORD or SONOLOG_ADMIN_PASSWORD_FILE"
              .formatted(wanted.orElse("")));
    }
    return address;
  }

  private static InetAddress address(String host) throws IOException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("host = " + host + " is no address of this computer", e);
    }
  }

  /**
   * Tries the port: the library only logs that it is taken.
   *
   * @throws IOException if nothing can listen there
   */
  static void requireFree(InetAddress address, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw failure(address.getHostAddress(), port, e);
    }
  }

  /** As it stands in the address of a page (RFC 3986, 3.2.2). */
  static String inUrl(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  /** What a person should know of why the server did not start. */
  static IOException failure(SiteSettings settings, Exception failure) {
    return failure(settings.host().orElse(""), settings.port(), failure);
  }

  private static IOException failure(String host, int port, Exception failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new IOException(
        "Nothing can be served on %s port %d: %s; say another one with --port or --host"
            .formatted(host, port, cause.getMessage()),
        failure);
  }
}
