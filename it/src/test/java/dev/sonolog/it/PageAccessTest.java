package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page where there are users: the login, what is offered to whom, a session that ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageAccessTest {
  private static final String PASSWORD = "correct horse battery staple";

  /** The server ends the session; the page does not know of it. */
  private static final String LOG_OUT =
      """
      async () => {
        const who = await (await fetch('/api/v1/session')).json();
        await fetch('/api/v1/session', {
          method: 'DELETE', headers: {'X-CSRF-Token': who.csrfToken},
        });
      }
      """;

  private WebSide web;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Path archive = Files.createDirectory(folder.resolve("archive"));
    WavFile.noise(1, 1, 8_000, 16, 80_000).write(archive.resolve("20260520_220000.wav"));
    Path password = folder.resolve("password");
    Files.writeString(password, PASSWORD);
    for (String[] user :
        new String[][] {{"ada", "admin"}, {"olga", "operator"}, {"vera", "viewer"}}) {
      Product.run(
              folder,
              "user",
              "add",
              user[0],
              "--role",
              user[1],
              "--dir",
              "" + archive,
              "--password-file",
              "" + password)
          .orFail();
    }
    web = WebSide.start(folder, Map.of(), "web", "--dir", "" + archive, "--host", "127.0.0.1");
    browser = Browser.start();
  }

  @AfterAll
  void stop() throws IOException {
    browser.close();
    web.close();
  }

  private static void logIn(Screen screen, String name) {
    Locator form = screen.page().locator("login-dialog form");
    form.locator("[name=username]").fill(name);
    form.locator("[name=password]").fill(PASSWORD);
    screen.page().keyboard().press("Enter");
    Awaitility.await("the login of " + name)
        .atMost(60, TimeUnit.SECONDS)
        .failFast(
            () ->
                assertThat(form.locator("[role=alert]").allTextContents().toString())
                    .isEqualTo("[]"))
        .until(() -> screen.page().locator("login-dialog dialog[open]").count() == 0);
  }

  private Screen loggedIn(String name, String path) {
    Screen screen = Screen.of(browser, web.root());
    screen.page().navigate(web.root() + path);
    logIn(screen, name);
    return screen.settled();
  }

  @Test
  void theLoginIsForEverybodyAndAWrongPasswordIsTold() {
    try (Screen screen = Screen.of(browser, web.root())) {
      Page page = screen.page();
      page.navigate(web.root() + "/recordings");
      page.locator("login-dialog dialog[open]").waitFor();
      for (Screen.Look look : Screen.Look.all()) {
        screen.look(look);
        screen.save("login-" + look);
        screen.assertAccessible();
        screen.assertFits();
      }
      assertThat(page.content()).doesNotContain("20260520_220000");
      page.keyboard().press("Escape");
      page.keyboard().press("Escape");
      page.keyboard().type("ada"); // the first field has the focus, and nothing closes the dialog
      page.keyboard().press("Tab");
      page.keyboard().type("wrong horse");
      page.keyboard().press("Enter");
      Awaitility.await("the refusal")
          .atMost(20, TimeUnit.SECONDS)
          .until(
              () -> page.locator("login-dialog [role=alert]").textContent(), it -> !it.isBlank());
      page.keyboard().type(PASSWORD); // what is wrong is selected
      page.keyboard().press("Enter");
      page.locator("recording-day tbody tr").first().waitFor();
      assertThat(page.locator("login-dialog").count()).isZero();
    }
  }

  @Test
  void nobodyIsOfferedWhatIsNotAllowed() {
    for (String name : new String[] {"ada", "olga", "vera"}) {
      try (Screen screen = loggedIn(name, "/recordings")) {
        Page page = screen.page();
        page.locator("recording-day tbody tr")
            .first()
            .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("More for"))
            .click();
        page.getByText("Copy").first().waitFor();
        assertThat(page.getByText("Delete …").count() > 0).as(name).isEqualTo(!name.equals("vera"));
        screen.open("/settings");
        assertThat(page.locator("user-settings").count() > 0)
            .as(name)
            .isEqualTo(name.equals("ada"));
        screen.assertAccessible();
      }
    }
  }

  private static String writeNote(Screen screen, String note) {
    Page page = screen.page();
    String id =
        (String)
            page.evaluate(
                "async () => (await (await"
                    + " fetch('/api/v1/recordings')).json()).recordings[0].id");
    screen.open("/recordings/" + id);
    page.getByRole(AriaRole.TAB).getByText("Notes").click();
    page.locator("note-editor textarea").fill(note);
    return id;
  }

  private static void awaitSaved(Screen screen) {
    Awaitility.await("it is saved")
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> screen.announced().contains("The note is saved"));
  }

  @Test
  void aRefusalThatIsOlderThanTheLoginIsNoReasonForAnother() throws IOException {
    AtomicReference<@Nullable Route> held = new AtomicReference<>();
    AtomicReference<@Nullable APIResponse> refusal = new AtomicReference<>();
    try (Screen screen = loggedIn("ada", "/recordings")) {
      Page page = screen.page();
      String id = writeNote(screen, "Held back");
      page.route(
          "**/recordings/" + id + "/note*",
          route -> {
            if (refusal.get() == null) {
              refusal.set(route.fetch());
              held.set(route);
            } else {
              route.resume();
            }
          });
      page.evaluate(LOG_OUT);
      screen.button("Save").click();
      page.getByText("Your session is over").waitFor(); // the stream of events has ended, too
      Awaitility.await("the refusal").until(() -> held.get() != null);
      assertThat(Objects.requireNonNull(refusal.get()).status()).isEqualTo(401);
      logIn(screen, "ada");
      Objects.requireNonNull(held.get())
          .fulfill(new Route.FulfillOptions().setResponse(refusal.get()));
      awaitSaved(screen);
      assertThat(page.locator("login-dialog dialog[open]").count()).isZero();
    }
  }

  @Test
  void whatWasTypedOutlivesTheSession() throws IOException {
    String id = "";
    try (Screen screen = loggedIn("olga", "/recordings")) {
      Page page = screen.page();
      id = writeNote(screen, "An owl at the end");
      page.evaluate(LOG_OUT);
      screen.button("Save").click();
      page.getByText("Your session is over").waitFor();
      logIn(screen, "olga");
      assertThat(page.locator("note-editor textarea").inputValue()).isEqualTo("An owl at the end");
      screen.button("Save").click();
      awaitSaved(screen);
    }
    try (Screen screen = loggedIn("vera", "/recordings/" + id)) {
      Page page = screen.page();
      page.getByRole(AriaRole.TAB).getByText("Notes").click();
      page.getByText("An owl at the end").waitFor();
      assertThat(page.locator("note-editor textarea").count()).isZero();
    }
  }
}
