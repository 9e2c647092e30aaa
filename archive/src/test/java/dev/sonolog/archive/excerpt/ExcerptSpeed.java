package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.CatalogueReader;
import dev.sonolog.formats.StreamElement;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Prints how soon an excerpt of an hour starts and how fast it streams, out of a week of hourly
 * files, from the disk where the page cache may be emptied and from the cache, beside plain reading
 * of the same files. Run by {@code bench/archive/excerpt}, and by no test run: its name is none of
 * a test.
 */
final class ExcerptSpeed {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

  /** The first of them are not counted but as first calls: the program is still being compiled. */
  private static final int WARMING = 3;

  private static final int ROUNDS = WARMING + 9;

  @Test
  void tellsHowSoonAndHowFast() throws Exception {
    Path folder = Path.of(System.getProperty("sonolog.excerpt.speed", "target/excerpt-speed"));
    int hours = Integer.getInteger("sonolog.excerpt.hours", 4);
    List<Subject> subjects = new ArrayList<>();
    for (Material material : materials()) {
      Path root = Files.createDirectories(folder.toAbsolutePath().resolve(material.name()));
      subjects.add(recorded(material, root, hours));
    }
    for (boolean cold : new boolean[] {true, false}) {
      if (cold && !Files.isWritable(DROP_CACHES)) {
        System.out.println("The first byte from the disk is not measured: needs root");
      } else {
        measure(subjects, hours, cold);
      }
    }
  }

  private static List<Material> materials() {
    String names =
        System.getProperty(
            "sonolog.excerpt.materials", "MP3_128,MP3_VBR,AAC_128,FLAC_OF_A_CARD,WAV");
    return Arrays.stream(names.split(",", -1)).map(Material::valueOf).toList();
  }

  private static Subject recorded(Material material, Path root, int hours) throws Exception {
    Path work = Files.createDirectories(root.resolve("work"));
    List<StreamElement> minute = material.elements(work, Material.signal(work, 60, 0));
    List<StreamElement> hour = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      hour.addAll(
          i == 0
              ? minute
              : minute.stream().filter(StreamElement.Packet.class::isInstance).toList());
    }
    try (Recording recording = new Recording(Files.createDirectories(root.resolve("archive")))) {
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < hours; i++) {
        Instant start = START.plusSeconds(3_700L * i);
        files.addAll(recording.run("r" + i, start, material, hour, 1e9, false).segments());
      }
      recording.stored();
      CatalogueReader catalogue = new CatalogueReader(recording.settings().catalogueFile());
      return new Subject(material, new Excerpts(recording.settings(), catalogue.view()), files);
    }
  }

  /** In turns, and each round begins with another: none is always the first. */
  private static void measure(List<Subject> subjects, int hours, boolean cold) throws Exception {
    List<Subject> order = new ArrayList<>(subjects);
    for (int round = 0; round < ROUNDS; round++) {
      for (Subject subject : order) {
        subject.measure(round % hours, cold);
      }
      Collections.rotate(order, 1);
    }
    for (Subject subject : subjects) {
      subject.tell(cold);
    }
  }

  /** A material, and what was measured of it. */
  private static final class Subject {
    private final Material material;
    private final Excerpts excerpts;
    private final List<Path> files;
    private final List<Double> starts = new ArrayList<>();
    private final List<Double> speeds = new ArrayList<>();
    private final List<Double> plain = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> work = new ArrayList<>();
    private final List<Double> startWork = new ArrayList<>();
    private long bytes;

    Subject(Material material, Excerpts excerpts, List<Path> files) {
      this.material = material;
      this.excerpts = excerpts;
      this.files = files;
    }

    void measure(int hour, boolean cold) throws Exception {
      Instant from = START.plusSeconds(3_700L * hour + 900);
      prepare(files.get(hour), cold);
      plain.add(plainSpeed(files.get(hour)));
      prepare(files.get(hour), cold);
      Counting out = new Counting();
      long worked = CPU.getCurrentThreadCpuTime();
      long begun = System.nanoTime();
      ExcerptPlan plan = excerpts.plan(Recording.SOURCE, from, from.plusSeconds(2_600));
      excerpts.write(plan, GapPolicy.SEPARATE, ZoneOffset.UTC, new ExcerptStream(out), _ -> {});
      double all = (System.nanoTime() - begun) / 1e9;
      starts.add((out.first - begun) / 1e6);
      speeds.add(out.count / 1e6 / all);
      ratios.add(speeds.getLast() / plain.getLast());
      work.add(out.count / 1e6 / ((CPU.getCurrentThreadCpuTime() - worked) / 1e9));
      startWork.add((out.firstWork - worked) / 1e6);
      bytes = out.count;
    }

    void tell(boolean cold) {
      String where = cold ? "disk " : "cache";
      System.out.printf(
          Locale.ROOT,
          "%-14s %s first byte: first call %.0f ms, median %.1f ms, worst %.0f ms;  %.0f MB at"
              + " %.0f MB/s (first call %.0f), plain reading %.0f MB/s: %.2f of it (medians)%n",
          material,
          where,
          starts.getFirst(),
          median(starts),
          warm(starts).max(Double::compare).orElseThrow(),
          bytes / 1e6,
          median(speeds),
          speeds.getFirst(),
          median(plain),
          median(ratios));
      System.out.printf(
          Locale.ROOT,
          "%-14s %s of the processor: %.1f ms to the first byte, %.0f MB/s (medians)%n",
          material,
          where,
          median(startWork),
          median(work));
      List.of(starts, speeds, plain, ratios, work, startWork).forEach(List::clear);
    }
  }

  private static Stream<Double> warm(List<Double> values) {
    return values.stream().skip(WARMING);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = warm(values).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** Empties the page cache of the whole computer, or sees to it that a file is in it. */
  private static void prepare(Path file, boolean cold) throws Exception {
    if (cold) {
      Programs.run(Path.of(System.getProperty("java.io.tmpdir")), "sync");
      Files.writeString(DROP_CACHES, "3");
    } else {
      plainSpeed(file);
    }
  }

  private static double plainSpeed(Path path) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    long begun = System.nanoTime();
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      while (file.read(buffer.clear()) >= 0) {
        // until its end
      }
      return file.size() / 1e6 / ((System.nanoTime() - begun) / 1e9);
    }
  }

  /** Notes when the first byte came. */
  private static final class Counting extends OutputStream {
    private long first;
    private long firstWork;
    private long count;

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (count == 0) {
        first = System.nanoTime();
        firstWork = CPU.getCurrentThreadCpuTime();
      }
      count += length;
    }
  }
}
