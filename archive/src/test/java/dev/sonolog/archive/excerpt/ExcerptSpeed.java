package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.StoredSegment;
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
import java.util.List;
import java.util.Locale;
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
  private static final int ROUNDS = 8;

  @Test
  void tellsHowSoonAndHowFast() throws Exception {
    Path folder = Path.of(System.getProperty("sonolog.excerpt.speed", "target/excerpt-speed"));
    int hours = Integer.getInteger("sonolog.excerpt.hours", 4);
    for (Material material : materials()) {
      Path root = Files.createDirectories(folder.toAbsolutePath().resolve(material.name()));
      measure(material, root, hours);
    }
  }

  private static List<Material> materials() {
    String names =
        System.getProperty(
            "sonolog.excerpt.materials", "MP3_128,MP3_VBR,AAC_128,FLAC_OF_A_CARD,WAV");
    return Arrays.stream(names.split(",", -1)).map(Material::valueOf).toList();
  }

  private static void measure(Material material, Path root, int hours) throws Exception {
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
      for (int i = 0; i < hours; i++) {
        recording.run("r" + i, START.plusSeconds(3_700L * i), material, hour, 1e9, false);
      }
      recording.stored();
      report(material, new Excerpts(recording.settings()), hours);
    }
  }

  private static void report(Material material, Excerpts excerpts, int hours) throws Exception {
    for (boolean cold : new boolean[] {true, false}) {
      if (cold && !Files.isWritable(DROP_CACHES)) {
        System.out.println(material + ": first byte from the disk not measured: needs root");
        continue;
      }
      List<Double> starts = new ArrayList<>();
      List<Double> speeds = new ArrayList<>();
      List<Double> plain = new ArrayList<>();
      List<Double> work = new ArrayList<>();
      List<Double> startWork = new ArrayList<>();
      long bytes = 0;
      for (int i = 0; i < ROUNDS; i++) {
        Instant from = START.plusSeconds(3_700L * (i % hours) + 900);
        Counting out = new Counting();
        forget(cold);
        long worked = CPU.getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        ExcerptPlan plan = excerpts.plan(Recording.SOURCE, from, from.plusSeconds(2_600));
        excerpts.write(plan, GapPolicy.SEPARATE, ZoneOffset.UTC, new ExcerptStream(out), _ -> {});
        double all = (System.nanoTime() - begun) / 1e9;
        starts.add((out.first - begun) / 1e6);
        speeds.add(out.count / 1e6 / all);
        work.add(out.count / 1e6 / ((CPU.getCurrentThreadCpuTime() - worked) / 1e9));
        startWork.add((out.firstWork - worked) / 1e6);
        bytes = out.count;
        forget(cold);
        plain.add(plainSpeed(plan.stretches().getFirst().slices().getFirst().segment()));
      }
      tell(material, cold, starts, speeds, plain, bytes);
      System.out.printf(
          Locale.ROOT,
          "%-14s %s of the processor: %.1f ms to the first byte, %.0f MB/s (medians)%n",
          material,
          cold ? "disk " : "cache",
          median(startWork),
          median(work));
    }
  }

  private static void tell(
      Material material,
      boolean cold,
      List<Double> starts,
      List<Double> speeds,
      List<Double> plain,
      long bytes) {
    double first = starts.getFirst();
    System.out.printf(
        Locale.ROOT,
        "%-14s %s first byte: first call %.0f ms, median %.1f ms, worst %.0f ms;  %.0f MB at"
            + " %.0f MB/s, plain reading %.0f MB/s: %.2f of it (medians)%n",
        material,
        cold ? "disk " : "cache",
        first,
        median(starts),
        starts.stream().skip(1).max(Double::compare).orElse(first),
        bytes / 1e6,
        median(speeds),
        median(plain),
        median(speeds) / median(plain));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Empties the page cache of the whole computer. */
  private static void forget(boolean cold) throws Exception {
    if (cold) {
      Programs.run(Path.of(System.getProperty("java.io.tmpdir")), "sync");
      Files.writeString(DROP_CACHES, "3");
    }
  }

  private static double plainSpeed(StoredSegment segment) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    long begun = System.nanoTime();
    try (FileChannel file = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
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
