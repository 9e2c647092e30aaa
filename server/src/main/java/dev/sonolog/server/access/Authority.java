package dev.sonolog.server.access;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host with or without a port, as in the header {@code Host} (RFC 9110, section 7.2).
 *
 * @param host in small letters, an IPv6 address without its brackets
 */
record Authority(String host, OptionalInt port) {
  private static final int MOST_CHARACTERS = 300;
  private static final int LAST_PORT = 0xFFFF;

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([\\w.-]+))(?::([0-9]{1,5}))?");

  static Optional<Authority> of(String text) {
    Matcher form = FORM.matcher(text);
    if (text.length() > MOST_CHARACTERS || !form.matches()) {
      return Optional.empty();
    }
    OptionalInt port =
        form.group(3) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(form.group(3)));
    if (port.orElse(0) > LAST_PORT) {
      return Optional.empty();
    }
    return form.group(1) == null
        ? Optional.of(new Authority(form.group(2).toLowerCase(Locale.ROOT), port))
        : Addresses.of(form.group(1)).map(it -> new Authority(Addresses.text(it), port));
  }

  Optional<InetAddress> address() {
    return Addresses.of(host);
  }

  /** Whether it can only mean this computer, whatever a name server says (RFC 6761, 6.3). */
  boolean isLoopback() {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || address().filter(InetAddress::isLoopbackAddress).isPresent();
  }
}
