package dev.sonolog.server.api;

import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.GapText;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import java.time.ZoneId;

/** What is said of a span of which nothing is there. Pure. */
final class NothingThere {
  private static final int LONGEST = 2_000;

  private NothingThere() {}

  static ProblemException of(ExcerptPlan plan, ZoneId zone) {
    return Problem.NOT_FOUND.exception(text(plan, zone));
  }

  static String text(ExcerptPlan plan, ZoneId zone) {
    String missing = GapText.of(plan.missing(), zone).strip().replace("\n", "; ");
    String told =
        missing.length() <= LONGEST ? missing : missing.substring(0, LONGEST) + " and more";
    return "Nothing of this span is there. " + told;
  }
}
