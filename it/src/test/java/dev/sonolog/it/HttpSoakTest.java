package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What a day of clients asks, in half an hour, of a recorder that serves: each is answered as it
 * should be, nothing is lost from the recording, and memory stays as it is. The property {@code
 * sonolog.soak.minutes} makes it shorter or longer.
 */
@Tag("campaign")
class HttpSoakTest {
  private static final int MINUTES = Integer.getInteger("sonolog.soak.minutes", 29);
  private static final int CLIENTS = 4;
  private static final String CONFIGURATION =
      """
      [general]
      split_minutes = 0.1
      [wav]
      type = signal
      signal = noise
      [flac]
      type = signal
      signal = sweep
      format = flac
      """;

  /** Where memory must stay: a tenth, and what a file more in each list takes. */
  private static final double MOST_GROWTH = 1.1;

  private static final double MEGABYTES_OF_FILES = 15;

  private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();

  @Test
  void aDayOfRequestsTakesNoMemory(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    List<Double> memory = new ArrayList<>();
    try (WebSide web = WebSide.start(folder, Map.of(), "run");
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      Awaitility.await("finished recordings")
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> finished(web).size() >= 2);
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(i);
        clients.add(threads.submit(() -> ask(web, random, end)));
      }
      Awaitility.await("the end of the day")
          .atMost(MINUTES + 1, TimeUnit.MINUTES)
          .pollInterval(5, TimeUnit.SECONDS)
          .failFast("the recorder ended", () -> !web.product().isAlive())
          .until(
              () -> {
                memory.add(megabytes(web.product().pid()));
                return System.nanoTime() > end;
              });
      for (Future<?> client : clients) {
        client.get();
      }
      web.product().signal("TERM");
      assertThat(web.product().await(30)).as(web.product().output()).isZero();
    }
    Recordings recordings = new Recordings(folder.resolve("recordings"));
    assertThat(recordings.verify()).isEmpty();
    Timeline.assertContinuous(recordings.segments("wav"));
    Timeline.assertContinuous(recordings.segments("flac"));
    int quarter = memory.size() / 4;
    double early = median(memory.subList(quarter, 2 * quarter));
    double late = median(memory.subList(memory.size() - quarter, memory.size()));
    System.out.printf(
        "%d min: %.0f MB in the second quarter, %.0f MB in the last; %s%n",
        MINUTES, early, late, answers);
    assertThat(late).isLessThan(MOST_GROWTH * early + MEGABYTES_OF_FILES);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static double megabytes(long process) throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_000.0)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> finished(WebSide web) throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode file : web.json("/api/files")) {
      if (!file.at("/recording").asBoolean()) {
        names.add(file.at("/name").asString());
      }
    }
    return names;
  }

  private void ask(WebSide web, Random random, long end) {
    try {
      List<String> names = finished(web);
      for (int i = 0; System.nanoTime() < end; i++) {
        if (i % 50 == 0) {
          names = finished(web);
        }
        ask(web, random, names.get(random.nextInt(Math.min(50, names.size()))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ask(WebSide web, Random random, String name) throws IOException {
    String path = WebSide.coded(name).replace("%2F", "/");
    switch (random.nextInt(12)) {
      case 0 -> expect(200, web.get("/api/files"));
      case 1 -> expect(200, web.get("/api/status"));
      case 2 -> expect(206, web.get("/stream/" + path, "Range", range(random)));
      case 3 -> expect(206, web.get("/download/" + path, "Range", "bytes=-1000"));
      case 4 -> expect(200, web.send("HEAD", "/stream/" + path));
      case 5 -> expect(200, web.get("/api/analyze?file=" + WebSide.coded(name) + "&margin=3"));
      case 6 -> expect(200, web.get("/api/v1/recordings?limit=20"));
      case 7 -> expect(200, web.get("/metrics"));
      case 8 -> expect(404, web.get("/stream/" + random.nextInt() + ".wav"));
      case 9 -> expect(400, web.get("/api/v1/recordings?limit=nonsense"));
      case 10 -> expect(416, web.get("/stream/" + path, "Range", "bytes=999999999-"));
      default -> expect(200, web.get("/api/v1/sources"));
    }
  }

  private static String range(Random random) {
    int first = random.nextInt(20_000);
    return "bytes=" + first + "-" + (first + random.nextInt(20_000));
  }

  private void expect(int status, HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode())
        .as(answer.uri() + ": " + WebSide.text(answer))
        .isEqualTo(status);
    answers.computeIfAbsent("" + status, _ -> new AtomicLong()).incrementAndGet();
  }
}
