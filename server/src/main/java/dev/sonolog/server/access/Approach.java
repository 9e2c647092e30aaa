package dev.sonolog.server.access;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
 * @param referer the header {@code Referer}
 * @param agent the header {@code User-Agent}
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
    Optional<String> queryToken,
    Optional<String> referer,
    Optional<String> agent) {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** All browsers call themselves that. */
  private static final String BROWSER = "Mozilla/";

  private static final Pattern SITE = Pattern.compile("https?://[^/?#]+");
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

  /** Whether a page of ours has sent it, for certain: no page can make its browser say so. */
  boolean isOfOurSite() {
    return fetchSite.filter("same-origin"::equals).isPresent();
  }

  /**
   * Whether a page of another site may have sent it, and nothing says so: a browser asks for
   * addresses that it is shown, and of that it says little where there is no TLS.
   */
  boolean mayBeOfAnotherSite() {
    return agent.filter(it -> it.startsWith(BROWSER)).isPresent()
        && fetchSite.isEmpty()
        && origin.isEmpty()
        && referer.flatMap(Approach::withoutPath).filter(this::isOurs).isEmpty();
  }

  private static Optional<String> withoutPath(String address) {
    Matcher site = SITE.matcher(address);
    return site.lookingAt() ? Optional.of(site.group()) : Optional.empty();
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
