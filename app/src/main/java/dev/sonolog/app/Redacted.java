package dev.sonolog.app;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Addresses as they may be shown: without user, password and query, which often hold secrets. */
final class Redacted {
  private Redacted() {}

  static String addresses(List<URI> addresses) {
    return addresses.stream().map(Redacted::address).collect(Collectors.joining(", "));
  }

  private static String address(URI uri) {
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String query = uri.getRawQuery() == null ? "" : "?...";
    return uri.getScheme()
        + "://"
        + host
        + (uri.getRawPath() == null ? "" : uri.getRawPath())
        + query;
  }
}
