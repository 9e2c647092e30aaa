package dev.sonolog.app.certificate;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * By what a server is called: a name, or an address of it.
 *
 * @param text as people write it
 * @param address where it is one
 */
record HostName(String text, Optional<InetAddress> address) {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final Pattern NAME =
      Pattern.compile("(?:\\*\\.)?[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?");

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /**
   * The one of a text.
   *
   * @throws IllegalArgumentException if it is neither a name nor an address
   */
  static HostName of(String text) {
    if (ADDRESS.matcher(text).matches()) {
      return of(InetAddress.ofLiteral(text));
    }
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          text + " is no name of a computer, such as recorder.local, and no address");
    }
    return new HostName(text, Optional.empty());
  }

  private static HostName of(InetAddress address) {
    return new HostName(address.getHostAddress(), Optional.of(address));
  }

  /** RFC 5280, section 4.2.1.6. */
  byte[] generalName() {
    return address.isPresent()
        ? Der.implicit(IP_ADDRESS, address.get().getAddress())
        : Der.implicit(DNS_NAME, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** By what this computer is called in its network, and by itself. */
  static List<HostName> ofThisComputer() throws IOException {
    Set<HostName> names = new LinkedHashSet<>();
    String own = InetAddress.getLocalHost().getHostName();
    if (NAME.matcher(own).matches() && !ADDRESS.matcher(own).matches()) {
      names.add(of(own));
      names.add(of(own.contains(".") ? own : own + ".local"));
    }
    names.add(of("localhost"));
    names.addAll(addresses());
    return List.copyOf(names);
  }

  private static List<HostName> addresses() throws IOException {
    List<HostName> addresses = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (each.isUp()) {
        each.inetAddresses()
            .filter(it -> it instanceof Inet4Address || !it.isLinkLocalAddress())
            .map(HostName::withoutZone)
            .forEach(it -> addresses.add(of(it)));
      }
    }
    return addresses;
  }

  private static InetAddress withoutZone(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone));
  }

  @Override
  public String toString() {
    return text;
  }
}
