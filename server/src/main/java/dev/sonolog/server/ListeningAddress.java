package dev.sonolog.server;

import dev.sonolog.server.SiteSettings.Place;
import dev.sonolog.server.access.AccountBook;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

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
  static InetAddress of(Place wanted, AccountBook book) throws IOException {
    InetAddress address =
        address(wanted, wanted.host().orElse(book.hasNoUsers() ? THIS_COMPUTER : EVERYWHERE));
    if (book.hasNoUsers() && !address.isLoopbackAddress()) {
      throw new IOException(
          "%s would open the archive to everybody in the network. Make a user first: sonolog user add NAME; or set SONOLOG_ADMIN_PASSWORD or SONOLOG_ADMIN_PASSWORD_FILE"
              .formatted(said(wanted)));
    }
    return address;
  }

  private static InetAddress address(Place wanted, String host) throws IOException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IOException(said(wanted) + " is no address of this computer", e);
    }
  }

  /** As it stands in the configuration. */
  private static String said(Place place) {
    String host = place.host().orElse("");
    return place.line().isPresent()
        ? "listen = %s:%d in line %d".formatted(host, place.port(), place.line().getAsInt())
        : "host = " + host;
  }

  /**
   * Tries the port: the library only logs that it is taken.
   *
   * @throws IOException if nothing can listen there
   */
  static void requireFree(InetAddress address, Place place) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, place.port()));
    } catch (IOException e) {
      throw failure(address.getHostAddress(), place, e);
    }
  }

  /** As it stands in the address of a page (RFC 3986, 3.2.2). */
  static String inUrl(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  /** What a person should know of why the server did not start. */
  static IOException failure(SiteSettings settings, Exception failure) {
    Place first = settings.places().getFirst();
    return failure(first.host().orElse(""), first, failure);
  }

  private static IOException failure(String host, Place place, Exception failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new IOException(
        "Nothing can be served on %s port %d: %s; %s"
            .formatted(host, place.port(), cause.getMessage(), remedy(place)),
        failure);
  }

  private static String remedy(Place place) {
    return place.line().isPresent()
        ? "change " + said(place) + ", or say --port or --host for one address alone"
        : "say another one with --port or --host";
  }
}
