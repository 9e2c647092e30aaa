package dev.sonolog.archive;

import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** What a test needs another process for: to be killed, refused, or kept on a small disk. */
final class ChildProgram {
  private ChildProgram() {}

  /** A command line that runs one of the tasks below. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "-Xshare:auto", "-XX:+UseSerialGC"));
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(ChildProgram.class.getName());
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static String output(List<String> command) throws IOException {
    Process process = start(command);
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "open" -> open(root);
      case "record" -> record(root, arguments[2]);
      case "trash" -> trash(root, Integer.parseInt(arguments[2]));
      case "pin" -> pin(root);
      case "import" -> moveIn(new ImportScene(root, Path.of(arguments[2])));
      case "room" -> room(root);
      case "fill" -> fill(root, Path.of(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void open(Path root) throws IOException {
    try {
      Scene.open(root).close(Scene.DEADLINE);
      say("opened");
    } catch (ArchiveLockedException e) {
      say("refused: " + e.getMessage());
    }
  }

  /** Records segments of 200 packets until it is killed, and says what is safe. */
  private static void record(Path root, String run) throws Exception {
    Archive archive = Scene.open(root);
    archive.recover(_ -> {});
    Instant start = Instant.now();
    for (int number = 0; ; number++) {
      long first = (long) number * 200 * TinyContainer.PACKET_SAMPLES;
      SegmentTags tags =
          Scene.tags(
              "radio", run, number, first, start.plus(Scene.duration(first)), Optional.empty());
      SegmentFile file = Scene.begin(archive, root, run + "/" + number + ".mp3", tags, 0);
      for (int i = 0; i < 200; i++) {
        file.append(TinyContainer.packet(i), 0, TinyContainer.PACKET);
        if (i % 10 == 9) {
          file.flush();
          say("safe " + number + " " + file.safeLength());
        }
      }
      SealedSegment sealed = Scene.seal(archive, file, tags, 200);
      say("sealed " + number + " " + sealed.digest().body());
    }
  }

  /** Trashes, restores and erases without end, and says each thing that is done. */
  private static void trash(Path root, int seed) throws Exception {
    Archive archive = Scene.open(root);
    Random random = new Random(seed);
    Trash.Order order = new Trash.Order("test", GapCause.DELETED, "at random");
    while (true) {
      List<StoredSegment> all = new ArrayList<>(archive.view().segmentsOf("run"));
      StoredSegment one = all.get(random.nextInt(all.size()));
      switch (random.nextInt(12)) {
        case 0 -> archive.trash().erase(List.of(one), order, _ -> {});
        case 1, 2, 3, 4 -> archive.trash().restore(List.of(one), "test", _ -> {});
        default -> archive.trash().drop(List.of(one), order, _ -> {});
      }
      say(one.file() + " " + one.state());
    }
  }

  /** Moves files into an archive, and says each that is done. */
  private static void moveIn(ImportScene scene) throws IOException {
    Importer importer = new Importer(scene.settings(), scene.moving());
    ImportPlan plan = importer.plan(List.of(scene.stick()), _ -> {});
    importer.run(plan, file -> say(file.toString()), _ -> {});
  }

  /** Pins one recording after the other, the newest first, as long as it may. */
  private static void pin(Path root) throws Exception {
    Path state = root.resolve(".sonolog");
    Review review = new Review(state);
    CatalogueView view = Catalogue.openReadOnly(state.resolve(Catalogue.FILE));
    for (StoredSegment segment : view.latest("radio", 1_000)) {
      Optional<StoredSegment> now = view.segment(segment.key());
      if (!review.pin(now.stream().toList(), "test", "", new AuditLog(state)).isEmpty()) {
        say("pinned");
      }
    }
    System.in.read();
  }

  /** Fills a small disk to its last byte, and has retention make room, by which rules it may. */
  private static void room(Path root) throws Exception {
    Archive archive = Scene.open(root);
    Instant start = Instant.now().minusSeconds(3_600);
    for (int number = 0; number < 8; number++) {
      SegmentTags tags =
          Scene.tags(
              number == 0 ? "kept" : "radio", "run" + number, 0, start.plusSeconds(60L * number));
      Scene.record(archive, root, number + ".mp3", tags, 3_000);
    }
    archive.catalogue().flush(Scene.DEADLINE);
    new Review(root.resolve(".sonolog"))
        .pin(archive.view().segmentsOf("run1"), "test", "", new AuditLog(root.resolve(".sonolog")));
    Trash.Order order = new Trash.Order("test", GapCause.DELETED, "");
    archive.trash().drop(archive.view().segmentsOf("run5"), order, _ -> {});
    try (OutputStream ballast = Files.newOutputStream(root.resolve("ballast"))) {
      while (true) {
        ballast.write(1);
      }
    } catch (IOException e) {
      say("full " + Files.getFileStore(root).getUsableSpace());
    }
    RetentionRule rule =
        new RetentionRule(
            Optional.empty(), Optional.empty(), Optional.of(new FreeSpace.Bytes(300_000)));
    archive.retention().apply(new RetentionRules(Map.of("radio", rule), RetentionRules.TRASH));
    Trash.Result result = archive.retention().run(Instant.now(), _ -> {});
    say("erased " + result.done().stream().map(StoredSegment::run).toList());
    say("refused " + result.refused());
    say("enough " + (Files.getFileStore(root).getUsableSpace() >= 300_000));
    archive.catalogue().flush(Scene.DEADLINE);
    say(
        "gaps "
            + archive.view().gaps("radio", start, Instant.now()).stream().map(Gap::cause).toList());
    say("closed " + archive.close(Scene.DEADLINE));
  }

  /** Records onto a small disk until it is full, makes room, and repairs. */
  private static void fill(Path root, Path state) throws Exception {
    Path ballast = root.resolve("ballast");
    Files.write(ballast, new byte[512 << 10]);
    Archive archive =
        Archive.open(
            new ArchiveSettings(Set.of(root), state, List.of(new TinyContainer()), Duration.ZERO),
            "test");
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SegmentFile file = Scene.begin(archive, root, "full.mp3", tags, 1);
    try {
      for (int i = 1; ; i++) {
        file.append(TinyContainer.packet(i), 0, TinyContainer.PACKET);
        file.flush();
      }
    } catch (IOException e) {
      say("failed: " + e.getMessage());
    }
    try {
      file.seal().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      say("not sealed: " + e.getMessage());
    }
    try {
      archive.create(root, "next.mp3", Scene.MODE).append(new byte[100_000], 0, 100_000);
    } catch (IOException e) {
      say("next: " + e.getMessage());
    }
    Files.delete(ballast);
    say("length " + (file.safeLength() == Files.size(root.resolve("full.mp3.part"))));
    say("repaired " + archive.repair(root.resolve("full.mp3")));
    SegmentTags again = Scene.tags("radio", "again", 0, Scene.NOON.plusSeconds(600));
    say("sealed " + Scene.record(archive, root, "again.mp3", again, 10).bytes());
    say("closed " + archive.close(Scene.DEADLINE));
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
