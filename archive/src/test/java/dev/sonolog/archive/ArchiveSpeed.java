package dev.sonolog.archive;

import dev.sonolog.formats.wav.WavContainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Prints how long an archive of many files takes: to be compared with the files when none is known,
 * when nothing changed and when every file was changed, and to give a page of recordings. A
 * program, run by hand; its arguments are an empty folder and the number of files.
 */
public final class ArchiveSpeed {
  private static final Instant FIRST = Instant.parse("2016-01-01T00:00:00Z");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);
  private static final int PAGE = 100;
  private static final int ROUNDS = 15;

  private final ArchiveSettings settings;
  private final Path root;
  private final int files;

  private ArchiveSpeed(Path root, int files) {
    this.root = root;
    this.files = files;
    this.settings =
        new ArchiveSettings(
            Set.of(root),
            ArchiveSettings.defaultStateDirectory(root),
            List.of(new WavContainer()),
            List.of(new SourceFolder("all", root, FileNamePattern.DEFAULT, ZoneOffset.UTC)),
            Duration.ofSeconds(10));
  }

  public static void main(String[] arguments) throws IOException {
    new ArchiveSpeed(Path.of(arguments[0]), Integer.parseInt(arguments[1])).run();
  }

  private void run() throws IOException {
    time("writing the files", () -> write(1));
    Archive archive = Archive.open(settings, "speed");
    time("comparison, all unknown", () -> compare(archive));
    time("comparison, nothing changed", () -> compare(archive));
    time("writing them again", () -> write(2));
    time("comparison, all changed", () -> compare(archive));
    pages(archive);
    archive.close(Duration.ofSeconds(60));
  }

  private void write(int tenths) throws IOException {
    byte[] wav = wav(tenths);
    for (int i = 0; i < files; i++) {
      Path folder = root.resolve(String.format(Locale.ROOT, "%04d", i / 1000));
      if (i % 1000 == 0) {
        Files.createDirectories(folder);
      }
      Files.write(folder.resolve(NAME.format(FIRST.plusSeconds(300L * i)) + ".wav"), wav);
    }
  }

  private static byte[] wav(int tenths) {
    int data = 1_600 * tenths;
    return ByteBuffer.allocate(44 + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + data)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(8_000)
        .putInt(16_000)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(data)
        .array();
  }

  private void compare(Archive archive) throws IOException {
    System.out.println(new Reconciliation(settings, archive.catalogue(), () -> false).run(_ -> {}));
  }

  private void pages(Archive archive) throws IOException {
    double[] first = new double[ROUNDS];
    double[] middle = new double[ROUNDS];
    Instant half = FIRST.plusSeconds(150L * files);
    for (int i = 0; i < ROUNDS; i++) {
      first[i] = millis(() -> archive.view().recordings(Instant.MAX, PAGE));
      middle[i] = millis(() -> archive.view().recordings(half, PAGE));
    }
    print("first page of " + PAGE + " of " + files, first);
    print("a page in the middle", middle);
  }

  private static void print(String what, double[] millis) {
    double cold = millis[0];
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT, "%-32s %8.1f ms at first, then %.1f ms%n", what, cold, millis[ROUNDS / 2]);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void time(String what, Work work) throws IOException {
    System.out.printf(Locale.ROOT, "%-32s %8.2f s%n", what, millis(work) / 1000);
  }

  private static double millis(Work work) throws IOException {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e6;
  }
}
