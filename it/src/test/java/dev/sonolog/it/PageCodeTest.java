package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The page's code without a browser: its types, its arithmetic, its texts. */
class PageCodeTest {

  @Test
  void theTypesOfThePageFitTogether() throws IOException {
    Tool.Result checked = Node.run(Node.typescript().toString(), "-p", "jsconfig.json");
    assertThat(checked.output()).isEmpty();
    assertThat(checked.status()).isZero();
  }

  @Test
  void theArithmeticOfThePageIsRight() throws IOException {
    Tool.Result run = Node.run("--test", "--test-reporter=tap", "**/*.test.js");
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).containsPattern("# pass [1-9]\\d+");
  }
}
