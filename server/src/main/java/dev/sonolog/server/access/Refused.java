package dev.sonolog.server.access;

import java.time.Duration;
import java.util.Optional;

/**
 * A request is not served.
 *
 * @param status of HTTP
 * @param word which refusal it is, for programs
 * @param sentence what a person can do about it
 * @param retryAfter when to come again, in whole seconds, where that helps
 * @param challenge the value of {@code WWW-Authenticate}; only the one for ISR's paths makes a
 *     browser ask for a password
 */
public record Refused(
    int status,
    String word,
    String sentence,
    Optional<Duration> retryAfter,
    Optional<String> challenge)
    implements Decision, Login.Outcome {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED = 421;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private static final String BEARER = "Bearer realm=\"Sonolog\"";
  private static final String BASIC = "Basic realm=\"Sonolog\", charset=\"UTF-8\"";

  // --- 401: it is not known who it is

  static Refused notLoggedIn(Demand demand) {
    return unauthorized("login_needed", "Log in, or send an API token" + how(demand), demand);
  }

  static Refused sessionOver(Demand demand) {
    return unauthorized("session_over", "Your session is over; log in again", demand);
  }

  static Refused unknownToken(Demand demand) {
    return unauthorized(
        "unknown_token",
        "There is no such API token; make one with: sonolog token add, and send it" + how(demand),
        demand);
  }

  static Refused expiredToken(ApiToken token, Demand demand) {
    return unauthorized(
        "expired_token",
        "The API token " + token.id() + " is expired; make another one with: sonolog token add",
        demand);
  }

  static Refused wrongPassword() {
    return new Refused(
        UNAUTHORIZED,
        "wrong_password",
        "The name or the password is wrong; an admin can set another one",
        Optional.empty(),
        Optional.of(BEARER));
  }

  private static String how(Demand demand) {
    return demand.legacy()
        ? " as the password, or as token=..."
        : " in the header Authorization: Bearer ...";
  }

  private static Refused unauthorized(String word, String sentence, Demand demand) {
    Optional<String> challenge = Optional.of(demand.legacy() ? BASIC : BEARER);
    return new Refused(UNAUTHORIZED, word, sentence, Optional.empty(), challenge);
  }

  // --- 403: it is known, and may not

  static Refused roleTooLow(Caller caller, Role needed) {
    return forbidden(
        "role_too_low",
        "This needs the role %s, and %s has the role %s; ask an admin"
            .formatted(needed.word(), caller.name(), caller.role().word()));
  }

  static Refused otherSite() {
    return forbidden(
        "other_site",
        "A page of another site asked for this change; open the recorder's own page. Behind a"
            + " proxy, it must pass on the header Host, and be one of the trusted ones");
  }

  static Refused unknownSite() {
    return forbidden(
        "other_site",
        "Browsers do not say here which page asked for this change: use HTTPS, or a page of the"
            + " same server, or show an API token");
  }

  static Refused wrongOldPassword() {
    return forbidden(
        "wrong_password",
        "The password of now is wrong, so it was not changed; an admin can set another one");
  }

  static Refused noCsrfToken() {
    return forbidden(
        "csrf_token", "The header X-CSRF-Token is missing or wrong; load the page again");
  }

  static Refused onlyThisComputer() {
    return forbidden(
        "only_this_computer",
        "There are no users yet, so only the computer itself is served; make one there with:"
            + " sonolog user add NAME");
  }

  private static Refused forbidden(String word, String sentence) {
    return new Refused(FORBIDDEN, word, sentence, Optional.empty(), Optional.empty());
  }

  // --- others

  static Refused foreignName() {
    return new Refused(
        MISDIRECTED,
        "foreign_name",
        "There are no users yet, so this computer is served as localhost or 127.0.0.1 only; for"
            + " other names make a user with: sonolog user add NAME",
        Optional.empty(),
        Optional.empty());
  }

  static Refused tooManyTries(Duration pause) {
    Duration whole = Duration.ofSeconds(pause.plusSeconds(1).minusNanos(1).toSeconds());
    return new Refused(
        TOO_MANY,
        "too_many_tries",
        "There were too many tries to log in; wait %d seconds".formatted(whole.toSeconds()),
        Optional.of(whole),
        Optional.empty());
  }

  static Refused busy(Duration moment) {
    return new Refused(
        UNAVAILABLE,
        "busy",
        "Too many log in at once; try again in a moment",
        Optional.of(moment),
        Optional.empty());
  }
}
