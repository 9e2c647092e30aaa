package dev.sonolog.libretime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonolog.libretime.station.Fault;
import dev.sonolog.libretime.station.LibretimeStation;
import dev.sonolog.libretime.station.Received;
import dev.sonolog.libretime.station.Settings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls, and what in LibreTime's answers misleads. */
class LibretimeClientTest {
  private static final Instant NOW = Instant.parse("2026-05-23T20:00:00Z");

  private LibretimeStation station;
  private LibretimeClient client;

  @BeforeEach
  void start() throws IOException {
    station = LibretimeStation.start();
    station.settings().now(NOW);
    client = Clients.withKey(station);
  }

  @AfterEach
  void stop() {
    client.close();
    station.close();
  }

  private long planned(String name) {
    return station.calendar().plan(name, NOW.minusSeconds(600), NOW.plusSeconds(3000));
  }

  private Failure failure(Ask<?> ask) {
    return failure(client, ask);
  }

  private static Failure failure(LibretimeClient asking, Ask<?> ask) {
    LibretimeException problem =
        catchThrowableOfType(LibretimeException.class, () -> asking.ask(ask));
    assertThat(problem).isNotNull();
    return problem.failure();
  }

  // --- the key

  @Test
  void theKeyGoesInAHeaderAndNeverInAnAddress() throws Exception {
    client.ask(Ask.ON_AIR_LIGHT);
    client.ask(Ask.BOOTSTRAP);
    client.ask(Ask.STREAM_STATE);
    assertThat(station.requests())
        .hasSize(3)
        .allMatch(it -> it.authorization().equals(Optional.of("Api-Key " + Settings.KEY)))
        .noneMatch(it -> (it.path() + it.query()).contains(Settings.KEY));
  }

  @Test
  void nothingShowsTheKeyOrThePassword() {
    LibretimeAccess access =
        new LibretimeAccess(
            station.uri(),
            Optional.of(Settings.KEY),
            Optional.of(new LibretimeAccess.Login("dj", "hidden")));
    assertThat(access + " " + access.login()).doesNotContain(Settings.KEY).doesNotContain("hidden");
  }

  @Test
  void withoutAKeyWhatIsPublicIsAnsweredAndTheRestIsToldApart() throws Exception {
    try (LibretimeClient stranger = Clients.withoutKey(station)) {
      assertThat(stranger.ask(Ask.LIVE_INFO).zone()).isNotNull();
      assertThat(failure(stranger, Ask.ON_AIR_LIGHT)).isEqualTo(new Failure.Unauthorized());
      assertThat(failure(stranger, Ask.STREAM_STATE)).isEqualTo(new Failure.Forbidden());
    }
  }

  @Test
  void aStationThatIsNotPublicWantsTheKeyForAll() throws Exception {
    station.settings().publicApi(false);
    try (LibretimeClient stranger = Clients.withoutKey(station)) {
      assertThat(failure(stranger, Ask.LIVE_INFO)).isEqualTo(new Failure.Unauthorized());
    }
    assertThat(client.ask(Ask.LIVE_INFO).current()).isEmpty();
  }

  // --- what misleads

  @Test
  void namesAreUnescapedOnceAndKeepTheirScript() throws Exception {
    planned("R&B <Новости> \"it's\" 朝 &amp;");
    assertThat(client.ask(Ask.LIVE_INFO).current().getFirst().name())
        .isEqualTo("R&B <Новости> \"it's\" 朝 &amp;");
    assertThat(client.ask(Ask.LIVE_INFO_V2).current().getFirst().name())
        .isEqualTo("R&B <Новости> \"it's\" 朝 &amp;");
  }

  @Test
  void theStationsNameIsNotEscapedAndStaysAsItIs() throws Exception {
    station.settings().name("Rock &amp; Roll");
    assertThat(client.ask(Ask.BOOTSTRAP).name()).contains("Rock &amp; Roll");
    assertThat(client.ask(Ask.INFO).name()).contains("Rock &amp; Roll");
  }

  @Test
  void timesAreAskedForInUtc() throws Exception {
    planned("Jazz");
    Show show = client.ask(Ask.LIVE_INFO).current().getFirst();
    assertThat(show.starts()).isEqualTo(NOW.minusSeconds(600));
    assertThat(show.ends()).isEqualTo(NOW.plusSeconds(3000));
    assertThat(station.requests().getFirst().query()).contains("timezone=utc");
  }

