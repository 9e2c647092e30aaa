package dev.sonolog.libretime;

import java.time.Duration;

/** Why a call of LibreTime gave nothing that can be used. */
public sealed interface Failure {

  /** No connection, or one that broke off. */
  record Unreachable(String why) implements Failure {}

  /** The answer was not whole in time. */
  record TooSlow(Duration limit) implements Failure {}

  /** The answer has more bytes than are taken. */
  record TooLarge(long limit) implements Failure {}

  /** 401. */
  record Unauthorized() implements Failure {}

  /** 403. */
  record Forbidden() implements Failure {}

  /** 404, 405 or 410. */
  record Missing(int status) implements Failure {}

  /** Somewhere else, where nobody goes. */
  record Redirected(String location) implements Failure {}

  /** A web page where data was expected. */
  record WebPage(int status) implements Failure {}

  /** Another status than success. */
  record Refused(int status, String said) implements Failure {}

  /** Data that says nothing of what was asked. */
  record Malformed(String why) implements Failure {}

  /** The failure for people: what it is and what may be done. Continues "LibreTime ...". */
  default String words() {
    return switch (this) {
      case Unreachable it -> "cannot be reached: " + it.why();
      case TooSlow it -> "did not answer within " + it.limit().toMillis() / 1e3 + " s";
      case TooLarge it -> "answers with more than " + it.limit() + " bytes";
      case Unauthorized _ ->
          "does not take the key, or wants one (HTTP 401); set api_key to general.api_key of its"
              + " config.yml";
      case Forbidden _ -> "forbids it (HTTP 403); the key or the user lacks the right";
      case Missing it -> "does not have that (HTTP " + it.status() + "); it may be an old version";
      case Redirected it ->
          "sends us elsewhere, to " + it.location() + "; write the address that it really has";
      case WebPage it ->
          "answers with a web page (HTTP " + it.status() + ") instead of data; check the url";
      case Refused it ->
          "answers HTTP " + it.status() + (it.said().isEmpty() ? "" : ": " + it.said());
      case Malformed it -> "answers what cannot be understood: " + it.why();
    };
  }

  /** Whether nothing at all was heard of the station. */
  default boolean isSilence() {
    return switch (this) {
      case Unreachable _, TooSlow _ -> true;
      case TooLarge _,
          Unauthorized _,
          Forbidden _,
          Missing _,
          Redirected _,
          WebPage _,
          Refused _,
          Malformed _ ->
          false;
    };
  }

  /** Whether the station has no such call for us, so that another one may be tried instead. */
  default boolean isAbsence() {
    return switch (this) {
      case Missing _, WebPage _, Redirected _, Unauthorized _, Forbidden _, TooLarge _ -> true;
      case Unreachable _, TooSlow _, Refused _, Malformed _ -> false;
    };
  }
}
