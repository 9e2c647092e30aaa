package dev.sonolog.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.config.LibretimeSettings;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.libretime.LibretimeAccess;
import dev.sonolog.libretime.PlanRules;
import dev.sonolog.libretime.ShowChoice;
import dev.sonolog.libretime.station.Fault;
import dev.sonolog.libretime.station.LibretimeStation;
import dev.sonolog.libretime.station.Settings;
import dev.sonolog.server.service.OnAirReport;
import dev.sonolog.server.service.OnAirService.MasterWish;
import dev.sonolog.server.service.OnAirService.RecordingWish;
import dev.sonolog.server.service.StudioService.CommandWish;
import dev.sonolog.studio.Studio;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A recorder's line to a station, over the loopback interface. */
@Timeout(120)
class OnAirDeskTest {
  private static final Instant NOW = Instant.parse("2026-05-23T20:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");
  private final SourcesInMemory sources = new SourcesInMemory();
  private LibretimeStation station;
  private OnAirDesk desk;
  private Studio studio;

  @BeforeEach
  void open() throws Exception {
    station = LibretimeStation.start();
    station.settings().now(NOW);
    desk = new OnAirDesk(folder.resolve("libretime"));
    studio = Studio.open(folder.resolve("studio"), sources, sources, TimeSource.system());
    studio.begin();
  }

  @AfterEach
  void close() {
    desk.close();
    studio.close();
    station.close();
  }

  private static LibretimeSettings settings(URI uri) {
    LibretimeAccess.Login login = new LibretimeAccess.Login(Settings.USER, Settings.PASSWORD);
    return new LibretimeSettings(
        new LibretimeAccess(uri, Optional.of(Settings.KEY), Optional.of(login)),
        new PlanRules(new ShowChoice.All(), Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10)),
        Optional.empty(),
        false,
        1 << 20);
  }

  private void connect() {
    desk.apply(Optional.of(settings(station.uri())));
  }

  private OnAirReport eventually(Predicate<OnAirReport> expected) {
    return Awaitility.await().atMost(LONG).until(desk::report, expected);
  }

  private JsonNode ask(String command, Object content) throws Exception {
    Request request =
        new Request(
            command, Optional.empty(), Optional.of(ControlMessage.JSON.valueToTree(content)));
    return new OnAirRequest(desk, studio, "anna").answer(request).result().orElseThrow();
  }

  @Test
  void withoutAStationNothingIsKnownAndNothingAsked() throws Exception {
    assertThat(desk.report()).isEqualTo(OnAirReport.NONE);
    assertThat(ask("station", "").at("/done/configured").asBoolean()).isFalse();
    JsonNode refused = ask("station master", new MasterWish("connect", Optional.empty()));
    assertThat(refused.at("/refused/why").asString()).contains("[libretime]");
  }

  @Test
  void lampShowsAndInputsAreTold() {
    station.calendar().plan("Früh & spät", NOW.minusSeconds(60), NOW.plusSeconds(3600));
    station.calendar().plan("Danach", NOW.plusSeconds(3600), NOW.plusSeconds(7200));
    connect();
    OnAirReport told =
        eventually(it -> it.lamp().equals("on") && !it.next().isEmpty() && !it.calls().isEmpty());
    assertThat(told.station()).hasValue("Radio Rosa & Co");
    assertThat(told.current().getFirst().name()).isEqualTo("Früh & spät");
    assertThat(told.current().getFirst().recorded()).isTrue();
    assertThat(told.next().getFirst().from()).isEqualTo("2026-05-23T21:00:00Z");
    assertThat(told.reach().answers()).isEqualTo("yes");
    assertThat(told.reach().trouble()).isEmpty();
    assertThat(told.inputs().switchable()).isTrue();
    assertThat(told.calls()).allMatch(OnAirReport.Call::answers);
    assertThat(told.since()).isPresent();
  }

  @Test
  void aStationThatGoesIsKnownToBeGoneAndKnownAgainWhenItComes() {
    connect();
    eventually(it -> it.reach().answers().equals("yes"));
    station.always("", new Fault.HangUp());
    OnAirReport gone = eventually(it -> it.reach().answers().equals("no"));
    assertThat(gone.reach().trouble().orElse("")).contains("cannot be reached");
    station.heal();
    eventually(it -> it.reach().answers().equals("yes") && it.reach().trouble().isEmpty());
  }

  @Test
  void aReloadThatChangesNothingOfItChangesNothing() {
    connect();
    OnAirLine line = desk.line().orElseThrow();
    connect();
    assertThat(desk.line()).containsSame(line);
    desk.apply(Optional.empty());
    assertThat(desk.report().configured()).isFalse();
  }

  @Test
  void changesAreSentUntilTheRecorderEnds() throws Exception {
    connect();
    CountDownLatch stopping = new CountDownLatch(1);
    List<String> encoders = new CopyOnWriteArrayList<>();
    Thread caller = Thread.ofPlatform().start(() -> send(new OnAirStream(stopping), encoders));
    Awaitility.await().atMost(LONG).until(() -> encoders.contains("no"));
    station.settings().mainConnected(true);
    Awaitility.await().atMost(LONG).until(() -> encoders.contains("yes"));
    stopping.countDown();
    caller.join();
    assertThat(encoders.indexOf("no")).isLessThan(encoders.indexOf("yes"));
  }

  private void send(OnAirStream stream, List<String> encoders) {
    try {
      Reply last =
          stream.send(
              desk,
              news ->
                  news.pending()
                      .filter(JsonNode::isObject)
                      .ifPresent(it -> encoders.add(it.at("/inputs/main/connected").asString())));
      assertThat(last.error()).isEmpty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void libretimesOwnWordsAreHandedOnUntilItIsGone() throws Exception {
    connect();
    JsonNode told = ask("station hand on", new OnAirRequest.Question("on-air-light", ""));
    assertThat(told.at("/done/status").asInt()).isEqualTo(200);
    byte[] body = Base64.getDecoder().decode(told.at("/done/body").asString());
    assertThat(new String(body, StandardCharsets.UTF_8)).contains("on_air_light_expected_status");
    station.always("", new Fault.HangUp());
    told = ask("station hand on", new OnAirRequest.Question("bootstrap-info", ""));
    assertThat(told.at("/refused/kind").asString()).isEqualTo("unreachable");
  }

  @Test
  void theInputIsSwitchedAndTheRecordingBegunAndEachToldByItself() throws Exception {
    connect();
    station.settings().mainConnected(true);
    CommandWish command = new CommandWish("r1", "no token", Optional.empty(), Optional.empty());
    JsonNode told =
        ask(
            "station master",
            new MasterWish("connect", Optional.of(new RecordingWish("mic", command))));
    assertThat(told.at("/done/master/outcome").asString()).isEqualTo("switched");
    assertThat(told.at("/done/master/so").asBoolean()).isTrue();
    assertThat(told.at("/done/recording").isNull()).isTrue();
    assertThat(told.at("/done/refused/kind").asString()).isEqualTo("conflict");
    assertThat(station.settings().isMainOn()).isTrue();
    station.settings().mainOn(false).mainConnected(false);
    told = ask("station master", new MasterWish("connect", Optional.empty()));
    assertThat(told.at("/done/master/outcome").asString()).isEqualTo("no encoder");
  }
}
