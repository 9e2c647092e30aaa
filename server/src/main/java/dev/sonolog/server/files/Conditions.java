package dev.sonolog.server.files;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a request makes its answer depend on (RFC 9110, 13), looked at in the standard's order. A
 * date that is none is as good as absent.
 */
final class Conditions {
  private final FileRequest request;
  private final Content content;
  private final Instant now;

  /** What the conditions allow. */
  enum Verdict {
    /** The content, or the part of it that is asked for. */
    SEND,
    /** The content, and no part of it: what the client has a part of is another. */
    SEND_WHOLE,
    /** That the client has it already. */
    NOT_MODIFIED,
    /** That it is not what the client takes it for. */
    FAILED
  }

  Conditions(FileRequest request, Content content, Instant now) {
    this.request = request;
    this.content = content;
    this.now = now;
  }

  /** The order of RFC 9110, 13.2.2. */
  Verdict verdict() {
    if (!precondition()) {
      return Verdict.FAILED;
    }
    if (!changed()) {
      return Verdict.NOT_MODIFIED;
    }
    return request.header("If-Range").map(this::ifRange).orElse(true)
        ? Verdict.SEND
        : Verdict.SEND_WHOLE;
  }

  private boolean precondition() {
    return request
        .header("If-Match")
        .map(value -> EntityTagList.parse(value).matchesStrongly(content.tag()))
        .orElseGet(() -> date("If-Unmodified-Since").map(it -> !modifiedAfter(it)).orElse(true));
  }

  private boolean changed() {
    return request
        .header("If-None-Match")
        .map(value -> !EntityTagList.parse(value).matchesWeakly(content.tag()))
        .orElseGet(() -> date("If-Modified-Since").map(this::modifiedAfter).orElse(true));
  }

  /**
   * A date is exact enough only where the content cannot have changed twice in one second (RFC
   * 9110, 8.8.2.2, 13.1.5).
   */
  private boolean ifRange(String value) {
    return EntityTagList.isTag(value)
        ? EntityTagList.parse(value).matchesStrongly(content.tag())
        : content.dateIsExact(now)
            && HttpDate.parse(value, now).filter(modified()::equals).isPresent();
  }

  private Optional<Instant> date(String header) {
    return request.header(header).flatMap(value -> HttpDate.parse(value, now));
  }

  private boolean modifiedAfter(Instant date) {
    return modified().isAfter(date);
  }

  private Instant modified() {
    return content.modified().truncatedTo(ChronoUnit.SECONDS);
  }
}
