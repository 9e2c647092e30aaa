package dev.sonolog.server.access;

import java.net.InetAddress;
import java.util.Optional;

/** A request that a test makes up, piece by piece. */
record Request(Approach approach) {
  /** A program somewhere else, which shows nothing. */
  static Request remote() {
    return from("203.0.113.5");
  }

  static Request from(String client) {
    return of(client, "rec.example:8080");
  }

  static Request local() {
    return of("127.0.0.1", "localhost:8080");
  }

  private static Request of(String client, String host) {
    return new Request(
        new Approach(
            InetAddress.ofLiteral(client),
            false,
            false,
            "GET",
            Optional.of(host),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  Request inDoubt() {
    return new Request(
        new Approach(
            approach.client(),
            true,
            approach.https(),
            approach.method(),
            approach.host(),
            approach.origin(),
            approach.fetchSite(),
            approach.authorization(),
            approach.session(),
            approach.csrfToken(),
            approach.queryToken(),
            approach.referer(),
            approach.agent()));
  }

  Request https() {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            true,
            approach.method(),
            approach.host(),
            approach.origin(),
            approach.fetchSite(),
            approach.authorization(),
            approach.session(),
            approach.csrfToken(),
            approach.queryToken(),
            approach.referer(),
            approach.agent()));
  }

  Request withoutHost() {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            approach.https(),
            approach.method(),
            Optional.empty(),
            approach.origin(),
            approach.fetchSite(),
            approach.authorization(),
            approach.session(),
            approach.csrfToken(),
            approach.queryToken(),
            approach.referer(),
            approach.agent()));
  }

  Request method(String method) {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            approach.https(),
            method,
            approach.host(),
            approach.origin(),
            approach.fetchSite(),
            approach.authorization(),
            approach.session(),
            approach.csrfToken(),
            approach.queryToken(),
            approach.referer(),
            approach.agent()));
  }

  Request host(String value) {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            approach.https(),
            approach.method(),
            Optional.of(value),
            approach.origin(),
            approach.fetchSite(),
            approach.authorization(),
            approach.session(),
            approach.csrfToken(),
            approach.queryToken(),
            approach.referer(),
            approach.agent()));
  }

  Request origin(String value) {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            approach.https(),
            approach.method(),
            approach.host(),
            Optional.of(value),
            approach.fetchSite(),
            approach.authorization(),
            approach.session(),
            approach.csrfToken(),
            approach.queryToken(),
            approach.referer(),
            approach.agent()));
  }

  Request fetchSite(String value) {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            approach.https(),
            approach.method(),
            approach.host(),
            approach.origin(),
            Optional.of(value),
            approach.authorization(),
            approach.session(),
            approach.csrfToken(),
            approach.queryToken(),
            approach.referer(),
            approach.agent()));
  }

  Request authorization(String value) {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            approach.https(),
            approach.method(),
            approach.host(),
            approach.origin(),
            approach.fetchSite(),
            Optional.of(value),
            approach.session(),
            approach.csrfToken(),
            approach.queryToken(),
            approach.referer(),
            approach.agent()));
  }

  Request session(String value) {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            approach.https(),
            approach.method(),
            approach.host(),
            approach.origin(),
            approach.fetchSite(),
            approach.authorization(),
            Optional.of(value),
            approach.csrfToken(),
            approach.queryToken(),
            approach.referer(),
            approach.agent()));
  }

  Request csrf(String value) {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            approach.https(),
            approach.method(),
            approach.host(),
            approach.origin(),
            approach.fetchSite(),
            approach.authorization(),
            approach.session(),
            Optional.of(value),
            approach.queryToken(),
            approach.referer(),
            approach.agent()));
  }

  Request query(String value) {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            approach.https(),
            approach.method(),
            approach.host(),
            approach.origin(),
            approach.fetchSite(),
            approach.authorization(),
            approach.session(),
            approach.csrfToken(),
            Optional.of(value),
            approach.referer(),
            approach.agent()));
  }

  /** A browser, which says of where it comes from what is given. */
  Request browser(String referer) {
    return new Request(
        new Approach(
            approach.client(),
            approach.inDoubt(),
            approach.https(),
            approach.method(),
            approach.host(),
            approach.origin(),
            approach.fetchSite(),
            approach.authorization(),
            approach.session(),
            approach.csrfToken(),
            approach.queryToken(),
            Optional.of(referer).filter(it -> !it.isEmpty()),
            Optional.of("Mozilla/5.0 (X11)")));
  }
}
