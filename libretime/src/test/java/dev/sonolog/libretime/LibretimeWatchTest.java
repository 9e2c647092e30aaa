package dev.sonolog.libretime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sonolog.libretime.station.Fault;
import dev.sonolog.libretime.station.LibretimeStation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A station is watched by clocks that the test moves; its answers take the time that they take. */
class LibretimeWatchTest {
  private static final Instant NOW = Instant.parse("2026-05-23T20:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime(NOW);
  private final List<StationState> told = new CopyOnWriteArrayList<>();
  private LibretimeStation station;
  private LibretimeClient client;
  private LibretimeWatch watch;

  @BeforeEach
  void start() throws IOException {
    station = LibretimeStation.start();
    station.settings().now(NOW);
    client = Clients.withKey(station);
    watch = new LibretimeWatch(client, WatchSettings.DEFAULT, time);
    watch.listen(told::add);
  }

  @AfterEach
  void stop() {
    watch.close();
    client.close();
    station.close();
  }

  /** Asks what is due, and takes the answers. */
  private StationState settled() {
    watch.tick();
    await().atMost(Duration.ofSeconds(30)).until(() -> answersHaveCome());
    return watch.state();
  }

  private boolean answersHaveCome() {
    watch.tick();
    return watch.underWay() == 0;
  }

  private StationState after(Duration pause) {
    time.advance(pause);
    return settled();
  }

  @Test
  void allThatAStationSaysIsKnown() {
    station.calendar().plan("R&B", NOW.minusSeconds(60), NOW.plusSeconds(60));
    station.calendar().plan("Jazz", NOW.plusSeconds(60), NOW.plusSeconds(600));
    station.settings().mainConnected(true).mainOn(true).name("Radio Žižkov");
    StationState state = settled();
    assertThat(state.lamp()).isEqualTo(Lamp.ON);
    assertThat(state.current()).extracting(Show::name).containsExactly("R&B");
    assertThat(state.next()).extracting(Show::name).containsExactly("Jazz");
    assertThat(state.inputs().main()).isEqualTo(new Inputs.Input(Known.YES, Known.YES));
    assertThat(state.name()).contains("Radio Žižkov");
    assertThat(state.trouble()).isEmpty();
  }

  @Test
  void theLampIsHeldBetweenTracksAndToldOnce() {
    assertThat(settled().lamp()).isEqualTo(Lamp.ON);
    station.settings().playing(false);
    assertThat(after(SECOND).lamp()).isEqualTo(Lamp.ON);
    assertThat(after(SECOND.multipliedBy(3)).lamp()).isEqualTo(Lamp.ON);
    assertThat(after(SECOND).lamp()).isEqualTo(Lamp.SHOULD_BE_ON);
    station.settings().scheduled(false);
    assertThat(after(SECOND).lamp()).isEqualTo(Lamp.OFF);
    assertThat(told.stream().map(StationState::lamp).filter(it -> it != Lamp.UNKNOWN).distinct())
        .containsExactly(Lamp.ON, Lamp.SHOULD_BE_ON, Lamp.OFF);
  }

  @Test
  void beforeAnythingIsHeardNothingIsKnown() {
    assertThat(watch.state().lamp()).isEqualTo(Lamp.UNKNOWN);
  }

  @Test
  void aSilentStationIsUnknownAfterAWhileAndKnownAgainWhenItSpeaks() {
    assertThat(settled().lamp()).isEqualTo(Lamp.ON);
    station.always("", new Fault.HangUp());
    assertThat(after(SECOND).lamp()).isEqualTo(Lamp.ON);
    assertThat(watch.state().trouble()).isPresent();
    assertThat(after(SECOND.multipliedBy(10)).lamp()).isEqualTo(Lamp.UNKNOWN);
    assertThat(after(SECOND.multipliedBy(10)).current()).isEmpty();
    station.heal();
    assertThat(after(SECOND.multipliedBy(30)).lamp()).isEqualTo(Lamp.ON);
    assertThat(watch.state().trouble()).isEmpty();
  }

  @Test
  void aStationThatHangsIsUnknownThoughNoAnswerSaysSo() {
    assertThat(settled().lamp()).isEqualTo(Lamp.ON);
    station.always("", new Fault.Stall());
    time.advance(SECOND.multipliedBy(2));
    watch.tick();
    assertThat(watch.state().lamp()).isEqualTo(Lamp.ON);
    time.advance(SECOND.multipliedBy(9));
    watch.tick();
    assertThat(watch.state().lamp()).isEqualTo(Lamp.UNKNOWN);
    assertThat(told.getLast().lamp()).isEqualTo(Lamp.UNKNOWN);
  }

  @Test
  void aStationThatHangsIsAskedOnceAtATime() {
    station.always("", new Fault.Stall());
    for (int i = 0; i < 50; i++) {
      time.advance(Duration.ofMillis(100));
      watch.tick();
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> station.requests().size() == 4);
    for (String path : List.of("/api/on-air-light", "/api/live-info-v2", "/api/v2/stream/state")) {
      assertThat(station.mostAtOnce(path)).as(path).isEqualTo(1);
    }
  }

  @Test
  void aStationThatFailsIsAskedLessAndLess() {
    station.always("", new Fault.Says(503, "text/plain", "busy"));
    for (int i = 0; i < 120; i++) {
      StationState _ = after(SECOND);
    }
    // At 0, 1, 3, 7, 15, 31 s and each 30 s from then on.
    assertThat(station.requests("/api/on-air-light")).isBetween(7L, 10L);
  }

  @Test
  void whereTheBetterCallIsMissingTheOtherOneIsAsked() {
    station.always("/api/live-info-v2", new Fault.Says(404, "text/html", "<html>"));
    station.calendar().plan("Jazz", NOW.minusSeconds(60), NOW.plusSeconds(60));
    StationState _ = settled();
    assertThat(after(SECOND.multipliedBy(5)).current()).extracting(Show::name).contains("Jazz");
    assertThat(station.requests("/api/live-info")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void withoutAKeyTheLampIsUnknownAndItIsSaidWhy() {
    try (LibretimeClient stranger = Clients.withoutKey(station)) {
      watch = new LibretimeWatch(stranger, WatchSettings.DEFAULT, time);
      StationState state = settled();
      assertThat(state.lamp()).isEqualTo(Lamp.UNKNOWN);
      assertThat(state.trouble().orElseThrow()).contains("401").contains("api_key");
      assertThat(state.inputs().main().switchedOn()).isEqualTo(Known.NO);
    }
  }

  @Test
  void aListenerThatFailsKeepsNobodyElseFromBeingTold() {
    LibretimeWatch other = watch;
    List<StationState> also = new CopyOnWriteArrayList<>();
    other.listen(
        _ -> {
          throw new IllegalStateException("on purpose");
        });
    other.listen(also::add);
    StationState state = settled();
    assertThat(also).contains(state);
  }

  @Test
  void itsOwnThreadWatchesToo() {
    watch = new LibretimeWatch(client, WatchSettings.DEFAULT, WatchTime.SYSTEM);
    watch.begin();
    await().atMost(Duration.ofSeconds(30)).until(() -> watch.state().lamp() == Lamp.ON);
    station.settings().playing(false).scheduled(false);
    await().atMost(Duration.ofSeconds(60)).until(() -> watch.state().lamp() == Lamp.OFF);
  }
}