  @Test
  void tracksOfTheFirstVersionAreUtcThoughItsShowsAreNot() throws Exception {
    planned("Jazz");
    LiveInfo own = client.ask(Ask.STATION_ZONE);
    assertThat(own.zone().getId()).isEqualTo("Europe/Berlin");
    assertThat(own.current().getFirst().starts()).isEqualTo(NOW.minusSeconds(600));
    assertThat(own.track().orElseThrow().starts()).contains(NOW.minusSeconds(60));
    assertThat(own.stationTime()).contains(NOW);
  }

  @Test
  void aZoneThatLibretimeManglesIsReadAsTheOneThatItReallyTook() throws Exception {
    planned("Jazz");
    Ask<LiveInfo> mangled =
        new Ask<>("live-info", "api/live-info?timezone=America/New_York", LiveInfo::first);
    LiveInfo info = client.ask(mangled);
    assertThat(info.zone().getId()).isEqualTo("Europe/Berlin");
    assertThat(info.current().getFirst().starts()).isEqualTo(NOW.minusSeconds(600));
  }

  @Test
  void severalShowsMayBeOnAirAndNone() throws Exception {
    assertThat(client.ask(Ask.LIVE_INFO).current()).isEmpty();
    assertThat(client.ask(Ask.LIVE_INFO_V2).current()).isEmpty();
    planned("One");
    planned("Two");
    assertThat(client.ask(Ask.LIVE_INFO).current())
        .extracting(Show::name)
        .containsExactlyInAnyOrder("One", "Two");
  }

  @Test
  void whatIsConnectedIsNotTakenForWhatIsSwitchedOn() throws Exception {
    station.settings().mainConnected(true).mainOn(false);
    Inputs.Input state = client.ask(Ask.STREAM_STATE).main();
    assertThat(state.connected()).isEqualTo(Known.YES);
    assertThat(state.switchedOn()).isEqualTo(Known.NO);
    assertThat(client.ask(Ask.LIVE_INFO_V2).inputs().main().switchedOn()).isEqualTo(Known.NO);
    assertThat(client.ask(Ask.LIVE_INFO).inputs()).isEqualTo(Inputs.UNKNOWN);
  }

