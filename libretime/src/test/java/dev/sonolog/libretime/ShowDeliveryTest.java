package dev.sonolog.libretime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.libretime.DeliveryNote.Stage;
import dev.sonolog.libretime.station.Fault;
import dev.sonolog.libretime.station.LibretimeStation;
import dev.sonolog.libretime.station.MediaStore;
import dev.sonolog.libretime.station.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A file comes once, whatever breaks off and whoever dies. */
class ShowDeliveryTest {
  private static final Instant NOW = Instant.parse("2026-05-23T20:00:00Z");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_STEPS = 200;

  @TempDir private Path folder;
  private final ManualTime time = new ManualTime(NOW);
  private LibretimeStation station;
  private LibretimeClient client;
  private ShowDelivery delivery;
  private Path file;
  private long instance;

  @BeforeEach
  void start() throws IOException {
    station = LibretimeStation.start();
    station.settings().now(NOW);
    instance = station.calendar().plan("Jazz", NOW.minusSeconds(60), NOW);
    file = folder.resolve("Jazz \"live\" – Ž.mp3");
    Files.write(file, content());
    client = Clients.withKey(station);
    delivery = fresh();
  }

  private static byte[] content() {
    byte[] content = new byte[300_000];
    new Random(7).nextBytes(content);
    return content;
  }

  @AfterEach
  void stop() {
    client.close();
    station.close();
  }

  private ShowDelivery fresh() {
    return new ShowDelivery(client, time::now, ShowDelivery.USUAL_LIMIT);
  }

  /** Steps to the end; each note goes through what a file would make of it. */
  private DeliveryNote finished(DeliveryNote begun) throws InterruptedException {
    DeliveryNote note = begun;
    for (int i = 0; i < MOST_STEPS && !note.stage().isFinal(); i++) {
      ShowDelivery.Step step = delivery.step(note);
      note = kept(step.note());
      time.advance(step.pause());
    }
    return note;
  }

  private static DeliveryNote kept(DeliveryNote note) {
    return JSON.readValue(JSON.writeValueAsString(note), DeliveryNote.class);
  }

  private void assertOneFileLinked() {
    assertThat(station.store().files()).hasSize(1);
    assertThat(station.calendar().find(instance).orElseThrow().recordFile())
        .contains(station.store().files().getFirst().id());
  }

  // --- as it should be

  @Test
  void aFileBecomesThatOfItsShow() throws Exception {
    DeliveryNote note = finished(DeliveryNote.of(file, instance));
    assertThat(note.stage()).isEqualTo(Stage.LINKED);
    assertOneFileLinked();
    MediaStore.Stored stored = station.store().files().getFirst();
    assertThat(stored.size()).isEqualTo(Files.size(file));
    assertThat(stored.md5()).isEqualTo(note.md5().orElseThrow());
    assertThat(stored.name()).isEqualTo("Jazz _live_ – Ž.mp3");
  }

  @Test
  void theKeyIsInNoAddress() throws Exception {
    DeliveryNote _ = finished(DeliveryNote.of(file, instance));
    assertThat(station.requests())
        .noneMatch(it -> (it.path() + it.query()).contains(Settings.KEY))
        .anyMatch(it -> it.authorization().filter(that -> that.startsWith("Basic ")).isPresent());
  }

  @Test
  void anImportThatTakesAWhileIsWaitedFor() throws Exception {
    station.store().importing(MediaStore.PENDING);
    DeliveryNote note = DeliveryNote.of(file, instance);
    for (int i = 0; i < 10; i++) {
      ShowDelivery.Step step = delivery.step(note);
      note = step.note();
      time.advance(step.pause());
    }
    assertThat(note.stage()).isEqualTo(Stage.IMPORTING);
    station.store().settle(MediaStore.DONE);
    assertThat(finished(note).stage()).isEqualTo(Stage.LINKED);
    assertOneFileLinked();
  }

  @Test
  void anImportThatFailsIsTold() throws Exception {
    station.store().importing(MediaStore.FAILED);
    DeliveryNote note = finished(DeliveryNote.of(file, instance));
    assertThat(note.stage()).isEqualTo(Stage.FAILED);
    assertThat(note.said().orElseThrow()).contains("could not import");
  }

  @Test
  void anImportThatNeverEndsIsGivenUp() throws Exception {
    station.store().importing(MediaStore.PENDING);
    DeliveryNote note = DeliveryNote.of(file, instance);
    for (int i = 0; i < 4; i++) {
      note = delivery.step(note).note();
      time.advance(Duration.ofHours(3));
    }
    assertThat(finished(note).said().orElseThrow()).contains("analyzer");
  }

