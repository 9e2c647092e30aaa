package dev.sonolog.it;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How soon the page is there, and how smoothly it moves. No test: {@code bench/page/run} calls it.
 */
class PageSpeed {
  private static final Path FOLDER = Path.of(System.getProperty("sonolog.page.speed", "."));
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss");
  private static final int RATE = 8000;
  private static final int MANY = 100_000;
  private static final int SOURCES = 24;
  private static final int HOURS = 24;
  private static final int RUNS = 5;
  private static final int SETTLING_MILLIS = 8_000;

  @Test
  void tellsHowItFeels() throws IOException {
    try (Browser browser = Browser.start()) {
      firstPage(browser);
      dayOfManySources(browser);
      manySections(browser);
    }
  }

  // --- the first page

  private static void firstPage(Browser browser) throws IOException {
    Path folder = FOLDER.resolve("many");
    if (!Files.exists(folder)) {
      byte[] second = wav(new short[800]);
      LocalDateTime start = LocalDateTime.of(2024, 1, 1, 0, 0);
      for (int i = 0; i < MANY; i++) {
        LocalDateTime time = start.plusMinutes(10L * i);
        Path month = folder.resolve(time.format(DateTimeFormatter.ofPattern("yyyyMM")));
        Files.createDirectories(month);
        Files.write(month.resolve(time.format(NAME) + ".wav"), second);
      }
    }
    try (WebSide web = WebSide.of(folder)) {
      awaitRecordings(web, MANY);
      for (String path : List.of("/", "/recordings")) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
          try (Screen screen = Screen.of(browser, web.root())) {
            times.add(untilShown(screen, path));
          }
        }
        tell("page %-12s %d recordings, cold: median %.0f ms, worst %.0f ms", path, MANY, times);
      }
    }
  }

  /** From the start of the navigation until the page has what it fetched. */
  private static double untilShown(Screen screen, String path) {
    screen.open(path);
    return ((Number) screen.page().evaluate("() => performance.now()")).doubleValue();
  }

  private static void awaitRecordings(WebSide web, int count) {
    Awaitility.await(count + " recordings")
        .atMost(10, TimeUnit.MINUTES)
        .pollInterval(2, TimeUnit.SECONDS)
        .until(() -> web.json("/api/files").size() >= count);
  }

  private static void tell(String how, String path, int count, List<Double> times) {
    Collections.sort(times);
    System.out.printf(
        Locale.ROOT, how + "%n", path, count, times.get(times.size() / 2), times.getLast());
  }

  // --- a day of many sources

  private static void dayOfManySources(Browser browser) throws IOException {
    Path folder = FOLDER.resolve("day");
    if (!Files.exists(folder)) {
      Path hour = Files.createDirectories(FOLDER).resolve("hour.wav");
      Files.write(hour, wav(noise(3600, new Random(1))));
      LocalDateTime midnight =
          LocalDateTime.now(ZoneOffset.systemDefault()).toLocalDate().minusDays(1).atStartOfDay();
      for (int source = 0; source < SOURCES; source++) {
        Path of = Files.createDirectories(folder.resolve("source%02d".formatted(source)));
        for (int i = 0; i < HOURS; i++) {
          Path name = of.resolve(midnight.plusHours(i).format(NAME) + ".wav");
          Files.createLink(name, hour);
        }
      }
    }
    try (WebSide web = WebSide.of(folder)) {
      awaitRecordings(web, SOURCES * HOURS);
      try (Screen screen = Screen.of(browser, web.root())) {
        String yesterday =
            LocalDateTime.now(ZoneOffset.systemDefault()).toLocalDate().minusDays(1).toString();
        screen.open("/?day=" + yesterday);
        Page page = screen.page();
        page.locator("time-line canvas").first().waitFor();
        page.waitForTimeout(SETTLING_MILLIS); // the stream of events never lets the network rest
        move(page);
        byte[] trace = browser.traced(page, () -> move(page));
        List<Double> byClock = frames(trace, "/dur");
        List<Double> ofProcessor = frames(trace, "/tdur");
        System.out.printf(
            Locale.ROOT,
            "page a day of %d sources, moved: %d frames, 95 of 100 within %.1f ms of the main"
                + " thread by the clock (worst %.1f), %.1f ms of processor time (worst %.1f)%n",
            SOURCES,
            byClock.size(),
            byClock.get(byClock.size() * 95 / 100),
            byClock.getLast(),
            ofProcessor.get(ofProcessor.size() * 95 / 100),
            ofProcessor.getLast());
      }
    }
  }

  /** Zooms with the wheel to some minutes and out again, and drags to and fro. */
  private static void move(Page page) {
    var box = page.locator("time-line canvas").first().boundingBox();
    double x = box.x + box.width / 2;
    double y = box.y + box.height / 2;
    page.mouse().move(x, y);
    for (int i = 0; i < 40; i++) {
      page.mouse().wheel(0, i < 20 ? -100 : 100);
      page.waitForTimeout(30);
    }
    for (int i = 0; i < 4; i++) {
      page.mouse().down();
      page.mouse().move(x + (i % 2 == 0 ? 400 : -400), y, new Mouse.MoveOptions().setSteps(25));
      page.mouse().up();
    }
  }

  /**
   * What the main thread did for each frame, in milliseconds, the shortest first. On a computer
   * that draws by its processor the clock also counts while other threads have that.
   *
   * @param length what a trace calls how long a task took
   */
  private static List<Double> frames(byte[] trace, String length) {
    JsonNode events = JsonMapper.shared().readTree(trace).at("/traceEvents");
    long renderer = -1;
    for (JsonNode each : events) {
      if (each.at("/name").asString().equals("thread_name")
          && each.at("/args/name").asString().equals("CrRendererMain")) {
        renderer = each.at("/tid").asLong();
      }
    }
    List<double[]> tasks = new ArrayList<>();
    List<Double> begins = new ArrayList<>();
    for (JsonNode each : events) {
      if (each.at("/tid").asLong() != renderer) {
        continue;
      }
      switch (each.at("/name").asString()) {
        case "RunTask", "ThreadControllerImpl::RunTask" ->
            tasks.add(new double[] {each.at("/ts").asDouble(), each.at(length).asDouble(0)});
        case "BeginMainThreadFrame" -> begins.add(each.at("/ts").asDouble());
        default -> {}
      }
    }
    Collections.sort(begins);
    List<Double> frames = new ArrayList<>();
    for (int i = 0; i + 1 < begins.size(); i++) {
      double from = begins.get(i);
      double to = begins.get(i + 1);
      frames.add(
          tasks.stream().filter(it -> it[0] >= from && it[0] < to).mapToDouble(it -> it[1]).sum()
              / 1000);
    }
    if (frames.isEmpty()) {
      throw new AssertionError("No frame was traced");
    }
    Collections.sort(frames);
    return frames;
  }

  // --- many sections

  private static void manySections(Browser browser) throws IOException {
    Path folder = Files.createDirectories(FOLDER.resolve("sections"));
    Path file = folder.resolve("20260101_000000.wav");
    if (!Files.exists(file)) {
      short[] samples = noise(3600 * 2, new Random(2));
      for (int i = 0; i < 600; i++) {
        for (int k = 0; k < RATE; k++) {
          samples[(i * 12 + 5) * RATE + k] *= (short) (20 + i % 40);
        }
      }
      Files.write(file, wav(samples));
    }
    try (WebSide web = WebSide.of(folder)) {
      awaitRecordings(web, 1);
      String id = web.json("/api/v1/recordings").at("/recordings/0/id").asString();
      int count =
          web.json("/api/v1/recordings/" + id + "/sections?minGap=2").at("/sections").size();
      try (Screen screen = Screen.of(browser, web.root())) {
        screen
            .page()
            .addInitScript(
                "window.longTasks = []; new PerformanceObserver(list => longTasks.push("
                    + "...list.getEntries().map(it => it.duration)))"
                    + ".observe({type: 'longtask', buffered: true})");
        screen.open("/recordings/" + id);
        for (int i = 0; i < 30; i++) {
          screen.page().keyboard().press("k");
        }
        screen.settled();
        List<?> tasks = (List<?>) screen.page().evaluate("() => longTasks");
        double worst =
            tasks.stream().mapToDouble(it -> ((Number) it).doubleValue()).max().orElse(0);
        System.out.printf(
            Locale.ROOT,
            "page %d sections: %d tasks over 50 ms, the longest %.0f ms%n",
            count,
            tasks.size(),
            worst);
      }
    }
  }

  // --- what there is to hear

  private static short[] noise(int seconds, Random random) {
    short[] samples = new short[seconds * RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (random.nextGaussian() * 100);
    }
    return samples;
  }

  private static byte[] wav(short[] samples) {
    ByteBuffer file = ByteBuffer.allocate(44 + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII));
    file.putInt(36 + samples.length * 2);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
    file.putInt(16).putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
    file.putShort((short) 2).putShort((short) 16);
    file.put("data".getBytes(StandardCharsets.US_ASCII));
    file.putInt(samples.length * 2);
    for (short each : samples) {
      file.putShort(each);
    }
    return file.array();
  }
}
