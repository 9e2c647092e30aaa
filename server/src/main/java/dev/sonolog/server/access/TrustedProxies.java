package dev.sonolog.server.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies whose word counts when they say for whom they ask. Each adds the address of its own
 * peer at the end of {@code X-Forwarded-For}, so the list is read from its end for as long as the
 * one who wrote is trusted; what a client made up stands before that, and is never reached.
 *
 * <p>Immutable.
 */
public final class TrustedProxies {
  private static final Pattern HOP =
      Pattern.compile("\\[([^\\]]+)](?::[0-9]{1,5})?|([0-9.]+)(?::[0-9]{1,5})?|([0-9a-fA-F:.]+)");

  /**
   * What a request says of where it came from, as it arrived.
   *
   * @param peer who is connected
   * @param https whether the connection has TLS
   * @param host the header {@code Host}
   * @param forwardedFor all headers {@code X-Forwarded-For}, in their order
   * @param forwardedProto all headers {@code X-Forwarded-Proto}
   * @param forwardedHost all headers {@code X-Forwarded-Host}
   */
  public record Arrival(
      InetAddress peer,
      boolean https,
      Optional<String> host,
      List<String> forwardedFor,
      List<String> forwardedProto,
      List<String> forwardedHost) {
    public Arrival {
      forwardedFor = List.copyOf(forwardedFor);
      forwardedProto = List.copyOf(forwardedProto);
      forwardedHost = List.copyOf(forwardedHost);
    }

    boolean isForwarded() {
      return !(forwardedFor.isEmpty() && forwardedProto.isEmpty() && forwardedHost.isEmpty());
    }
  }

  /**
   * Where it came from, as far as that is known.
   *
   * @param address the client's, or of the last one who is known
   * @param inDoubt whether somebody else is behind that address: a proxy that is not trusted says
   *     so, or a trusted one does not tell who
   * @param https whether the client used TLS
   * @param host which server the client asked for
   */
  public record Client(
      InetAddress address, boolean inDoubt, boolean https, Optional<String> host) {}

  private final List<Cidr> trusted;

  /**
   * @param trusted where they are; none is trusted when empty
   */
  public TrustedProxies(List<Cidr> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /** Who it is. */
  public Client client(Arrival arrival) {
    return isTrusted(arrival.peer())
        ? believed(arrival)
        : new Client(arrival.peer(), arrival.isForwarded(), arrival.https(), arrival.host());
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  private Client believed(Arrival arrival) {
    boolean https =
        last(arrival.forwardedProto()).flatMap(TrustedProxies::isHttps).orElseGet(arrival::https);
    Optional<String> host =
        last(arrival.forwardedHost()).filter(it -> Authority.of(it).isPresent()).or(arrival::host);
    List<String> hops = elements(arrival.forwardedFor());
    InetAddress client = arrival.peer();
    for (String hop : hops.reversed()) {
      Optional<InetAddress> before = address(hop);
      if (before.isEmpty()) {
        return new Client(client, true, https, host);
      }
      client = before.get();
      if (!isTrusted(client)) {
        break;
      }
    }
    return new Client(client, hops.isEmpty() && arrival.isForwarded(), https, host);
  }

  private static Optional<Boolean> isHttps(String scheme) {
    return switch (scheme) {
      case "https" -> Optional.of(true);
      case "http" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** An address with or without a port; a port behind IPv6 needs brackets. */
  private static Optional<InetAddress> address(String hop) {
    Matcher form = HOP.matcher(hop);
    if (!form.matches()) {
      return Optional.empty();
    }
    String bracketed = form.group(1);
    String v4 = form.group(2);
    return Addresses.of(bracketed != null ? bracketed : v4 != null ? v4 : form.group(3));
  }

  private static Optional<String> last(List<String> headers) {
    List<String> all = elements(headers);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  private static List<String> elements(List<String> headers) {
    List<String> all = new ArrayList<>();
    headers.forEach(
        header -> Arrays.stream(header.split(",", -1)).map(String::strip).forEach(all::add));
    all.removeIf(String::isEmpty);
    return all;
  }
}
