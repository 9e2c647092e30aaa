package dev.sonolog.server.http;

/** A request cannot be answered as it was meant; the answer says why. */
public final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail().orElse(problem.title()));
    this.problem = problem;
  }

  /** What is said of it. */
  public Problem problem() {
    return problem;
  }
}
