package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The record page: takes are begun and ended by one device at a time, and whatever happens to pages
 * and to control, what is being recorded goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageRecordTest {
  private static final String CONFIGURATION =
      """
      [general]
      split_minutes = 0
      [studio]
      type = signal
      signal = noise
      sample_rate = 48000
      format = flac
      mode = manual
      [desk]
      type = signal
      signal = sweep
      sample_rate = 48000
      format = wav
      """;

  /** Whether somebody looks, as a browser tells a page. */
  private static final String LOOKED_AT =
      """
      isSeen => {
        Object.defineProperty(document, 'hidden', {get: () => !isSeen, configurable: true});
        document.dispatchEvent(new Event('visibilitychange'));
      }
      """;

  /** Keeps all that the regions for voices say. */
  private static final String LISTEN =
      """
      () => {
        window.said = [];
        const last = {};
        new MutationObserver(() => {
          for (const id of ['news', 'alerts']) {
            const text = document.getElementById(id).textContent;
            if (text !== '' && text !== last[id]) window.said.push(text);
            last[id] = text;
          }
        }).observe(document.body, {subtree: true, childList: true, characterData: true});
      }
      """;

  /** How often a second the bar of a meter is drawn. */
  private static final String DRAWN =
      """
      async () => {
        let count = 0;
        const seen = new MutationObserver(all => count += all.length);
        seen.observe(document.querySelector('peak-meter .level'), {attributes: true});
        await new Promise(done => setTimeout(done, 3000));
        seen.disconnect();
        return count / 3;
      }
      """;

  private WebSide web;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION);
    web = WebSide.start(folder, Map.of(), "run");
    browser = Browser.start();
    await("the sources are there", () -> web.json("/api/v1/studio").at("/sources").size() == 2);
  }

  @AfterAll
  void stop() throws IOException {
    browser.close();
    web.close();
  }

  /** Whoever comes next finds it idle, and nobody in control. */
  @AfterEach
  void end() throws IOException {
    try (Screen screen = device("Last")) {
      Page page = screen.page();
      if (screen.button("Take control by force").count() > 0) {
        screen.button("Take control by force").click();
        page.locator("dialog[open] button.danger").click();
        control(screen, "You are in control");
      }
      if (!state().equals("null")) {
        stop(screen);
      }
      if (screen.button("Release control").count() > 0) {
        screen.button("Release control").click();
        control(screen, "Nobody is in control");
      }
    }
  }

  // --- what is seen, and what is true

  private static void await(String what, Callable<Boolean> is) {
    Awaitility.await(what)
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(is);
  }

  /** A device of its own, at the page of the studio. */
  private Screen device(String name) {
    Screen screen = Screen.of(browser, web.root());
    screen
        .page()
        .addInitScript(
            "if (!localStorage.getItem('sonolog device'))"
                + " localStorage.setItem('sonolog device', JSON.stringify({name: '"
                + name
                + "'}))");
    screen.open("/studio/studio");
    screen.page().locator("header nav").getByText("Studio").waitFor(); // events have come
    return ready(screen);
  }

  private static Screen ready(Screen screen) {
    screen.page().locator("record-button .big").waitFor();
    return screen;
  }

  private static void control(Screen screen, String text) {
    await(text, () -> screen.page().locator("control-panel").textContent().contains(text));
  }

  private static void word(Screen screen, String text) {
    await(text, () -> screen.page().locator("take-state .word").textContent().contains(text));
  }

  /** As the recorder has it: the state of the take that goes on; "null" where none does. */
  private String state() throws IOException {
    JsonNode take = web.json("/api/v1/studio/studio").at("/take");
    return take.isObject() && take.at("/to").isNull() ? take.at("/state").asString() : "null";
  }

  private JsonNode takes() throws IOException {
    return web.json("/api/v1/studio/studio/takes?limit=20").at("/takes");
  }

  private void begin(Screen screen) {
    Locator record = screen.page().locator(".big.record[aria-disabled=false]");
    await(
        "it begins", // a press right behind the end of a take before is taken for a part of that
        () -> {
          if (record.count() > 0) {
            record.click();
          }
          return state().equals("running");
        });
    word(screen, "recording");
  }

  private void stop(Screen screen) {
    Page page = screen.page();
    await(
        "it asks",
        () -> {
          if (page.locator(".confirm").count() == 0) {
            big(screen).click();
          }
          return page.locator(".confirm").count() > 0;
        });
    await(
        "it stops",
        () -> {
          if (page.locator(".confirm").count() > 0) {
            page.locator(".confirm").click();
          }
          return state().equals("null");
        });
    word(screen, "ready");
  }

  private static Locator big(Screen screen) {
    return screen.page().locator("record-button .big");
  }

  // --- takes

  @Test
  void twoPressesBeginOneTakeAndEndNone() throws IOException {
    int before = takes().size();
    try (Screen screen = device("Tablet")) {
      Page page = screen.page();
      page.getByLabel("Name of the take").fill("Evening song");
      page.getByLabel("Note").fill("with the choir");
      big(screen).dblclick();
      word(screen, "recording");
      assertThat(page.title()).startsWith("● studio recording");
      await(
          "what was typed beforehand is the take's",
          () -> {
            JsonNode take = web.json("/api/v1/studio/studio").at("/take");
            return take.at("/name").asString().equals("Evening song")
                && take.at("/note").asString().equals("with the choir");
          });
      big(screen).dblclick();
      page.locator(".confirm").waitFor();
      assertThat(state()).isEqualTo("running");
      screen.button("Go on recording").click();
      stop(screen);
      assertThat(takes().size()).isEqualTo(before + 1);
      page.locator("take-list li").getByText("Evening song").first().waitFor();
      screen.assertNoComplaints();
    }
  }

  @Test
  void stopIsHeldDownForASecond() throws IOException {
    try (Screen screen = device("Tablet")) {
      begin(screen);
      awaitStoppable(screen);
      hold(screen, 400);
      assertThat(state()).isEqualTo("running");
      screen.button("Go on recording").click();
      hold(screen, 1300);
      await("it is over", () -> state().equals("null"));
      begin(screen);
      awaitStoppable(screen);
      big(screen).focus();
      screen.page().keyboard().down("Enter");
      await("a key held down does the same", () -> state().equals("null"));
      screen.page().keyboard().up("Enter");
    }
  }

  /** A press before the recorder has answered counts for nothing. */
  private static void awaitStoppable(Screen screen) {
    await("it knows", () -> screen.page().locator(".big.stop[aria-disabled=false]").count() == 1);
  }

  private static void hold(Screen screen, int millis) {
    BoundingBox box = big(screen).boundingBox();
    Mouse mouse = screen.page().mouse();
    mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    mouse.down();
    screen.page().waitForTimeout(millis);
    mouse.up();
  }

  @Test
  void keysDoTheSame() throws IOException {
    try (Screen screen = device("Tablet")) {
      Page page = screen.page();
      page.evaluate(LISTEN);
      page.keyboard().press("r");
      word(screen, "recording");
      await("it is recorded", () -> state().equals("running"));
      page.keyboard().press("m");
      await("a mark", () -> web.json("/api/v1/studio/studio").at("/take/marks").size() == 1);
      await("audio", () -> web.json("/api/v1/studio/studio").at("/take/files").size() == 1);
      page.keyboard().press("n");
      await("a new file", () -> web.json("/api/v1/studio/studio").at("/take/files").size() == 2);
      await(
          "it asks",
          () -> {
            page.keyboard().press("r");
            return page.locator(".confirm").count() > 0;
          });
      assertThat(state()).isEqualTo("running");
      page.waitForTimeout(700); // who presses again at once has not read what it asks
      page.keyboard().press("r");
      await("it is over", () -> state().equals("null"));
      word(screen, "ready");
      List<?> said = (List<?>) page.evaluate("() => window.said");
      assertThat(said.stream().filter("studio: recording"::equals).count()).as("" + said).isOne();
      assertThat(said.toString()).doesNotContain("dB").doesNotContain("LUFS");
    }
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainAndTheTakeIsOne() throws IOException {
    int before = takes().size();
    try (Screen screen = device("Tablet")) {
      AtomicInteger lost = new AtomicInteger();
      screen
          .page()
          .route(
              "**/api/v1/studio/studio/start",
              route -> {
                if (lost.getAndIncrement() < 2) {
                  var _ = route.fetch(); // it was done, and nobody was told
                  route.abort();
                } else {
                  route.resume(new Route.ResumeOptions());
                }
              });
      big(screen).click();
      await(
          "it says that there is no answer",
          () -> screen.page().locator("record-button").textContent().contains("No answer yet"));
      awaitStoppable(screen);
      assertThat(lost.get()).isEqualTo(3);
      stop(screen);
      assertThat(takes().size()).isEqualTo(before + 1);
    }
  }

  @Test
  void aTakeIsPlayedDeletedAndHadBack() throws IOException {
    try (Screen screen = device("Tablet")) {
      Page page = screen.page();
      page.getByLabel("Name of the take").fill("To be deleted");
      begin(screen);
      page.waitForTimeout(1500);
      stop(screen);
      Locator row =
          page.locator("take-list li")
              .filter(new Locator.FilterOptions().setHasText("To be deleted"));
      row.first().waitFor();
      row.locator("button").filter(new Locator.FilterOptions().setHasText("▶")).click();
      page.locator("player-bar section").waitFor();
      row.locator("summary").click();
      row.getByRole(
              AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete").setExact(true))
          .click();
      row.waitFor(Screen.GONE);
      screen.button("Undo").click();
      row.first().waitFor();
      screen.assertNoComplaints();
    }
  }

  // --- control

  @Test
  void twoDevicesFightAndTheRecordingGoesOn() throws IOException {
    try (Screen tablet = device("Tablet");
        Screen office = device("Office")) {
      begin(tablet);
      String take = web.json("/api/v1/studio/studio").at("/take/id").asString();
      control(office, "Tablet is in control");
      assertThat(big(office).getAttribute("aria-disabled")).isEqualTo("true");
      office.button("Request control").click();
      control(office, "you may take over in");
      control(tablet, "Office wants control");
      tablet.save("record-wanted");
      office.save("record-asked");
      control(office, "You may take over now");
      office.button("Take over").click();
      control(office, "You are in control");
      control(tablet, "Office is in control");
      tablet.page().locator(".messages").getByText("Office is in control").waitFor();
      assertThat(big(tablet).getAttribute("aria-disabled")).isEqualTo("true");
      tablet.button("Request control").click();
      control(office, "Tablet wants control");
      office.button("Keep control").click();
      tablet.page().locator(".messages").getByText("Office keeps control").waitFor();
      tablet.button("Request control").click();
      control(office, "Tablet wants control");
      office.page().locator("control-panel").getByText("Give control").click();
      control(tablet, "You are in control");
      assertThat(web.json("/api/v1/studio/studio").at("/take/id").asString()).isEqualTo(take);
      assertThat(state()).isEqualTo("running");
    }
  }

  @Test
  void aReloadedPageHasItsControlBack() throws IOException {
    try (Screen screen = device("Tablet")) {
      begin(screen);
      int version = version();
      screen.page().reload();
      ready(screen.settled());
      control(screen, "You are in control");
      word(screen, "recording");
      assertThat(version()).isEqualTo(version);
      stop(screen);
    }
  }

  private int version() throws IOException {
    return web.json("/api/v1/studio/studio").at("/lease/version").asInt();
  }

  @Test
  void whoComesBackIsToldWhatHappenedMeanwhile() throws IOException {
    try (Screen tablet = device("Tablet");
        Screen office = device("Office")) {
      begin(tablet);
      tablet.page().evaluate(LOOKED_AT, false);
      control(office, "Tablet is in control");
      office.button("Take control by force").click();
      office.page().locator("dialog[open] button.danger").click();
      control(office, "You are in control");
      assertThat(state()).isEqualTo("running");
      assertThat(tablet.page().locator("control-panel").textContent())
          .as("nothing is fetched while nobody looks")
          .contains("You are in control");
      tablet.page().evaluate(LOOKED_AT, true);
      control(tablet, "Office is in control");
      tablet.page().locator(".messages").getByText("A recording goes on").waitFor();
      assertThat(state()).isEqualTo("running");
    }
  }

  @Test
  void controlIsKeptWhileOneLooksAtAnotherPage() throws IOException {
    try (Screen screen = device("Tablet")) {
      begin(screen);
      screen.page().getByText("Recordings").first().click();
      screen.settled().page().waitForURL("**/recordings");
      screen.page().goBack();
      ready(screen.settled());
      control(screen, "You are in control");
      word(screen, "recording");
    }
  }

  // --- what it looks like

  @Test
  void everyStateIsForEverybody() {
    try (Screen screen = device("Tablet")) {
      assertForEverybody(screen, "record-idle");
      begin(screen);
      big(screen).click();
      screen.page().waitForTimeout(700);
      assertForEverybody(screen, "record-going");
      stop(screen);
      screen.open("/studio/desk");
      assertForEverybody(ready(screen), "record-desk");
      screen.assertNoComplaints();
    }
  }

  private static void assertForEverybody(Screen screen, String name) {
    for (Screen.Look look : Screen.Look.all()) {
      screen.look(look);
      screen.save(name + "-" + look);
      screen.assertAccessible();
      screen.assertFits();
    }
    for (Screen.Look tablet :
        List.of(new Screen.Look("light", 768, 1024), new Screen.Look("dark", 1024, 768))) {
      screen.look(tablet);
      screen.save(name + "-tablet-" + tablet);
      screen.assertAccessible();
      assertOnOneScreen(screen);
    }
  }

  /** All controls are within the window, and the button is as large as a thumb wants it. */
  private static void assertOnOneScreen(Screen screen) {
    Object outside =
        screen
            .page()
            .evaluate(
                """
                () => [...document.querySelectorAll('.desk button, .desk input, .desk textarea, .desk h2')]
                  .filter(it => !it.closest('take-list') && it.getBoundingClientRect().bottom > innerHeight)
                  .map(it => it.textContent || it.tagName)
                """);
    assertThat((List<?>) outside).as("below the window").isEmpty();
    assertThat(big(screen).boundingBox().width).isGreaterThanOrEqualTo(120);
  }

  @Test
  void metersAreFastAndSlowWhereThingsAreToMoveLittle() {
    try (Screen screen = device("Tablet")) {
      Page page = screen.page();
      page.locator("peak-meter .level").first().waitFor();
      assertThat(((Number) page.evaluate(DRAWN)).doubleValue()).isGreaterThan(8);
      page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
      page.waitForTimeout(500);
      assertThat(((Number) page.evaluate(DRAWN)).doubleValue()).isLessThan(5.0);
      page.locator("loudness-graph summary").click();
      page.locator("loudness-graph td").first().waitFor();
    }
  }
}
