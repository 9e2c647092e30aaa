package dev.sonolog.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.libretime.LibretimeAccess;
import dev.sonolog.libretime.LibretimeClient;
import dev.sonolog.libretime.ShowDelivery;
import dev.sonolog.libretime.station.Fault;
import dev.sonolog.libretime.station.LibretimeStation;
import dev.sonolog.libretime.station.Settings;
import dev.sonolog.studio.Take;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recorded shows come into the station's library, once. */
@Timeout(120)
class ShowDeliveriesTest {
  private static final Instant START = Instant.parse("2026-05-23T20:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");
  private final AtomicInteger written = new AtomicInteger();
  private LibretimeStation station;
  private LibretimeClient client;
  private volatile List<ShowDeliveries.Recorded> recorded = List.of();
  private volatile Instant now = START;
  private Optional<ShowDeliveries> running = Optional.empty();
  private long instance;

  @BeforeEach
  void open() throws Exception {
    station = LibretimeStation.start();
    instance = station.calendar().plan("Früh", START, START.plusSeconds(60));
    client =
        LibretimeClient.of(
            new LibretimeAccess(station.uri(), Optional.of(Settings.KEY), Optional.empty()),
            "Sonolog/test");
    begin();
    Awaitility.await().atMost(LONG).until(() -> Files.exists(folder.resolve("deliveries.json")));
    now = START.plusSeconds(120);
  }

  private void begin() {
    ShowDeliveries deliveries =
        new ShowDeliveries(
            () -> recorded,
            new ShowDelivery(client, clock(), 1 << 20),
            this::write,
            clock(),
            folder,
            20);
    deliveries.begin();
    running = Optional.of(deliveries);
  }

  private InstantSource clock() {
    return () -> now;
  }

  @AfterEach
  void close() {
    running.ifPresent(ShowDeliveries::close);
    client.close();
    station.close();
  }

  private Path write(Take take, Path uploads, String name)
      throws IOException, ExcerptRefusedException {
    if (take.source().equals("of two formats")) {
      throw new ExcerptRefusedException("The format changes within this span");
    }
    written.incrementAndGet();
    return Files.writeString(uploads.resolve(name + ".flac"), "audio of " + take.id());
  }

  private ShowDeliveries.Recorded show(String id, String source, Take.State state, Instant to) {
    Take take =
        new Take(
            id,
            source,
            false,
            new Take.Origin(START, "libretime", Take.StartedBy.LIBRETIME),
            new Take.Text("Früh", ""),
            new Take.Extent(
                Optional.of(START), Optional.of(to), Duration.ZERO, Duration.ZERO, List.of(), 0),
            state,
            List.of());
    return new ShowDeliveries.Recorded(
        id, "Früh", to, () -> Optional.of(instance), () -> Optional.of(take));
  }

  private String book() throws IOException {
    return Files.readString(folder.resolve("deliveries.json"));
  }

  private void awaitBook(String text) {
    Awaitility.await().atMost(LONG).until(() -> book().contains(text));
  }

  private List<Path> uploads() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("uploads"))) {
      return all.toList();
    }
  }

  @Test
  void aDeliveryGoesOnAfterARestartToItsEndAndNothingComesTwice() throws Exception {
    station.always("/api/v2/files", new Fault.HangUp());
    recorded = List.of(show("b1", "mic", Take.State.KEPT, START.plusSeconds(60)));
    awaitBook("\"failures\":1");
    running.orElseThrow().close();
    Files.writeString(folder.resolve("uploads").resolve("stray.flac"), "left by a crash");
    station.heal();
    begin();
    awaitBook("LINKED");
    Awaitility.await().atMost(LONG).until(() -> uploads().isEmpty());
    assertThat(written).hasValue(1);
    assertThat(
            station.requests().stream()
                .filter(it -> it.method().equals("POST") && it.path().equals("/rest/media")))
        .hasSize(1);
  }

  @Test
  void whatNobodyWishedOrCannotBeIsLeftOut() throws Exception {
    recorded =
        List.of(
            show("old", "mic", Take.State.KEPT, START.minusSeconds(60)),
            show("empty", "mic", Take.State.EMPTY, START.plusSeconds(60)),
            show("odd", "of two formats", Take.State.KEPT, START.plusSeconds(60)),
            show("good", "mic", Take.State.KEPT, START.plusSeconds(60)));
    awaitBook("\"good\"");
    assertThat(book()).doesNotContain("\"old\"", "\"empty\"", "\"odd\"");
    assertThat(written).hasValue(1);
  }
}
