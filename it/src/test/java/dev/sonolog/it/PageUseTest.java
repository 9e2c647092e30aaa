package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people do on the page, by keyboard alone and by mouse, and what it tells who cannot see it.
 */
class PageUseTest extends PageTest {

  private String garden() throws IOException {
    return "/recordings/" + scene.recordingOf("garden", "20260520_220000.flac");
  }

  /** Where the player stands, in seconds. */
  private static double place(Screen screen) {
    Locator slider = screen.page().locator("player-bar .place input");
    return slider.count() == 0 ? -1 : Double.parseDouble(slider.inputValue());
  }

  private static void awaitPlace(Screen screen, double from, double to) {
    Awaitility.await("the player is between " + from + " and " + to)
        .atMost(30, TimeUnit.SECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(() -> place(screen), it -> it >= from && it <= to);
  }

  private static void awaitSections(Screen screen) {
    Awaitility.await("loud sections are found")
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(200, TimeUnit.MILLISECONDS)
        .until(() -> screen.page().locator("section-list tbody tr").count() >= 6);
  }

  @Test
  void sectionsAreHeardByKeysInTimeAndByLoudness() throws IOException {
    try (Screen screen = screen()) {
      Keyboard keys = screen.open(garden()).page().keyboard();
      awaitSections(screen);
      keys.press("Shift+J"); // the first: the burst of the fifth second
      awaitPlace(screen, 3, 9);
      keys.press("k");
      awaitPlace(screen, 13, 19);
      keys.press("Shift+K");
      awaitPlace(screen, 53, 60);
      keys.press("j");
      awaitPlace(screen, 43, 49);
      keys.press("Shift+U");
      Awaitility.await("it is told which one that is")
          .atMost(20, TimeUnit.SECONDS)
          .until(
              () -> screen.page().locator("main, player-bar").allTextContents().toString(),
              it -> it.contains("by loudness"));
      screen.assertNoComplaints();
    }
  }

  @Test
  void aRecordingIsDeletedAndBroughtBack() throws IOException {
    try (Screen screen = screen()) {
      Page page = screen.open("/recordings?source=garden").page();
      Locator row = page.locator("recording-day tbody tr").filter(hasText("00:00:00")).first();
      row.waitFor();
      String id = scene.recordingOf("garden", "20260521_000000.mp3");
      row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("More for")).click();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete …")).click();
      page.locator("dialog[open] button.danger").click();
      Locator message = page.locator(".message");
      message.first().waitFor();
      assertThat(state(id)).isEqualTo("trashed");
      message.first().locator("button").first().click();
      Awaitility.await("it is back")
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> state(id).equals("sealed"));
      screen.assertNoComplaints();
    }
  }

  private String state(String id) throws IOException {
    return scene.web().json("/api/v1/recordings/" + id).at("/state").asString();
  }

  @Test
  void whatIsSelectedByTypedTimesIsAFile(@TempDir Path folder) throws IOException {
    try (Screen screen = screen()) {
      Page page = screen.open(garden()).page();
      awaitSections(screen);
      Locator panel = page.locator("selection-panel");
      panel.locator("select").first().selectOption("elapsed");
      panel.locator("input[type=text], input:not([type])").nth(0).fill("0:04");
      panel.locator("input[type=text], input:not([type])").nth(1).fill("0:09");
      page.keyboard().press("Enter");
      Download clip =
          page.waitForDownload(() -> page.locator("selection-panel a[download]").click());
      Path file = folder.resolve("clip.wav");
      clip.saveAs(file);
      assertThat(Ffmpeg.seconds(file)).isEqualTo(5.0);
      screen.assertNoComplaints();
    }
  }

  @Test
  void marksAndNotesAreSeenByWhoeverElseIsThere() throws IOException {
    try (Screen screen = screen();
        Screen other = screen()) {
      screen.open(garden());
      other.open(garden());
      awaitSections(screen);
      screen.page().keyboard().press("m");
      for (Screen each : new Screen[] {screen, other}) {
        each.page().getByRole(AriaRole.TAB).getByText("Marks").click();
        each.page().locator("mark-list input").first().waitFor();
        each.assertNoComplaints();
      }
    }
  }

  @Test
  void keysCanBeTurnedOff() throws IOException {
    try (Screen screen = screen()) {
      Page page = screen.open("/settings").page();
      page.keyboard().press("?");
      Locator on = page.locator("help-dialog input[type=checkbox]");
      on.uncheck();
      page.keyboard().press("Escape");
      screen.open(garden());
      awaitSections(screen);
      page.keyboard().press("k");
      page.keyboard().press("Space");
      assertThat(page.locator("player-bar").count()).isZero();
      screen.assertNoComplaints();
    }
  }

  @Test
  void theOverviewLeadsToWhatWasHeardAtATime() throws IOException {
    try (Screen screen = screen()) {
      Page page = screen.open("/at/garden/2026-05-20T22:00:30Z").page();
      page.waitForURL(it -> it.contains("/recordings/"));
      screen.settled();
      assertThat(page.url()).contains("t=30");
      screen.assertNoComplaints();
    }
  }

  @Test
  void aLaneTellsVoicesWhatIsThere() {
    try (Screen screen = screen()) {
      Page page = screen.open("/?day=2026-05-20&lane=garden&at=2026-05-20T22:00:30Z").page();
      Locator lane = page.locator("time-line .field[data-source=garden]");
      awaitSpoken(lane, "recorded");
      lane.focus();
      page.keyboard().press("Home");
      awaitSpoken(lane, "0 hours");
      assertThat(lane.getAttribute("role")).isEqualTo("slider");
      screen.assertNoComplaints();
    }
  }

  private static void awaitSpoken(Locator lane, String words) {
    Awaitility.await("the lane says " + words)
        .atMost(20, TimeUnit.SECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(() -> lane.getAttribute("aria-valuetext"), it -> it != null && it.contains(words));
  }

  @Test
  void whoTurnsBackBeforeAPageHasComeIsWhereHeWas() {
    try (Screen screen = screen()) {
      Page page = screen.open("/settings").page();
      page.route(
          "**/pages/recordings-page.js",
          route -> {
            page.waitForTimeout(500);
            route.resume();
          });
      page.evaluate(
          "() => { document.querySelector('nav a[href$=recordings]').click(); history.back(); }");
      page.waitForURL(it -> it.endsWith("/settings"));
      page.waitForTimeout(1500);
      page.locator("settings-page h1").waitFor();
      assertThat(page.getByText("Loading").count()).isZero();
    }
  }

  @Test
  void aTextThatIsTriedOutlivesAnotherPage() {
    try (Screen screen = screen()) {
      Page page = screen.open("/settings").page();
      page.getByText("Try a change").click();
      Locator text = page.locator("config-settings textarea");
      text.fill("[radio]\ntype = strim\n");
      screen.button("Check").click();
      page.locator("config-settings").getByText("strim").first().waitFor();
      page.getByRole(AriaRole.LINK).getByText("Recordings").first().click();
      page.locator("recordings-page h1").waitFor();
      page.goBack();
      page.getByText("What you typed here before is back").waitFor();
      assertThat(text.inputValue()).isEqualTo("[radio]\ntype = strim\n");
      screen.button("As in the file").click();
      assertThat(text.inputValue()).contains("split_minutes = 0");
      screen.assertNoComplaints();
    }
  }

  @Test
  void severalAreExportedAndItIsToldElsewhereWhenTheyAreReady(@TempDir Path folder)
      throws IOException {
    try (Screen screen = screen()) {
      Page page = screen.open("/recordings?source=garden").page();
      page.locator(".day-head button.unfold[aria-expanded=false]").first().click();
      for (String time : List.of("22:00:00", "23:00:00")) {
        page.locator("recording-day tbody tr")
            .filter(hasText(time))
            .first()
            .locator("input[type=checkbox]")
            .check();
      }
      page.getByText("Export …").first().click();
      page.locator("#bulk-export button.main").click();
      page.getByRole(AriaRole.LINK).getByText("Status").first().click();
      Locator ready = page.locator(".message").filter(hasText("ready"));
      ready.first().waitFor();
      Download download = page.waitForDownload(() -> ready.locator("button").first().click());
      Path file = folder.resolve(download.suggestedFilename());
      download.saveAs(file);
      assertThat(file).isNotEmptyFile();
      screen.assertNoComplaints();
    }
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void colorsOfTheSystemAndTheWishForRestAreKept() throws IOException {
    try (Screen screen = screen()) {
      screen
          .page()
          .emulateMedia(
              new Page.EmulateMediaOptions()
                  .setForcedColors(ForcedColors.ACTIVE)
                  .setReducedMotion(ReducedMotion.REDUCE));
      for (String path : List.of("/", garden(), "/status")) {
        screen.open(path);
        screen.assertAccessible();
        Object moving =
            screen
                .page()
                .evaluate(
                    "() => document.getAnimations().filter(it =>"
                        + " it.effect.getComputedTiming().activeDuration > 100).length");
        assertThat(((Number) moving).intValue()).as(path).isZero();
      }
      screen.open(garden());
      awaitSections(screen);
      screen.save("review-1440-forced");
      screen.assertNoComplaints();
    }
  }

  @Test
  void itSpeaksGerman() {
    try (Screen screen = screen()) {
      Page page = screen.open("/settings").page();
      page.locator("select").filter(hasText("Deutsch")).selectOption("de");
      page.getByText("Einstellungen").first().waitFor();
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
      screen.assertAccessible();
      screen.assertNoComplaints();
    }
  }
}