  @Test
  void aVersionThatTakesNoPatchIsLinkedByTheOlderCall() throws Exception {
    station.settings().mayPatch(false);
    assertThat(finished(DeliveryNote.of(file, instance)).stage()).isEqualTo(Stage.LINKED);
    assertOneFileLinked();
    assertThat(station.requests("/api/upload-recorded")).isEqualTo(1);
  }

  // --- as it should not be

  @Test
  void aShowThatWasTakenOutKeepsItsFileInTheLibrary() throws Exception {
    station.calendar().remove(instance);
    DeliveryNote note = finished(DeliveryNote.of(file, instance));
    assertThat(note.stage()).isEqualTo(Stage.UNLINKED);
    assertThat(station.store().files()).hasSize(1);
    assertThat(station.requests("/api/upload-recorded")).as("it would answer 200").isZero();
  }

  @Test
  void aShowThatHasAnotherFileKeepsIt() throws Exception {
    Path other = folder.resolve("other.mp3");
    Files.writeString(other, "something else");
    DeliveryNote _ = finished(DeliveryNote.of(other, instance));
    DeliveryNote note = finished(DeliveryNote.of(file, instance));
    assertThat(note.stage()).isEqualTo(Stage.UNLINKED);
    assertThat(station.calendar().find(instance).orElseThrow().recordFile()).contains(1L);
  }

  @Test
  void aFileThatIsThereAlreadyIsNotSentAgain() throws Exception {
    DeliveryNote _ = finished(DeliveryNote.of(file, instance));
    long second = station.calendar().plan("Again", NOW, NOW.plusSeconds(60));
    assertThat(finished(DeliveryNote.of(file, second)).stage()).isEqualTo(Stage.LINKED);
    assertThat(station.store().files()).hasSize(1);
    assertThat(uploads()).isEqualTo(1);
  }

  private long uploads() {
    return station.requests().stream()
        .filter(it -> it.method().equals("POST") && it.path().equals("/rest/media"))
        .count();
  }

  @Test
  void whatIsTooLargeIsToldBeforeItIsSent() throws Exception {
    delivery = new ShowDelivery(client, time::now, 100_000);
    DeliveryNote note = finished(DeliveryNote.of(file, instance));
    assertThat(note.stage()).isEqualTo(Stage.FAILED);
    assertThat(note.said().orElseThrow()).contains("client_max_body_size");
    assertThat(uploads()).isZero();
  }

  @Test
  void whatNginxFindsTooLargeIsTold() throws Exception {
    station.always("/rest/media", new Fault.Says(413, "text/html", "<html>too large</html>"));
    DeliveryNote note = finished(DeliveryNote.of(file, instance));
    assertThat(note.stage()).isEqualTo(Stage.FAILED);
    assertThat(note.said().orElseThrow()).contains("client_max_body_size");
  }

  @Test
  void whatIsRefusedAgainAndAgainIsGivenUpAndToldWhy() throws Exception {
    station.always("/rest/media", new Fault.Says(400, "text/html", "ERROR: Disk Quota reached."));
    DeliveryNote note = finished(DeliveryNote.of(file, instance));
    assertThat(note.stage()).isEqualTo(Stage.FAILED);
    assertThat(note.said().orElseThrow()).contains("Disk Quota reached");
    assertThat(uploads()).isBetween(2L, 8L);
  }

  @Test
  void aStationThatIsDownForHoursGetsTheFileAllTheSame() throws Exception {
    station.always("", new Fault.HangUp());
    DeliveryNote note = DeliveryNote.of(file, instance);
    for (int i = 0; i < 30; i++) {
      ShowDelivery.Step step = delivery.step(note);
      note = step.note();
      time.advance(step.pause());
    }
    assertThat(time.now()).isAfter(NOW.plus(Duration.ofHours(5)));
    station.heal();
    assertThat(finished(note).stage()).isEqualTo(Stage.LINKED);
    assertOneFileLinked();
  }

  @Test
  void aFileThatIsGoneIsTold() throws Exception {
    Files.delete(file);
    assertThat(finished(DeliveryNote.of(file, instance)).stage()).isEqualTo(Stage.FAILED);
  }

  @Test
  void aFileThatSomebodyTookOutOfTheLibraryIsNotSentAgain() throws Exception {
    station.store().importing(MediaStore.PENDING);
    DeliveryNote note = delivery.step(DeliveryNote.of(file, instance)).note();
    note = delivery.step(note).note();
    assertThat(note.stage()).isEqualTo(Stage.IMPORTING);
    station.store().remove(1);
    assertThat(finished(note).stage()).isEqualTo(Stage.FAILED);
    assertThat(uploads()).isEqualTo(1);
  }

  // --- what breaks off

  private static final List<Fault> BREAKS =
      List.of(
          new Fault.HangUp(),
          new Fault.HangUpBeforeTheAnswer(),
          new Fault.HangUpWithinTheAnswer(),
          new Fault.Says(502, "text/html", "<html>Bad Gateway</html>"),
          Fault.page());

