package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * Each screen of the page in light and dark, on a phone, a tablet and a desk: nothing that axe
 * finds, nothing wider than the window, nothing that the browser complains about. Their pictures
 * are kept in build/screens.
 */
class PageScreensTest extends PageTest {
  /** What scripts and styles of the first page may have, without Lit. */
  private static final int FIRST_PAGE_BYTES = 150_000;

  /** A screen's name for its pictures, and where it is found. */
  private record Named(String name, String path) {}

  private List<Named> screens() throws IOException {
    return List.of(
        new Named("overview", "/"),
        new Named("source", "/sources/garden"),
        new Named("recordings", "/recordings"),
        new Named("review", "/recordings/" + scene.recordingOf("garden", "20260520_220000.flac")),
        new Named("growing", "/recordings/" + scene.recording("wav", "recording")),
        new Named("gap", "/at/garden/2026-05-20T12:00:00Z"),
        new Named("status", "/status"),
        new Named("settings", "/settings"),
        new Named("hostile", "/sources/" + WebSide.coded(PageScene.HOSTILE)));
  }

  @Test
  void everyScreenIsForEverybody() throws IOException {
    try (Screen screen = screen()) {
      for (Named each : screens()) {
        screen.open(each.path());
        assertForEverybody(screen, each.name());
        screen.assertNoComplaints();
      }
    }
  }

  private static void assertForEverybody(Screen screen, String name) {
    for (Screen.Look look : Screen.Look.all()) {
      screen.look(look);
      screen.save(name + "-" + look);
      screen.assertAccessible();
      screen.assertFits();
    }
  }

  @Test
  void theHelpIsForEverybody() {
    try (Screen screen = screen()) {
      screen.open("/settings").page().keyboard().press("?");
      screen.page().locator("help-dialog dialog[open]").waitFor();
      assertForEverybody(screen, "help");
      screen.page().keyboard().press("Escape");
      screen.page().locator("help-dialog").waitFor(Screen.GONE);
      screen.assertNoComplaints();
    }
  }

  @Test
  void whatIsNotThereIsSaidToEverybody() {
    try (Screen screen = screen()) {
      screen.open("/recordings/there-is-none");
      assertForEverybody(screen, "nothing");
    }
  }

  @Test
  void theFirstPageIsLight() {
    try (Screen screen = screen()) {
      List<Integer> lengths = new CopyOnWriteArrayList<>();
      screen
          .page()
          .onResponse(
              it -> {
                if (it.url().matches(".*/assets/.*\\.(js|css)")
                    && !it.url().contains("/library/")) {
                  String length = it.headers().getOrDefault("content-length", "0");
                  lengths.add(Integer.parseInt(length));
                }
              });
      screen.open("/");
      int all = lengths.stream().mapToInt(Integer::intValue).sum();
      System.out.println("first page: " + lengths.size() + " files, " + all + " bytes");
      assertThat(all).isBetween(10_000, FIRST_PAGE_BYTES);
    }
  }
}
