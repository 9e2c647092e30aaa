package dev.sonolog.server;

import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** How problems are told. */
final class ProblemAnswers {
  private ProblemAnswers() {}

  /** As RFC 9457 says. */
  static Answer problem(Problem problem) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("type", "urn:sonolog:problem:" + problem.type());
    said.put("title", problem.title());
    said.put("status", problem.status());
    problem.detail().ifPresent(it -> said.put("detail", it));
    said.putAll(problem.members());
    return Answer.json(problem.status(), "application/problem+json", said)
        .with("Cache-Control", "no-store")
        .with(problem.fields());
  }

  /** As ISR does: plain words of what is not there or not allowed, else JSON. */
  static Answer isr(Problem problem) {
    return switch (problem.status()) {
      case 403 ->
          Answer.text(403, problem.type().equals("forbidden") ? "Forbidden" : said(problem));
      case 404 -> Answer.text(404, "Not found");
      default -> Answer.json(problem.status(), Map.of("error", said(problem)));
    };
  }

  private static String said(Problem problem) {
    return problem.detail().orElse(problem.title());
  }
}
