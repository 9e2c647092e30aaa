package dev.sonolog.libretime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sonolog.libretime.PassThrough.Call;
import dev.sonolog.libretime.station.Fault;
import dev.sonolog.libretime.station.LibretimeStation;
import dev.sonolog.libretime.station.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassThroughTest {
  private final ManualTime time = new ManualTime(Instant.EPOCH);
  private LibretimeStation station;
  private LibretimeClient client;
  private PassThrough through;

  @BeforeEach
  void start() throws IOException {
    station = LibretimeStation.start();
    client = Clients.withKey(station);
    through = new PassThrough(client, time);
  }

  @AfterEach
  void stop() {
    client.close();
    station.close();
  }

  private static String text(RawAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void bodyAndStatusAreUnchanged() throws Exception {
    station.always("/api/live-info", new Fault.Says(418, "text/x-own", "{\"a\": 1 }\n "));
    RawAnswer answer = through.answer(Call.LIVE_INFO, "");
    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.contentType()).isEqualTo("text/x-own");
    assertThat(text(answer)).isEqualTo("{\"a\": 1 }\n ");
  }

  @Test
  void eachCallIsHandedToItsOwn() throws Exception {
    assertThat(text(through.answer(Call.ON_AIR_LIGHT, ""))).contains("on_air_light");
    assertThat(text(through.answer(Call.BOOTSTRAP_INFO, ""))).contains("switch_status");
    assertThat(text(through.answer(Call.LIVE_INFO, ""))).contains("Europe/Berlin");
  }

  @Test
  void theQueryIsHandedOnWithoutKeys() throws Exception {
    RawAnswer _ =
        through.answer(
            Call.LIVE_INFO, "timezone=utc&api_key=stolen&%61pi_key=x&type=endofday&a=<b>&=");
    assertThat(station.requests().getFirst().query())
        .startsWith("timezone=utc&type=endofday")
        .doesNotContain("stolen")
        .doesNotContain("pi_key")
        .doesNotContain(Settings.KEY);
  }

  @Test
  void answersAreFreshForTwoSeconds() throws Exception {
    for (int i = 0; i < 10; i++) {
      RawAnswer _ = through.answer(Call.ON_AIR_LIGHT, "");
    }
    assertThat(station.requests()).hasSize(1);
    time.advance(PassThrough.FRESH.plusMillis(1));
    station.settings().playing(false);
    assertThat(text(through.answer(Call.ON_AIR_LIGHT, ""))).contains("\"station_down\":true");
    assertThat(station.requests()).hasSize(2);
  }

  @Test
  void anAnswerToOneQueryIsNotGivenToAnother() throws Exception {
    assertThat(text(through.answer(Call.LIVE_INFO, "timezone=utc"))).contains("\"UTC\"");
    assertThat(text(through.answer(Call.LIVE_INFO, ""))).contains("Europe/Berlin");
  }

  @Test
  void howeverManyAskLibretimeIsAskedOnceAtATime() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<RawAnswer>> askers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String query = "limit=" + i % 4;
        askers.add(() -> through.answer(Call.LIVE_INFO, query));
      }
      for (Future<RawAnswer> each : pool.invokeAll(askers)) {
        assertThat(each.get().status()).isEqualTo(200);
      }
    }
    assertThat(station.mostAtOnce("/api/live-info")).isEqualTo(1);
    assertThat(station.requests()).hasSize(4);
  }

  @Test
  void whereNobodyIsThereItIsSaidAtOnceAndTriedBehindTheBack() throws Exception {
    station.always("", new Fault.HangUp());
    assertFailure();
    station.always("", new Fault.Stall());
    long asked = station.requests().size();
    time.advance(PassThrough.FRESH.plusMillis(1));
    long begun = System.nanoTime();
    assertFailure();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PassThrough.DEADLINE);
    await().atMost(Duration.ofSeconds(30)).until(() -> station.requests().size() == asked + 1);
    assertFailure();
    assertThat(station.requests()).hasSize((int) asked + 1);
  }

  @Test
  void aStationThatCameBackIsHeardSoon() throws Exception {
    station.always("", new Fault.HangUp());
    assertFailure();
    station.heal();
    time.advance(PassThrough.FRESH.plusMillis(1));
    assertFailure();
    await().atMost(Duration.ofSeconds(30)).until(() -> answers());
  }

  /** Time passes while somebody asks again and again. */
  private boolean answers() throws InterruptedException {
    time.advance(Duration.ofMillis(100));
    try {
      return through.answer(Call.ON_AIR_LIGHT, "").status() == 200;
    } catch (LibretimeException _) {
      return false;
    }
  }

  @Test
  void anOldFailureIsNotHeldAgainstAnybody() throws Exception {
    station.always("", new Fault.HangUp());
    assertFailure();
    station.heal();
    time.advance(PassThrough.FAILED.plusMillis(1));
    assertThat(through.answer(Call.ON_AIR_LIGHT, "").status()).isEqualTo(200);
  }

  private void assertFailure() {
    assertThatThrownBy(() -> through.answer(Call.ON_AIR_LIGHT, ""))
        .isInstanceOfSatisfying(
            LibretimeException.class, it -> assertThat(it.failure().isSilence()).isTrue());
  }
}
