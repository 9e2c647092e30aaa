package dev.sonolog.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathTest {
  private static final BasePath BELOW = new BasePath("/sonolog");

  @Test
  void atTheRootNothingChanges() {
    assertThat(BasePath.ROOT.inside("/api/files")).contains("/api/files");
    assertThat(BasePath.ROOT.inside("")).isEmpty();
    assertThat(BasePath.ROOT.address("/api/files")).isEqualTo("/api/files");
    assertThat(BasePath.ROOT.cookiePath()).isEqualTo("/");
  }

  @Test
  void whatIsBelowItIsInside() {
    assertThat(BELOW.inside("/sonolog/api/files")).contains("/api/files");
    assertThat(BELOW.inside("/sonolog/")).contains("/");
    assertThat(BELOW.inside("/sonolog")).contains("/");
    assertThat(BELOW.inside("/sonolog/sonolog/x")).contains("/sonolog/x");
    assertThat(BELOW.address("/api/files")).isEqualTo("/sonolog/api/files");
    assertThat(BELOW.cookiePath()).isEqualTo("/sonolog");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/api/files",
        "/sonologs/api/files",
        "/Sonolog/api/files",
        "/%73onolog/api/files",
        "//sonolog/api/files",
        "/x/sonolog/api/files",
        "sonolog/api/files"
      })
  void whatIsElsewhereIsNot(String path) {
    assertThat(BELOW.inside(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/sonolog", "/audio/sonolog", "/a.b-c_d~1", "/..a", "/.a/...", "/a."})
  void pathsOfPlainCharactersAreTaken(String path) {
    assertThat(new BasePath(path).prefix()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "sonolog",
        "/sonolog/",
        "//sonolog",
        "/a//b",
        "/.",
        "/..",
        "/a/../b",
        "/a/.",
        "/a b",
        "/a%20b",
        "/a;b",
        "/a?b",
        "/a#b",
        "/ü",
        "/a\\b",
        "/a\n",
        " /a"
      })
  void allElseIsRefusedWithAnExample(String path) {
    assertThatThrownBy(() -> new BasePath(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/sonolog");
  }

  @Test
  void aPathHasAnEnd() {
    String longest = "/" + "a".repeat(199);
    assertThat(new BasePath(longest).prefix()).isEqualTo(longest);
    assertThatThrownBy(() -> new BasePath(longest + "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
