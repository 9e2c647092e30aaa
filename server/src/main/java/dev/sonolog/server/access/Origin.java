package dev.sonolog.server.access;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page came from that sends a request, RFC 6454, section 7. */
record Origin(boolean https, Authority authority) {
  private static final Pattern FORM = Pattern.compile("(https?)://([^/?#@]+)");
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  static Optional<Origin> of(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Authority.of(form.group(2)).map(it -> new Origin(form.group(1).equals("https"), it))
        : Optional.empty();
  }

  /**
   * Whether it is the server that is addressed.
   *
   * @param overTls whether the request came so; a proxy that does not say it may have had TLS
   */
  boolean is(Authority server, boolean overTls) {
    return (https || !overTls)
        && authority.host().equals(server.host())
        && port(authority) == port(server);
  }

  private int port(Authority of) {
    return of.port().orElse(https ? HTTPS_PORT : HTTP_PORT);
  }
}
