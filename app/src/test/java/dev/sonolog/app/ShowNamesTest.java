package dev.sonolog.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.config.LibretimeSettings;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.libretime.LibretimeAccess;
import dev.sonolog.libretime.PlanRules;
import dev.sonolog.libretime.Show;
import dev.sonolog.libretime.ShowChoice;
import dev.sonolog.libretime.WatchTime;
import dev.sonolog.libretime.station.LibretimeStation;
import dev.sonolog.libretime.station.Settings;
import dev.sonolog.studio.Answer;
import dev.sonolog.studio.Order;
import dev.sonolog.studio.Order.Verb;
import dev.sonolog.studio.Studio;
import dev.sonolog.studio.Take;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Takes are called after shows, and what people call them stays. */
@Timeout(120)
class ShowNamesTest {
  private static final Instant START = Instant.parse("2026-05-23T20:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");
  private final SourcesInMemory sources = new SourcesInMemory();
  private LibretimeStation station;
  private OnAirDesk desk;
  private Studio studio;
  private volatile Instant now = START;

  /** The test moves the wall clock; the other one goes on. */
  private final TimeSource time =
      new TimeSource() {
        @Override
        public Instant now() {
          return now;
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  private WatchTime watchTime() {
    return new WatchTime() {
      @Override
      public Instant now() {
        return now;
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }

  private void itIs(Instant instant) {
    station.settings().now(instant);
    now = instant;
  }

  @BeforeEach
  void open() throws Exception {
    station = LibretimeStation.start();
    station.settings().now(START);
    studio = Studio.open(folder.resolve("studio"), sources, sources, time);
    studio.begin();
    desk = new OnAirDesk(folder.resolve("libretime"), watchTime());
    desk.begin(
        studio,
        new ShowRecording.Place(
            folder.resolve("libretime"), it -> it, (_, _, _) -> folder, time::now));
  }

  @AfterEach
  void close() {
    desk.close();
    studio.close();
    station.close();
  }

  private void connect() {
    desk.apply(
        Optional.of(
            new LibretimeSettings(
                new LibretimeAccess(station.uri(), Optional.of(Settings.KEY), Optional.empty()),
                new PlanRules(
                    new ShowChoice.None(), Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10)),
                Optional.empty(),
                false,
                1 << 20)));
    Awaitility.await()
        .atMost(LONG)
        .until(
            () ->
                !desk.report().current().isEmpty()
                    && desk.line().orElseThrow().plan().plan().read().isPresent());
  }

  private Take give(Verb verb, String name) {
    Order order =
        new Order(
            UUID.randomUUID().toString(),
            verb,
            "mic",
            new Order.Commander.Trusted("anna", Take.StartedBy.PERSON),
            name);
    Answer answer = studio.command(order, LONG);
    assertThat(answer).isInstanceOf(Answer.Told.class);
    return ((Answer.Told) answer).take().orElseThrow();
  }

  private void awaitName(Take take, String name) {
    Awaitility.await()
        .atMost(LONG)
        .until(() -> studio.take(take.id()).orElseThrow().text().name(), name::equals);
  }

  @Test
  void aTakeWithoutANameIsCalledAfterTheShowThatIsOn() {
    station
        .calendar()
        .plan("Kaffee & Küchen: Плёнка", START.minusSeconds(600), START.plusSeconds(900));
    connect();
    awaitName(give(Verb.START, ""), "Kaffee & Küchen: Плёнка");
  }

  @Test
  void whoPressedBeforeTheShowBeforeWasOverIsCalledAfterTheRightOneInTheEnd() {
    station.calendar().plan("Früh", START.minusSeconds(600), START.plusSeconds(60));
    station.calendar().plan("Spät", START.plusSeconds(60), START.plusSeconds(3660));
    connect();
    Take take = give(Verb.START, "");
    awaitName(take, "Früh");
    itIs(START.plusSeconds(1800));
    give(Verb.STOP, "");
    awaitName(take, "Spät");
  }

  @Test
  void whatAPersonCallsItStays() {
    station.calendar().plan("Früh", START.minusSeconds(600), START.plusSeconds(60));
    station.calendar().plan("Spät", START.plusSeconds(60), START.plusSeconds(3660));
    connect();
    Take named = give(Verb.START, "Probe");
    give(Verb.STOP, "");
    Take renamed = give(Verb.START, "");
    awaitName(renamed, "Früh");
    var _ = studio.call(renamed.id(), Optional.of("Anna spielt"), Optional.empty());
    itIs(START.plusSeconds(1800));
    give(Verb.STOP, "");
    Take last = give(Verb.START, "");
    awaitName(last, "Spät"); // by then all before it was looked at
    assertThat(studio.take(named.id()).orElseThrow().text().name()).isEqualTo("Probe");
    assertThat(studio.take(renamed.id()).orElseThrow().text().name()).isEqualTo("Anna spielt");
  }

  private static Show show(String name, int from, int to) {
    return new Show(from, 1, name, "", START.plusSeconds(from), START.plusSeconds(to), false);
  }

  @Test
  void mostOfASpanDecides() {
    List<Show> shows = List.of(show("a", 0, 60), show("b", 60, 120), show("c", 120, 180));
    assertThat(ShowNames.most(shows, START.plusSeconds(50), START.plusSeconds(100)))
        .hasValue(shows.get(1));
    assertThat(ShowNames.most(shows, START.plusSeconds(30), START.plusSeconds(90)))
        .hasValue(shows.get(0));
    assertThat(ShowNames.most(shows, START.plusSeconds(200), START.plusSeconds(300))).isEmpty();
  }

  @Test
  void aNameIsOneLineAndNotTooLong() {
    assertThat(ShowNames.name(show(" a\n\tb ", 0, 1))).hasValue("a b");
    assertThat(ShowNames.name(show(" ", 0, 1))).isEmpty();
    String long199 = "x".repeat(199);
    assertThat(ShowNames.name(show(long199 + "😀😀", 0, 1))).hasValue(long199);
  }
}
