package dev.sonolog.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is for people is left out, and nothing else. */
class SlimTest {

  private static String slim(String name, String text) {
    return new String(Slim.of(name, text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  @Test
  void commentsWithLinesOfTheirOwnAndIndentationGo() {
    assertThat(
            slim(
                "a.js",
                """
                // @ts-check
                /** One line. */
                /**
                 * Several.
                 */
                const a = 1; // stays

                  /* mine */
                  if (a) {
                    b(`http://x/* no comment */`);
                  }
                """))
        .isEqualTo(
            """
            const a = 1; // stays
            if (a) {
            b(`http://x/* no comment */`);
            }
            """);
  }

  @Test
  void whatFollowsACommentStays() {
    assertThat(slim("a.js", "/** @type {any} */ (app).start();\n/*\n x */ (b).c();\n"))
        .isEqualTo("/** @type {any} */ (app).start();\n(b).c();\n");
  }

  @Test
  void styleSheetsKnowNoLineComments() {
    assertThat(slim("a.css", "/* a */\nb {\n  background:\n    //x;\n}\n"))
        .isEqualTo("b {\nbackground:\n//x;\n}\n");
  }

  @Test
  void otherFilesStayAsTheyAre() {
    assertThat(slim("a.json", "{\n  \"a\": 1\n}\n")).isEqualTo("{\n  \"a\": 1\n}\n");
  }
}
