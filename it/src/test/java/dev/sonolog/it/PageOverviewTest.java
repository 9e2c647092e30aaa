package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What the overview and the list of recordings show at once, what comes later, and what they leave
 * as it is.
 */
class PageOverviewTest extends PageTest {

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }

  @Test
  void theTimelineIsInSightBelowTheSources() {
    try (Screen screen = screen()) {
      Page page = screen.open("/").page();
      page.setViewportSize(1280, 800);
      page.locator("time-line .lanes").waitFor();
      assertThat(page.locator("time-line .lanes").boundingBox().y).isLessThan(560);
      assertThat(page.locator("status-strip .tile").count()).isEqualTo(5);
      screen.assertNoComplaints();
    }
  }

  @Test
  void levelsMoveUntilTheyAreFrozen() {
    try (Screen screen = screen()) {
      Page page = screen.open("/").page();
      Locator meter = page.locator("status-strip level-meter");
      Awaitility.await("the level of the signal")
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> meter.count() == 1 && spoken(meter).contains("peak"));
      assertThat(meter.getAttribute("role")).isEqualTo("meter");
      button(page, "Freeze meters").click();
      assertThat(button(page, "Freeze meters").getAttribute("aria-pressed")).isEqualTo("true");
      assertThat(screen.announced()).doesNotContain("peak");
      screen.assertNoComplaints();
    }
  }

  private static String spoken(Locator meter) {
    String text = meter.getAttribute("aria-valuetext");
    return text == null ? "" : text;
  }

  @Test
  void aPartThatDoesNotComeIsSaidToBeMissingAndCanBeTriedAgain() {
    try (Screen screen = screen()) {
      Page page = screen.page();
      page.route("**/components/day-calendar.js", Route::abort);
      screen.open("/?show=week");
      page.getByText("could not be loaded").waitFor();
      assertThat(page.locator("time-line .field").count()).isEqualTo(5);
      page.unroute("**/components/day-calendar.js");
      button(page, "Try again").click();
      page.locator("day-calendar table").waitFor();
      screen.assertAccessible();
    }
  }

  @Test
  void marksAndWhatIsReviewedStandOnTheTimelineAndInItsTable() {
    try (Screen screen = screen()) {
      String at = "2026-05-20T22:00:30Z";
      Page page = screen.open("/?day=2026-05-20&lane=garden&table=1&at=" + at).page();
      Locator lane = page.locator("time-line .field[data-source=garden]");
      tell(page, "marks", "{\"from\": \"2026-05-20T22:00:30Z\", \"label\": \"<b>a bird</b>\"}");
      tell(
          page,
          "reviewed",
          """
          {"from": "2026-05-20T22:00:00Z", "to": "2026-05-20T22:01:00Z", "reviewed": true}
          """);
      Awaitility.await("voices are told")
          .atMost(20, TimeUnit.SECONDS)
          .until(
              () -> lane.getAttribute("aria-valuetext"),
              it -> it.contains(", reviewed") && it.contains("mark: <b>a bird</b>"));
      page.locator("coverage-table").getByText("<b>a bird</b>").click();
      page.waitForURL(it -> it.contains("/recordings/"));
      screen.settled();
      assertThat(page.url()).contains("t=30");
      screen.assertNoComplaints();
    }
  }

  private static void tell(Page page, String what, String body) {
    Object status =
        page.evaluate(
            """
            async ([what, body]) => (await fetch(`/api/v1/sources/garden/${what}`, {
              method: 'POST', headers: {'Content-Type': 'application/json'}, body,
            })).status
            """,
            new String[] {what, body});
    assertThat(((Number) status).intValue()).isBetween(200, 201);
  }

  @Test
  void aPausedListStandsStill() {
    try (Screen screen = screen()) {
      Page page = screen.open("/recordings").page();
      Locator length = page.locator("growing-length").first();
      length.waitFor();
      button(page, "Pause live updates").click();
      String before = length.textContent();
      page.waitForTimeout(2500);
      assertThat(length.textContent()).isEqualTo(before);
      button(page, "Pause live updates").click();
      Awaitility.await("it goes on")
          .atMost(10, TimeUnit.SECONDS)
          .until(() -> !length.textContent().equals(before));
      screen.assertNoComplaints();
    }
  }

  @Test
  void theListFindsWhatIsLoud() {
    try (Screen screen = screen()) {
      Page page = screen.page();
      Locator rows = page.locator("recording-day tbody tr:not(.detail-row)");
      Awaitility.await("they are measured")
          .atMost(60, TimeUnit.SECONDS)
          .until(
              () -> {
                screen.open("/recordings?source=garden&score=5");
                page.waitForTimeout(1500);
                return page.getByText("; 1 loud enough").count() > 0 && rows.count() == 1;
              });
      page.locator(".score input").fill("99");
      Awaitility.await("none is as loud as that")
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> page.getByText("; 0 loud enough").count() > 0 && rows.count() == 0);
      screen.assertNoComplaints();
    }
  }
}
