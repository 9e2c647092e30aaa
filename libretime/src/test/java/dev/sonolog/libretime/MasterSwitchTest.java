package dev.sonolog.libretime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.libretime.station.Fault;
import dev.sonolog.libretime.station.LibretimeStation;
import dev.sonolog.libretime.station.Settings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outcome says what is true. */
class MasterSwitchTest {
  private LibretimeStation station;
  private LibretimeClient client;

  @BeforeEach
  void start() throws IOException {
    station = LibretimeStation.start();
    client = Clients.withLogin(station, Settings.PASSWORD);
  }

  @AfterEach
  void stop() {
    client.close();
    station.close();
  }

  private MasterSwitch input() {
    return input(client);
  }

  private static MasterSwitch input(LibretimeClient by) {
    return new MasterSwitch(by, 3, Duration.ofMillis(20));
  }

  @Test
  void theSwitchIsTurnedAndSeenToBeTurned() throws Exception {
    station.settings().mainConnected(true);
    SwitchOutcome outcome = input().connect();
    assertThat(outcome).isInstanceOf(SwitchOutcome.Switched.class);
    assertThat(station.settings().isMainOn()).isTrue();
    assertThat(input().disconnect().isSo()).isTrue();
    assertThat(station.settings().isMainOn()).isFalse();
    assertThat(station.settings().isMainConnected()).isTrue();
  }

  @Test
  void updateSourceStatusLiesAndIsNeverUsed() throws Exception {
    HttpRequest hook =
        HttpRequest.newBuilder(
                station.uri().resolve("api/update-source-status/sourcename/master_dj/status/true"))
            .header("Authorization", "Api-Key " + Settings.KEY)
            .build();
    try (HttpClient other = HttpClient.newHttpClient()) {
      assertThat(other.send(hook, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
    assertThat(station.settings().isMainConnected()).as("a lie").isTrue();
    assertThat(station.settings().isMainOn()).isFalse();
    long before = station.requests("/api/update-source-status");
    SwitchOutcome _ = input().connect();
    SwitchOutcome _ = input().disconnect();
    SwitchOutcome _ = input().disconnectEncoder();
    assertThat(station.requests("/api/update-source-status")).isEqualTo(before);
  }

  @Test
  void withoutAnEncoderNothingIsSwitched() throws Exception {
    assertThat(input().connect()).isInstanceOf(SwitchOutcome.NoEncoder.class);
    assertThat(station.settings().isMainOn()).isFalse();
    assertThat(station.requests("/login")).isZero();
  }

  @Test
  void anEncoderThatGoesJustNowIsToldByLibretimesWords() throws Exception {
    station.once(
        "GET",
        "/api/v2/stream/state",
        new Fault.Says(
            200,
            "application/json",
            "{\"input_main_connected\":true,\"input_main_streaming\":false}"));
    assertThat(input().connect())
        .isEqualTo(new SwitchOutcome.NoEncoder("There is no source connected to this input."));
  }

  @Test
  void whatIsSoAlreadyIsNotToggledAway() throws Exception {
    station.settings().mainConnected(true).mainOn(true);
    assertThat(input().connect()).isInstanceOf(SwitchOutcome.WasSo.class);
    assertThat(station.settings().isMainOn()).isTrue();
    station.settings().mainOn(false);
    assertThat(input().disconnect()).isInstanceOf(SwitchOutcome.WasSo.class);
    assertThat(station.settings().isMainOn()).isFalse();
  }

  @Test
  void aPersonWithoutTheRightIsRefused() throws Exception {
    station.settings().mainConnected(true).maySchedule(false);
    assertThat(input().connect())
        .isEqualTo(new SwitchOutcome.Refused("You don't have permission to switch source."));
  }

  @Test
  void aSwitchThatDoesNotTurnIsNotCalledTurned() throws Exception {
    station.settings().mainConnected(true).switchWorks(false);
    assertThat(input().connect()).isInstanceOf(SwitchOutcome.NotVerified.class);
  }

  @Test
  void withoutALoginItIsSaidWhyItCannotBe() throws Exception {
    station.settings().mainConnected(true);
    try (LibretimeClient keyed = Clients.withKey(station)) {
      SwitchOutcome outcome = input(keyed).connect();
      assertThat(outcome).isInstanceOf(SwitchOutcome.NotPossible.class);
      assertThat(outcome.words()).contains("user and password_file");
    }
    assertThat(station.settings().isMainOn()).isFalse();
  }

  @Test
  void aWrongPasswordIsSaidToBeSoAndNotShown() throws Exception {
    station.settings().mainConnected(true);
    try (LibretimeClient wrong = Clients.withLogin(station, "wrong")) {
      SwitchOutcome outcome = input(wrong).connect();
      assertThat(outcome).isInstanceOf(SwitchOutcome.NotPossible.class);
      assertThat(outcome.words()).contains("dj").doesNotContain("wrong");
    }
  }

  @Test
  void aStationThatIsDownIsSaidToBe() throws Exception {
    station.always("", new Fault.HangUp());
    assertThat(input().connect()).isInstanceOf(SwitchOutcome.NotPossible.class);
  }

  @Test
  void anOrderWhoseAnswerIsLostIsNotCalledFailedOrDone() throws Exception {
    station.settings().mainConnected(true);
    station.always("/Dashboard", new Fault.HangUpWithinTheAnswer());
    assertThat(input().connect()).isInstanceOf(SwitchOutcome.Failed.class);
  }

  @Test
  void olderStationsAreAskedByTheirOwnCalls() throws Exception {
    station.settings().secondInterface(false).mainConnected(true);
    assertThat(input().connect()).isInstanceOf(SwitchOutcome.Switched.class);
    assertThat(station.settings().isMainOn()).isTrue();
  }

  @Test
  void theEncoderIsHungUpOn() throws Exception {
    station.settings().mainConnected(true).mainOn(true);
    assertThat(input().disconnectEncoder()).isInstanceOf(SwitchOutcome.Switched.class);
    assertThat(input().disconnectEncoder()).isInstanceOf(SwitchOutcome.WasSo.class);
  }

  @Test
  void thePersonsLanguageStaysAndTheSessionEnds() throws Exception {
    station.settings().mainConnected(true);
    SwitchOutcome _ = input().connect();
    assertThat(station.requests("/login/logout")).isEqualTo(1);
    assertThat(station.requests().toString()).doesNotContain(Settings.PASSWORD);
  }
}
