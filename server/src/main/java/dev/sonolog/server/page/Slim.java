package dev.sonolog.server.page;

import java.nio.charset.StandardCharsets;

/**
 * Scripts and style sheets without what is there for people who read them: comments that have lines
 * of their own, empty lines, indentation. Lines stay lines, so that nothing else changes its
 * meaning; a comment within a line stays.
 */
final class Slim {
  private static final String BEGIN = "/*";
  private static final String END = "*/";

  private final StringBuilder kept = new StringBuilder();
  private final boolean isScript;
  private boolean inComment;

  private Slim(boolean isScript) {
    this.isScript = isScript;
  }

  /** What is sent of a file; what is neither script nor style sheet stays as it is. */
  static byte[] of(String name, byte[] content) {
    boolean isScript = name.endsWith(".js");
    if (!isScript && !name.endsWith(".css")) {
      return content;
    }
    Slim slim = new Slim(isScript);
    new String(content, StandardCharsets.UTF_8).lines().forEach(slim::line);
    return slim.kept.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void line(String line) {
    String text = line.strip();
    if (inComment) {
      int end = text.indexOf(END);
      inComment = end < 0;
      text = inComment ? "" : text.substring(end + END.length()).strip();
    } else if (text.startsWith(BEGIN)) {
      int end = text.indexOf(END, BEGIN.length());
      inComment = end < 0;
      text = inComment || end + END.length() == text.length() ? "" : text;
    } else if (isScript && text.startsWith("//")) {
      text = "";
    }
    if (!text.isEmpty()) {
      kept.append(text).append('\n');
    }
  }
}
