package dev.sonolog.it;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, without a window. It belongs to the thread that started it. */
final class Browser implements AutoCloseable {
  /** What a page of ours may load. */
  private static final String POLICY =
      "default-src 'none'; media-src 'self' blob:; connect-src 'self'";

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Browser start() {
    if (!Files.isExecutable(CHROMIUM)) {
      throw new AssertionError("There is no " + CHROMIUM + "; ./test installs it");
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browser(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of("--no-sandbox", "--autoplay-policy=no-user-gesture-required"))));
  }

  /**
   * A page of a server's own origin that has nothing but {@code window.player}, and may load no
   * more than a page of ours may.
   *
   * @param root scheme, host and port of the server
   */
  Page player(String root) throws IOException {
    Page page = browser.newPage();
    page.route(
        root + "/player",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setHeaders(Map.of("Content-Security-Policy", POLICY))
                    .setBody("<!doctype html><title>player</title>")));
    page.navigate(root + "/player");
    page.evaluate(script("player.js"));
    return page;
  }

  /**
   * A page as a person opens it, in a context of its own: nothing is known of another one.
   *
   * @param width in CSS pixels
   * @param settings what that person set before, as JSON
   */
  Page page(int width, int height, String settings) {
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height));
    context.addInitScript(
        "if (!localStorage.getItem('sonolog')) localStorage.setItem('sonolog', '"
            + settings
            + "')");
    context.addInitScript(
        "document.addEventListener('securitypolicyviolation',"
            + " it => console.error('policy:', it.violatedDirective, it.blockedURI))");
    return context.newPage();
  }

  /** What Chromium notes of its own work while something is done in a page (its trace format). */
  byte[] traced(Page page, Runnable work) {
    browser.startTracing(page);
    work.run();
    return browser.stopTracing();
  }

  private static String script(String name) throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
