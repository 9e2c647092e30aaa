package dev.sonolog.it;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What looks at the page of a {@link PageScene}, which all tests of a class share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageTest {
  PageScene scene;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    scene = PageScene.start(folder);
    browser = Browser.start();
  }

  @AfterAll
  void stop() {
    browser.close();
    scene.close();
  }

  /** A window of its own. */
  Screen screen() {
    return Screen.of(browser, scene.root());
  }
}