  /** Each request of a delivery, with each way to break it off. */
  static Stream<Arguments> breaks() {
    List<Request> requests =
        List.of(
            new Request("GET", "/api/v2/files"),
            new Request("POST", "/rest/media"),
            new Request("GET", "/api/v2/files/1"),
            new Request("GET", "/api/v2/show-instances"),
            new Request("PATCH", "/api/v2/show-instances"));
    List<Arguments> all = new ArrayList<>();
    for (Request request : requests) {
      BREAKS.forEach(fault -> all.add(new Arguments(request, fault)));
    }
    return all.stream();
  }

  record Request(String method, String path) {}

  record Arguments(Request request, Fault fault) {}

  @ParameterizedTest
  @MethodSource("breaks")
  void aRequestThatBreaksOffIsMadeGood(Arguments arguments) throws Exception {
    station.once(arguments.request().method(), arguments.request().path(), arguments.fault());
    assertThat(finished(DeliveryNote.of(file, instance)).stage()).isEqualTo(Stage.LINKED);
    assertOneFileLinked();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 16_384, 65_536, 150_000, 299_999, 300_000, 300_200})
  void anUploadThatBreaksOffAtAnyByteIsMadeGood(int bytes) throws Exception {
    station.once("POST", "/rest/media", new Fault.HangUpAfter(bytes));
    assertThat(finished(DeliveryNote.of(file, instance)).stage()).isEqualTo(Stage.LINKED);
    assertOneFileLinked();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void aProcessThatDiesAfterAnyStepGoesOn(int steps) throws Exception {
    DeliveryNote note = DeliveryNote.of(file, instance);
    for (int i = 0; i < steps; i++) {
      note = kept(delivery.step(note).note());
    }
    delivery = fresh();
    assertThat(finished(note).stage()).isEqualTo(Stage.LINKED);
    assertOneFileLinked();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void aProcessThatDiesBeforeItsNoteIsKeptDoesNothingTwice(int steps) throws Exception {
    DeliveryNote note = DeliveryNote.of(file, instance);
    for (int i = 0; i < steps; i++) {
      note = kept(delivery.step(note).note());
    }
    ShowDelivery.Step _ = delivery.step(note); // done, and not noted
    delivery = fresh();
    assertThat(finished(note).stage()).isEqualTo(Stage.LINKED);
    assertOneFileLinked();
  }

  @Test
  void anUploadThatTurnsUpLateIsNotMadeAgain() throws Exception {
    station.once("POST", "/rest/media", new Fault.HangUpAfter(Integer.MAX_VALUE));
    DeliveryNote note = delivery.step(DeliveryNote.of(file, instance)).note();
    note = delivery.step(note).note();
    assertThat(note.stage()).isEqualTo(Stage.UPLOADING);
    time.advance(Duration.ofSeconds(30));
    note = delivery.step(note).note();
    assertThat(note.stage()).as("still looked for").isEqualTo(Stage.UPLOADING);
    upload("another process of LibreTime ends its work");
    assertThat(finished(note).stage()).isEqualTo(Stage.LINKED);
    assertOneFileLinked();
  }

  private void upload(String why) throws IOException, InterruptedException {
    Library.Upload upload = new Library(client).upload(file, Files.size(file));
    assertThat(upload.id()).as(why).isPresent();
  }

  /** Many deliveries with crashes and breaks as they come. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whateverHappensOneFileIsLinked(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> story = new ArrayList<>(List.of("seed " + seed));
    DeliveryNote note = DeliveryNote.of(file, instance);
    for (int i = 0; i < MOST_STEPS && !note.stage().isFinal(); i++) {
      if (random.nextInt(3) == 0 && i < 40) {
        Fault fault =
            random.nextBoolean()
                ? new Fault.HangUpAfter(random.nextInt(310_000))
                : BREAKS.get(random.nextInt(BREAKS.size()));
        String method = List.of("GET", "POST", "PATCH").get(random.nextInt(3));
        station.once(method, "/", fault);
        story.add(method + " " + fault);
      }
      ShowDelivery.Step step = delivery.step(note);
      if (random.nextInt(4) == 0) {
        delivery = fresh();
        story.add("dies in " + note.stage());
        time.advance(Duration.ofSeconds(random.nextInt(60)));
      } else {
        note = kept(step.note());
        time.advance(step.pause());
      }
    }
    assertThat(note.stage()).as(story.toString()).isEqualTo(Stage.LINKED);
    Set<Long> ids = new HashSet<>();
    station.store().files().forEach(it -> ids.add(it.id()));
    assertThat(ids).as(story.toString()).hasSize(1);
    assertThat(station.calendar().find(instance).orElseThrow().recordFile())
        .isEqualTo(Optional.of(1L));
  }
}
