package dev.sonolog.server.access;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IP addresses as text. Nothing is ever looked up, and only the usual forms are taken: what Java
 * also reads, such as {@code 127.1}, others read differently. An IPv4 address that is mapped into
 * IPv6 (RFC 4291, section 2.5.5.2) is the IPv4 address.
 */
final class Addresses {
  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]{2,39}(?:" + V4 + ")?");

  private Addresses() {}

  static Optional<InetAddress> of(String text) {
    return V4.matcher(text).matches()
        ? Optional.of(Inet4Address.ofLiteral(text))
        : V6.matcher(text).matches() ? v6(text) : Optional.empty();
  }

  private static Optional<InetAddress> v6(String text) {
    try {
      return Optional.of(Inet6Address.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** As people write it, without the network card of a local one. */
  static String text(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}
