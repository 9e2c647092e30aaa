package dev.sonolog.capture;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to ask for a stream. More tolerant than {@link URI} of what stands in playlists and {@code
 * Location} headers (blanks, umlauts, underscores in host names, {@code icy:}), and it keeps user
 * and password apart from what is ever printed.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name in ASCII, or an IP address without brackets
 * @param port 1 to 65535, or -1 for the scheme's own, as the HTTP client has it
 * @param path with the query, percent-encoded, beginning with a slash
 * @param credentials what the address itself names, decoded
 */
record StreamAddress(
    String scheme,
    String host,
    int port,
    String path,
    Optional<StreamSettings.Credentials> credentials) {
  /** The longest address that is followed, in characters. */
  static final int MAX_LENGTH = 8_192;

  private static final Pattern ABSOLUTE =
      Pattern.compile(
          "(?i)([a-z][a-z0-9+.-]*)://(?:([^/?#]*)@)?(\\[[^\\]/?#@]*\\]|[^:/?#@\\[\\]]*)(?::(\\d*))?([/?#].*)?");
  private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*");
  private static final String ALLOWED = "-._~!$&'()*+,;=:@/?%";

  /**
   * @throws AddressException if this is no address that can be asked over HTTP
   */
  static StreamAddress of(URI uri) throws AddressException {
    return parse(uri.toString());
  }

  /**
   * @throws AddressException if this is no address that can be asked over HTTP
   */
  static StreamAddress parse(String text) throws AddressException {
    String trimmed = text.strip();
    if (trimmed.length() > MAX_LENGTH) {
      throw new AddressException("An address of " + trimmed.length() + " characters is too long");
    }
    Matcher parts = ABSOLUTE.matcher(trimmed);
    if (!parts.matches()) {
      throw new AddressException("\"" + shown(trimmed) + "\" is not an address");
    }
    String scheme = scheme(parts.group(1));
    return new StreamAddress(
        scheme,
        host(parts.group(3), trimmed),
        port(parts.group(4), scheme),
        path(Optional.ofNullable(parts.group(5)).orElse("")),
        Optional.ofNullable(parts.group(2))
            .filter(user -> !user.isEmpty())
            .map(StreamAddress::user));
  }

  /**
   * What a playlist or a redirect found at this address means by {@code reference} (RFC 3986,
   * section 5).
   *
   * @throws AddressException if it means nothing that can be asked over HTTP
   */
  StreamAddress resolve(String reference) throws AddressException {
    String trimmed = reference.strip();
    if (SCHEME.matcher(trimmed).matches()) {
      return parse(trimmed);
    }
    if (trimmed.startsWith("//")) {
      return parse(scheme + ":" + trimmed);
    }
    return new StreamAddress(scheme, host, port, relative(trimmed), Optional.empty());
  }

  /**
   * Whether user and password for {@code other} may be sent here: to the same host, and never from
   * an encrypted connection to an open one. Another port of the host will do, since servers
   * redirect from one to the other.
   */
  boolean mayKnowSecretsOf(StreamAddress other) {
    return host.equals(other.host) && (scheme.equals(other.scheme) || scheme.equals("https"));
  }

  /** The path's last part in lower case, without the query: tells what a file may be. */
  String fileName() {
    String plain = path.split("[?;]", 2)[0];
    return plain.substring(plain.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  private String relative(String reference) throws AddressException {
    try {
      String encoded = encode(reference.split("#", 2)[0]);
      if (encoded.startsWith("?") || encoded.isEmpty()) {
        String plain = path.split("\\?", 2)[0];
        return encoded.isEmpty() ? path : plain + encoded;
      }
      URI base = new URI("http", "base", "/", null).resolve(path);
      URI found =
          base.resolve(
              encoded.contains(":") && !encoded.startsWith("/") ? "./" + encoded : encoded);
      String query = found.getRawQuery() == null ? "" : "?" + found.getRawQuery();
      return path(found.getRawPath().replaceAll("^(/\\.\\.)+(?=/|$)", "") + query);
    } catch (URISyntaxException | IllegalArgumentException _) {
      throw new AddressException("\"" + shown(reference) + "\" is not an address");
    }
  }

  private static String scheme(String scheme) throws AddressException {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "http", "icy", "icyx", "shout", "uvox" -> "http";
      case "https" -> "https";
      default ->
          throw new AddressException(
              "Addresses of " + shown(scheme) + ": cannot be asked over HTTP");
    };
  }

  private static String host(String host, String whole) throws AddressException {
    if (host.startsWith("[") && host.length() > 2) {
      return host.substring(1, host.length() - 1);
    }
    try {
      String ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      if (!ascii.isEmpty() && ascii.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
        return ascii;
      }
    } catch (IllegalArgumentException _) {
      // Told below, with the address.
    }
    throw new AddressException("\"" + shown(whole) + "\" names no host");
  }

  private static int port(@org.jspecify.annotations.Nullable String digits, String scheme)
      throws AddressException {
    if (digits == null || digits.isEmpty()) {
      return -1;
    }
    int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new AddressException("Port " + shown(digits) + " is outside 1..65535");
    }
    return port == (scheme.equals("https") ? 443 : 80) ? -1 : port;
  }

  private static String path(String rest) {
    String plain = encode(rest.split("#", 2)[0]);
    return plain.startsWith("/") ? plain : "/" + plain;
  }

  /** Percent-encodes what may not stand in a path or query, and only that. */
  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 0x7F && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0);
      encoded.append(plain ? "" + c : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return encoded.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
  }

  private static StreamSettings.Credentials user(String userInfo) {
    String[] parts = userInfo.split(":", 2);
    return new StreamSettings.Credentials(
        decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < in.length; i++) {
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (in[i] == '%' && high >= 0 && low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.write(in[i]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String shown(String text) {
    String open = text.replaceAll("//[^/?#]*@", "//").replaceAll("(?s)\\?.*", "?...");
    String safe = open.replaceAll("\\p{Cntrl}", "?");
    return safe.length() <= 120 ? safe : safe.substring(0, 120) + "...";
  }

  /** The address as it may be shown: without user, password and query, which often hold secrets. */
  @Override
  public String toString() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    String open = path.replaceAll("\\?.*", "?...");
    return scheme + "://" + name + (port < 0 ? "" : ":" + port) + open;
  }
}
