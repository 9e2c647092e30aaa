package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The page of a running product in a browser, as one person has it before them. Whatever the
 * browser complains about meanwhile is kept, and fails the test when it is asked for.
 */
final class Screen implements AutoCloseable {
  private static final Path PICTURES = Product.ROOT.resolve("build/screens");
  private static final String AXE = script();

  /** How a page looks: light or dark, and how wide. */
  record Look(String theme, int width, int height) {
    static final Look USUAL = new Look("light", 1440, 900);

    /** A phone, a tablet and a desk, by day and by night. */
    static List<Look> all() {
      return Stream.of("light", "dark")
          .flatMap(
              it ->
                  Stream.of(
                      new Look(it, 320, 640), new Look(it, 768, 1024), new Look(it, 1440, 900)))
          .toList();
    }

    @Override
    public String toString() {
      return width + "-" + theme;
    }
  }

  /** Until something is not there any more. */
  static final Locator.WaitForOptions GONE =
      new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);

  private final String root;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Screen(String root, Page page) {
    this.root = root;
    this.page = page;
    page.onConsoleMessage(this::heard);
    page.onPageError(it -> complaints.add("error: " + it));
    page.onDialog(
        it -> {
          complaints.add("dialog: " + it.message());
          it.dismiss();
        });
  }

  /**
   * A browser of its own, with nothing open yet.
   *
   * @param root scheme, host and port of the server
   */
  static Screen of(Browser browser, String root) {
    Look look = Look.USUAL;
    return new Screen(root, browser.page(look.width(), look.height(), settings(look)));
  }

  private static String settings(Look look) {
    return "{\"theme\":\"" + look.theme() + "\",\"language\":\"en\"}";
  }

  /** Turns what is shown into another look, as another window of the same person would. */
  void look(Look look) {
    page.setViewportSize(look.width(), look.height());
    page.evaluate(
        """
        async settings => {
          localStorage.setItem('sonolog', settings);
          window.dispatchEvent(new StorageEvent('storage', {key: 'sonolog'}));
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        }
        """,
        settings(look));
    settled();
  }

  private void heard(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      complaints.add(message.type() + ": " + message.text() + " " + message.location());
    }
  }

  Page page() {
    return page;
  }

  /** Goes to an address and waits until the page shows what there is. */
  Screen open(String path) {
    page.navigate(root + path);
    return settled();
  }

  /** Waits until nothing is being fetched. */
  Screen settled() {
    page.locator("main h1").first().waitFor();
    page.locator("main [aria-busy=true]").first().waitFor(GONE);
    return this;
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }

  /** What the regions for voices said last. */
  String announced() {
    return page.locator("#news").textContent() + page.locator("#alerts").textContent();
  }

  // --- what must hold on every screen

  /** Nothing that the program axe finds, by the rules of WCAG 2.2 AA and its good practices. */
  void assertAccessible() {
    page.evaluate(AXE);
    Object found =
        page.evaluate(
            """
            async () => (await axe.run(document, {
              resultTypes: ['violations'],
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            })).violations.flatMap(rule => rule.nodes.map(node =>
              `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))
            """);
    assertThat((List<?>) found).as(page.url()).isEmpty();
  }

  /** Only tables and time lines may be wider than the window. */
  void assertFits() {
    Object excess =
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) excess).intValue()).as(page.url() + " is too wide").isLessThanOrEqualTo(0);
  }

  /** The browser has nothing to complain about: no error, no violation of the page's policy. */
  void assertNoComplaints() {
    assertThat(complaints).as(page.url()).isEmpty();
  }

  /** Keeps a picture of it for people. */
  void save(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  private static String script() {
    try (InputStream in = Screen.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) {
        throw new AssertionError("axe is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    page.context().close();
  }
}
