package dev.sonolog.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.config.LibretimeSettings;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.libretime.LibretimeAccess;
import dev.sonolog.libretime.NamePattern;
import dev.sonolog.libretime.PlanRules;
import dev.sonolog.libretime.ShowChoice;
import dev.sonolog.libretime.WatchTime;
import dev.sonolog.libretime.station.Fault;
import dev.sonolog.libretime.station.LibretimeStation;
import dev.sonolog.libretime.station.Settings;
import dev.sonolog.studio.Booked;
import dev.sonolog.studio.Booked.State;
import dev.sonolog.studio.Studio;
import dev.sonolog.studio.Take;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shows record themselves: what the station plans is booked, changed and cancelled. */
@Timeout(120)
class ShowBookingsTest {
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
            folder.resolve("libretime"),
            it -> it.or(() -> Optional.of("mic")),
            (take, uploads, name) -> Files.writeString(uploads.resolve(name), take.id()),
            time::now));
  }

  @AfterEach
  void close() {
    desk.close();
    studio.close();
    station.close();
  }

  private void connect(ShowChoice choice, boolean deliver) {
    desk.apply(
        Optional.of(
            new LibretimeSettings(
                new LibretimeAccess(station.uri(), Optional.of(Settings.KEY), Optional.empty()),
                new PlanRules(
                    choice, Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(10)),
                Optional.empty(),
                deliver,
                1 << 20)));
  }

  private Optional<Booked> booked(long instance) {
    return studio.booking("libretime " + instance);
  }

  private Booked await(long instance, State state) {
    return Awaitility.await()
        .atMost(LONG)
        .until(() -> booked(instance), it -> it.filter(b -> b.state() == state).isPresent())
        .orElseThrow();
  }

  @Test
  void aShowAheadIsBookedWithItsLeadsAndRecordedAtItsTimeThoughLibretimeIsGone() {
    long show =
        station.calendar().plan("Früh & spät", START.plusSeconds(600), START.plusSeconds(1200));
    connect(new ShowChoice.All(), false);
    Booked booked = await(show, State.WAITING);
    assertThat(booked.booking().name()).isEqualTo("Früh & spät");
    assertThat(booked.booking().from()).isEqualTo(START.plusSeconds(570));
    assertThat(booked.booking().to()).isEqualTo(START.plusSeconds(1260));
    station.always("", new Fault.HangUp());
    itIs(START.plusSeconds(580));
    Booked running = await(show, State.RUNNING);
    Take take = studio.take(running.take().orElseThrow()).orElseThrow();
    assertThat(take.origin().startedBy()).isEqualTo(Take.StartedBy.LIBRETIME);
    assertThat(take.text().name()).isEqualTo("Früh & spät");
    itIs(START.plusSeconds(1300));
    await(show, State.DONE);
  }

  @Test
  void whatMovesIsMovedAndWhatIsCancelledIsCancelledWhileItIsRecorded() {
    long show = station.calendar().plan("Lang", START.minusSeconds(10), START.plusSeconds(600));
    connect(new ShowChoice.All(), false);
    Booked running = await(show, State.RUNNING);
    station.calendar().move(show, START.minusSeconds(10), START.plusSeconds(900));
    Awaitility.await()
        .atMost(LONG)
        .until(() -> booked(show).orElseThrow().booking().to(), START.plusSeconds(960)::equals);
    assertThat(booked(show).orElseThrow().take()).isEqualTo(running.take());
    station.calendar().strikeOut(show);
    await(show, State.CANCELLED);
  }

  @Test
  void onlyChosenShowsAreBookedAndNoneWhenNobodyWantsThemAnyMore() {
    long wanted =
        station.calendar().plan("Konzert am Abend", START.plusSeconds(60), START.plusSeconds(600));
    long other = station.calendar().plan("Musik", START.plusSeconds(600), START.plusSeconds(900));
    connect(new ShowChoice.Only(List.of(new NamePattern("konzert*"))), false);
    await(wanted, State.WAITING);
    assertThat(booked(other)).isEmpty();
    desk.apply(Optional.empty());
    await(wanted, State.CANCELLED);
  }

  @Test
  void whatWasRecordedIsOnItsWayToTheLibrary() {
    long show = station.calendar().plan("Früh", START.plusSeconds(60), START.plusSeconds(600));
    connect(new ShowChoice.All(), true);
    await(show, State.WAITING);
    Awaitility.await()
        .atMost(LONG)
        .until(() -> Files.exists(folder.resolve("libretime").resolve("deliveries.json")));
    itIs(START.plusSeconds(100));
    await(show, State.RUNNING);
    itIs(START.plusSeconds(700));
    await(show, State.DONE);
    Awaitility.await()
        .atMost(LONG)
        .until(
            () ->
                Files.readString(folder.resolve("libretime").resolve("deliveries.json"))
                    .contains("libretime " + show));
  }
}
