package dev.sonolog.server.access;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * What a request shows of who sends it.
 *
 * @param client the address, see {@link TrustedProxies.Client#address}
 * @param inDoubt whether somebody else may be behind it, see {@link TrustedProxies.Client#inDoubt}
 * @param https whether the client used TLS
 * @param method such as {@code GET}
 * @param host which server it asks for: the header {@code Host}, or what a trusted proxy says
 * @param origin the header {@code Origin}
 * @param fetchSite the header {@code Sec-Fetch-Site}
 * @param authorization the header {@code Authorization}
 * @param session the value of the session's cookie, see {@link SessionCookie#in}
 * @param csrfToken the header {@code X-CSRF-Token}
 * @param queryToken the parameter {@code token} of the address
 */
public record Approach(
    InetAddress client,
    boolean inDoubt,
    boolean https,
    String method,
    Optional<String> host,
    Optional<String> origin,
    Optional<String> fetchSite,
    Optional<String> authorization,
    Optional<String> session,
    Optional<String> csrfToken,
    Optional<String> queryToken) {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OURS = Set.of("same-origin", "none");

  boolean isReading() {
    return READING.contains(method);
  }

  /** Whether only this computer can have sent it. */
  boolean isLocal() {
    return client.isLoopbackAddress() && !inDoubt;
  }

  boolean isForLoopbackName() {
    return server().filter(Authority::isLoopback).isPresent();
  }

  /**
   * Whether no page of another site can have sent it: browsers say so of every change, and programs
   * say nothing.
   */
  boolean isNotOfAnotherSite() {
    return fetchSite.filter(it -> !OURS.contains(it)).isEmpty()
        && origin.filter(it -> !isOurs(it)).isEmpty();
  }

  private boolean isOurs(String text) {
    return Origin.of(text)
        .flatMap(from -> server().filter(server -> from.is(server, https)))
        .isPresent();
  }

  private Optional<Authority> server() {
    return host.flatMap(Authority::of);
  }

  /** It holds secrets. */
  @Override
  public String toString() {
    return method + " of " + Addresses.text(client);
  }
}
