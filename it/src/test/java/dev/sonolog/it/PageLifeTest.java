package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The page while things happen: a recording grows, a source is lost, somebody else is there, too.
 */
class PageLifeTest extends PageTest {
  private static final String BEHIND =
      "() => Number(document.querySelector('player-bar').textContent.match(/([0-9.]+) s"
          + " behind/)[1])";

  private static double number(Screen screen, String script) {
    return ((Number) screen.page().evaluate(script)).doubleValue();
  }

  /** Where the player of the page is, by its slider, in seconds. */
  private static double place(Screen screen) {
    return number(screen, "() => Number(document.querySelector('player-bar .place input').value)");
  }

  @Test
  void aRecordingPlaysWhileItGrowsBeyondWhatItWas() throws IOException {
    try (Screen screen = screen()) {
      screen.open("/recordings/" + scene.recording("wav", "recording"));
      screen.button("Play").click();
      screen.page().locator("player-bar section").waitFor();
      screen.button("Jump to live").click();
      double then = Awaitility.await().until(() -> place(screen), it -> it > 1);
      Awaitility.await("it plays on over the end of what was there")
          .atMost(90, TimeUnit.SECONDS)
          .pollInterval(500, TimeUnit.MILLISECONDS)
          .until(() -> place(screen) > then + 15);
      screen.assertNoComplaints();
    }
  }

  @Test
  void aStreamIsHeardLiveAShortWhileBehind() throws IOException {
    try (Screen screen = screen()) {
      screen.open("/");
      screen.button("Listen to radio live").click();
      Awaitility.await("it is told how far behind it is")
          .atMost(60, TimeUnit.SECONDS)
          .pollInterval(200, TimeUnit.MILLISECONDS)
          .until(() -> screen.page().locator("player-bar").textContent().contains("s behind"));
      assertThat(number(screen, BEHIND)).isBetween(0.0, 5.0);
      screen.button("Stop listening to radio").click();
      screen.assertNoComplaints();
    }
  }

  @Test
  void aSourceThatIsLostAndBackIsToldOnEveryPage() throws IOException {
    try (Screen screen = screen();
        Screen other = screen()) {
      screen.open("/");
      other.open("/status");
      scene.loseStudio();
      for (Screen each : new Screen[] {screen, other}) {
        Awaitility.await("it is told that the source is lost")
            .atMost(60, TimeUnit.SECONDS)
            .pollInterval(200, TimeUnit.MILLISECONDS)
            .until(() -> each.announced().contains("radio: lost"));
      }
      scene.bringStudioBack();
      for (Screen each : new Screen[] {screen, other}) {
        Awaitility.await("it is told that the source is back")
            .atMost(90, TimeUnit.SECONDS)
            .pollInterval(200, TimeUnit.MILLISECONDS)
            .until(() -> each.announced().contains("radio: recording"));
        each.assertNoComplaints();
      }
    }
  }

  @Test
  void nothingThatOthersNamedIsMoreThanText() throws IOException {
    String hostile = scene.recordingOf(PageScene.HOSTILE, "20260521_010000.wav");
    try (Screen screen = screen()) {
      screen.open("/settings");
      screen
          .page()
          .evaluate(
              "([id, text]) => fetch('/api/v1/recordings/' + id + '/note', {method: 'PUT',"
                  + " headers: {'Content-Type': 'application/json'},"
                  + " body: JSON.stringify({text, version: 0})})",
              List.of(hostile, "NOTED " + PageScene.HOSTILE));
      screen.open("/recordings/" + hostile);
      screen.page().getByRole(AriaRole.TAB).getByText("Notes").click();
      Awaitility.await("the note is there as it was written")
          .atMost(20, TimeUnit.SECONDS)
          .until(
              () -> screen.page().locator("note-editor textarea").inputValue(),
              it -> it.equals("NOTED " + PageScene.HOSTILE));
      for (String path :
          new String[] {
            "/", "/status", "/recordings", "/sources/radio", "/recordings/" + hostile
          }) {
        screen.open(path);
        Locator text = screen.page().getByText(PageScene.HOSTILE).first();
        text.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        assertThat(screen.page().locator("img[src=x]").count()).as(path).isZero();
        screen.assertNoComplaints();
      }
    }
  }
}