  @Test
  void theHourThatAnAutumnNightRepeatsIsNotLost() throws Exception {
    Instant first = Instant.parse("2026-10-25T00:30:00Z"); // 2:30 in Berlin
    Instant again = Instant.parse("2026-10-25T01:30:00Z"); // 2:30 once more
    station.settings().now(first.plusSeconds(60));
    station.calendar().plan("Night", first, again);
    Show show = client.ask(Ask.LIVE_INFO).current().getFirst();
    assertThat(show.starts()).isEqualTo(first);
    assertThat(show.length()).isEqualTo(Duration.ofHours(1));
    Show inStationZone = client.ask(Ask.STATION_ZONE).current().getFirst();
    assertThat(inStationZone.length()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void theHourThatASpringNightLacksMakesNoShowLonger() throws Exception {
    Instant starts = Instant.parse("2026-03-29T00:30:00Z"); // 1:30 in Berlin
    station.settings().now(starts.plusSeconds(60));
    station.calendar().plan("Night", starts, starts.plusSeconds(3600)); // to 3:30
    assertThat(client.ask(Ask.LIVE_INFO).current().getFirst().length())
        .isEqualTo(Duration.ofHours(1));
    assertThat(client.ask(Ask.STATION_ZONE).current().getFirst().length())
        .isEqualTo(Duration.ofHours(1));
  }

  // --- answers of other kinds

  @Test
  void aWebPageIsToldApartFromData() {
    station.always("/api/on-air-light", Fault.page());
    assertThat(failure(Ask.ON_AIR_LIGHT)).isEqualTo(new Failure.WebPage(200));
  }

  @Test
  void jsonThatIsCalledHtmlIsRead() throws Exception {
    station.always(
        "/api/on-air-light", new Fault.Says(200, "text/html", "{\"on_air_light\":\"1\"}"));
    assertThat(client.ask(Ask.ON_AIR_LIGHT).on()).isTrue();
  }

  @Test
  void redirectsAreNotFollowed() {
    station.always("/api/on-air-light", new Fault.Redirect("http://localhost:1/"));
    assertThat(failure(Ask.ON_AIR_LIGHT)).isEqualTo(new Failure.Redirected("http://localhost:1/"));
    assertThat(station.requests()).hasSize(1);
  }

  @Test
  void eachAnswerHasItsWords() {
    for (int status : List.of(401, 403, 404, 500)) {
      station.always("/api/on-air-light", new Fault.Says(status, "text/plain", "no"));
      assertThat(failure(Ask.ON_AIR_LIGHT).words()).contains("HTTP " + status);
    }
  }

  @Test
  void unknownFieldsAreIgnoredAndLackingOnesAreUnknown() throws Exception {
    station.always(
        "/api/on-air-light",
        new Fault.Says(200, "application/json", "{\"on_air_light\":true,\"mood\":[1,{}]}"));
    OnAirLight light = client.ask(Ask.ON_AIR_LIGHT);
    assertThat(light.on()).isTrue();
    assertThat(light.inputs()).isEqualTo(Inputs.UNKNOWN);
  }

  @Test
  void rowsThatCannotBeUnderstoodAreLeftOut() throws Exception {
    station.always(
        "/api/live-info",
        new Fault.Says(
            200,
            "application/json",
            """
            {"timezone":"UTC","schedulerTime":"2026-05-23 20:00:00",
             "currentShow":{"1":{"instance_id":"7","id":"3","name":null,
               "starts":"2026-05-23 19:00","ends":"2026-05-23 21:00:00.000000"},
              "2":{"instance_id":8,"name":"No times"},"3":"nonsense"},
             "nextShow":null}
            """));
    LiveInfo info = client.ask(Ask.LIVE_INFO);
    assertThat(info.next()).isEmpty();
    assertThat(info.current())
        .containsExactly(
            new Show(
                7,
                3,
                "",
                "",
                Instant.parse("2026-05-23T19:00:00Z"),
                Instant.parse("2026-05-23T21:00:00Z"),
                false));
  }

  // --- limits

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedFor() {
    station.always("/api/on-air-light", new Fault.Stall());
    assertTooSlow();
  }

  private void assertTooSlow() {
    try (LibretimeClient hasty =
        Clients.client(
            station.uri(), Optional.of(Settings.KEY), Optional.empty(), Clients.IMPATIENT)) {
      assertThat(failure(hasty, Ask.ON_AIR_LIGHT))
          .isEqualTo(new Failure.TooSlow(Clients.IMPATIENT.answer()));
    }
  }

  @Test
  void anAnswerThatDripsIsNotWaitedFor() {
    station.always("/api/on-air-light", new Fault.Drip());
    assertTooSlow();
  }

  @Test
  void anAnswerWithoutAnEndIsNotTaken() {
    station.always("/api/on-air-light", new Fault.Endless());
    assertThat(failure(Ask.ON_AIR_LIGHT))
        .isEqualTo(new Failure.TooLarge(Clients.IMPATIENT.bytes()));
  }

  @Test
  void aConnectionThatBreaksOffIsToldSo() {
    station.always("/api/on-air-light", new Fault.HangUpWithinTheAnswer());
    assertThat(failure(Ask.ON_AIR_LIGHT)).isInstanceOf(Failure.Unreachable.class);
  }

  @Test
  void nobodyThereIsToldSo() {
    try (LibretimeClient lost =
        Clients.client(URI.create("http://localhost:1/"), Optional.empty(), Optional.empty())) {
      assertThat(failure(lost, Ask.LIVE_INFO)).isInstanceOf(Failure.Unreachable.class);
    }
  }

  // --- versions

  @Test
  void whatAnswersIsFoundOutByAsking() throws Exception {
    station.settings().secondInterface(false);
    station.always("/api/on-air-light", new Fault.Says(403, "text/plain", ""));
    Capabilities capabilities = client.probe();
    assertThat(capabilities.has(Ask.LIVE_INFO)).isTrue();
    assertThat(capabilities.has(Ask.STREAM_STATE)).isFalse();
    assertThat(capabilities.words())
        .contains("live-info-v2: answers")
        .contains("on-air-light: LibreTime forbids it (HTTP 403)")
        .contains("stream state: LibreTime does not have that (HTTP 404)");
    assertThat(station.requests()).extracting(Received::path).doesNotContain("/api/version");
  }

  @Test
  void aStationUnderAPathIsAskedThere() throws Exception {
    station.always("/radio/api/v2/info", new Fault.Says(200, "x/y", "{\"station_name\":\"R\"}"));
    try (LibretimeClient under =
        Clients.client(station.uri().resolve("radio"), Optional.empty(), Optional.empty())) {
      assertThat(under.ask(Ask.INFO).name()).contains("R");
    }
  }
}
