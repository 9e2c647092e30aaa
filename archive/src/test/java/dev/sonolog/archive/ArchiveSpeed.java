package dev.sonolog.archive;

import com.sun.management.OperatingSystemMXBean;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.adts.AdtsContainer;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.ogg.OggContainer;
import dev.sonolog.formats.wav.WavContainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import java.util.Random;
import java.util.Set;

/**
 * Prints how long an archive of many files takes: to be compared with the files, and to give a page
 * of recordings. Run by {@code bench/archive/catalogue}, and by no test run: its name is none of a
 * test. Its arguments are what to do, a folder and a number:
 *
 * <ul>
 *   <li>{@code compare}: an empty folder gets so many files, which are none of ours, and is
 *       compared when none is known, nothing changed, all changed, all were renamed;
 *   <li>{@code fill}: the catalogue of an empty folder is told of so many recordings without files;
 *   <li>{@code page}: the first page of that archive is asked for, so often.
 * </ul>
 */
public final class ArchiveSpeed {
  private static final Instant FIRST = Instant.parse("2016-01-01T00:00:00Z");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PAGE = 100;

  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** As they are tried by the program. */
  private static final List<Container> CONTAINERS =
      List.of(
          new MpegContainer(),
          new AdtsContainer(),
          new OggContainer(),
          new FlacContainer(),
          new WavContainer());

  private final ArchiveSettings settings;
  private final Path root;
  private final int count;

  private ArchiveSpeed(Path root, int count) {
    this.root = root;
    this.count = count;
    this.settings =
        new ArchiveSettings(
            Set.of(root),
            ArchiveSettings.defaultStateDirectory(root),
            CONTAINERS,
            List.of(new SourceFolder("all", root, FileNamePattern.DEFAULT, ZoneOffset.UTC)),
            Duration.ofSeconds(10));
  }

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[1]).toAbsolutePath();
    ArchiveSpeed speed = new ArchiveSpeed(root, Integer.parseInt(arguments[2]));
    switch (arguments[0]) {
      case "compare" -> speed.compare();
      case "fill" -> speed.fill();
      case "page" -> speed.page();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  // --- comparisons

  private void compare() throws IOException {
    write(1);
    Archive archive = Archive.open(settings, "speed");
    compare(archive, "none is known");
    compare(archive, "nothing changed");
    write(2);
    compare(archive, "all were changed");
    rename();
    compare(archive, "all were renamed");
    archive.close(PATIENCE);
  }

  private void compare(Archive archive, String what) throws IOException {
    long begin = System.nanoTime();
    long worked = CPU.getProcessCpuTime();
    ReconciledArchive result =
        new Reconciliation(settings, archive.catalogue(), () -> false).run(_ -> {});
    say(
        "compared, %-18s %8.2f s (%.1f s of CPU)   %s",
        what, (System.nanoTime() - begin) / 1e9, (CPU.getProcessCpuTime() - worked) / 1e9, result);
  }

  private void write(int tenths) throws IOException {
    byte[] wav = wav(tenths);
    for (int i = 0; i < count; i++) {
      Path folder = root.resolve(String.format(Locale.ROOT, "%04d", i / 1000));
      if (i % 1000 == 0) {
        Files.createDirectories(folder);
      }
      Files.write(folder.resolve(NAME.format(start(i)) + ".wav"), wav);
    }
  }

  private void rename() throws IOException {
    for (int i = 0; i < count; i += 1000) {
      Path folder = root.resolve(String.format(Locale.ROOT, "%04d", i / 1000));
      Files.move(folder, folder.resolveSibling("moved-" + folder.getFileName()));
    }
  }

  private static Instant start(int number) {
    return FIRST.plusSeconds(300L * number);
  }

  private static byte[] wav(int tenths) {
    byte[] samples = new byte[1_600 * tenths];
    new Random(tenths).nextBytes(samples);
    return ByteBuffer.allocate(44 + samples.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + samples.length)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(8_000)
        .putInt(16_000)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(samples.length)
        .put(samples)
        .array();
  }

  // --- pages

  private void fill() throws IOException {
    Archive archive = Archive.open(settings, "speed");
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      archive.catalogue().tellPatiently(recording(i), PATIENCE);
    }
    boolean stored = archive.catalogue().flush(PATIENCE);
    say(
        "told of %d: %.1f s%s",
        count, (System.nanoTime() - begin) / 1e9, stored ? "" : ", not all");
    archive.close(PATIENCE);
  }

  private CatalogueEntry recording(int number) {
    Path file = root.resolve(NAME.format(start(number)) + ".mp3");
    return new CatalogueEntry.OtherFound(
        OtherFiles.run(root, file),
        "source " + number % 20,
        new AudioFormat(Codec.MPEG_LAYER_3, new SampleRate(44_100), 2),
        file,
        start(number),
        StartOrigin.NAME,
        300L * 44_100,
        false,
        4_800_000,
        start(number + 1));
  }

  /** As a recorder that was just started. */
  private void page() throws IOException {
    Archive archive = Archive.open(settings, "speed");
    double[] millis = new double[count];
    for (int i = 0; i < count; i++) {
      millis[i] = page(archive, Instant.MAX);
    }
    double coldest = millis[0];
    Arrays.sort(millis);
    Instant middle = archive.view().recordings(Instant.MAX, 1).getFirst().start();
    say(
        "the first page %.1f ms, again %.1f ms (at most %.1f ms), one in the middle %.1f ms",
        coldest,
        millis[count / 2],
        millis[count - 2],
        page(archive, FIRST.plus(Duration.between(FIRST, middle).dividedBy(2))));
    archive.close(PATIENCE);
  }

  private static double page(Archive archive, Instant before) throws IOException {
    long begin = System.nanoTime();
    List<StoredSegment> page = archive.view().recordings(before, PAGE);
    double millis = (System.nanoTime() - begin) / 1e6;
    if (page.size() != PAGE) {
      throw new IllegalStateException(page.size() + " recordings are no page");
    }
    return millis;
  }

  private static void say(String text, Object... values) {
    System.out.printf(Locale.ROOT, text + "%n", values);
  }
}
