package dev.sonolog.it;

import dev.sonolog.analysis.LevelStore;
import dev.sonolog.analysis.Levels;
import dev.sonolog.analysis.LoudSections;
import dev.sonolog.analysis.MeasuredElsewhere;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StartOrigin;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.InputPart;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.jobs.SpectrogramOrder;
import dev.sonolog.jobs.TargetKind;
import dev.sonolog.jobs.TranscodeOrder;
import dev.sonolog.jobs.WavMeasuring;
import dev.sonolog.jobs.WavSpectrogram;
import dev.sonolog.jobs.WorkerCommand;
import dev.sonolog.jobs.WorkerLimits;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.FrequencyScale;
import dev.sonolog.measure.SectionSettings;
import dev.sonolog.measure.SpectrogramSettings;
import dev.sonolog.measure.SummarySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * How long the analysis of an hour takes, warm, beside programs that do less. No test: {@code
 * bench/analysis/run} calls it.
 */
class AnalysisSpeed {
  private static final int RUNS = 5;

  /** Of what takes long. */
  private static final int FEW_RUNS = 2;

  private static final SampleRate RATE = new SampleRate(48_000);
  private static final Path FOLDER = Path.of(System.getProperty("sonolog.analysis.speed", "."));

  private interface Work {
    void run() throws Exception;
  }

  @Test
  void tellsHowLongItTakes() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path jar = Product.ROOT.resolve("worker/target/sonolog-worker.jar");
    Path libraries = FOLDER.resolve("libraries");
    try (WorkerProcess worker =
        new WorkerProcess(
            WorkerCommand.usual(java, List.of(jar), libraries).words(), WorkerLimits.usual())) {
      for (String name : List.of("hour.wav", "hour.flac", "hour.mp3")) {
        measure(FOLDER.resolve(name), worker);
      }
      clips(FOLDER.resolve("clip-of-10-s.flac"), worker);
    }
  }

  private static void measure(Path file, WorkerProcess worker) throws Exception {
    boolean wav = file.toString().endsWith(".wav");
    tell(
        file,
        "levels and peaks",
        time(
            () -> {
              var _ = levels(file, wav, worker);
            }));
    again(file, levels(file, wav, worker));
    SpectrogramOrder order =
        new SpectrogramOrder(
            new InputPart.Samples(
                file, 0, OptionalLong.of(3_600L * RATE.hertz()), Optional.of(RATE)),
            SpectrogramSettings.usual(2_000, 256, FrequencyScale.LOGARITHMIC));
    tell(
        file,
        "spectrogram of 2,000 columns",
        time(
            1,
            FEW_RUNS,
            () -> {
              var _ = wav ? WavSpectrogram.draw(order, _ -> {}) : worker.draw(order, _ -> {});
            }));
    SummarySettings settings = SummarySettings.usual();
    tell(
        file,
        "loudness, range, true peak",
        time(
            1,
            FEW_RUNS,
            () -> {
              var _ =
                  wav
                      ? WavMeasuring.summarise(file, settings, _ -> {})
                      : worker.summarise(file, settings, _ -> {});
            }));
  }

  private static LevelData levels(Path file, boolean wav, WorkerProcess worker) throws Exception {
    return wav ? WavMeasuring.measure(file, _ -> {}) : worker.measure(file, _ -> {});
  }

  /** Sections for another margin, from what was kept. */
  private static void again(Path file, LevelData data) throws Exception {
    LevelStore store = new LevelStore(FOLDER.resolve("state"));
    StoredSegment segment = segment(file);
    store.put(segment, data);
    try (WorkerProcess none = new WorkerProcess(List.of("/bin/false"), WorkerLimits.usual())) {
      Levels levels = new Levels(store, none, MeasuredElsewhere.NOTHING);
      double[] margin = {6};
      tell(
          file,
          "sections for another margin",
          time(
              () -> {
                LoudSections sections = new LoudSections(new SectionSettings(margin[0]++, 2, 0.5));
                sections.add(segment, levels.windows(segment, _ -> {}));
                var _ = sections.sections();
              }));
    }
  }

  private static StoredSegment segment(Path file) throws Exception {
    StoredSegment.Content content =
        new StoredSegment.Content(
            Instant.EPOCH.plusSeconds(3_600),
            3_600L * RATE.hertz(),
            0,
            Files.size(file),
            Optional.empty(),
            Optional.of(Files.getLastModifiedTime(file).toInstant()),
            false);
    return new StoredSegment(
        file.getFileName().toString(),
        0,
        "bench",
        file,
        0,
        Instant.EPOCH,
        StartOrigin.NAME,
        SegmentState.SEALED,
        Optional.of(content),
        Optional.empty());
  }

  /** Ten seconds, as an excerpt hands them over: until the first bytes are there, and all. */
  private static void clips(Path file, WorkerProcess worker) throws Exception {
    for (TargetKind kind : TargetKind.values()) {
      List<Double> first = new ArrayList<>();
      double[] all =
          time(
              () -> {
                Path output = FOLDER.resolve("clip." + kind.word());
                TranscodeOrder order = TranscodeOrder.plain(file, output, kind);
                long begin = System.nanoTime();
                first.add(0.0);
                int run = first.size() - 1;
                worker.transcode(
                    order,
                    step -> {
                      if (first.get(run) == 0.0) {
                        first.set(run, (System.nanoTime() - begin) / 1e6);
                      }
                    });
                Files.delete(output);
              });
      double[] begun = first.stream().mapToDouble(it -> it).skip(2).toArray();
      tell(file, "10 s as " + kind.word() + ", first bytes", begun);
      tell(file, "10 s as " + kind.word() + ", whole", all);
    }
  }

  /** Milliseconds of each run but the first two. */
  private static double[] time(Work work) throws Exception {
    return time(2, RUNS, work);
  }

  /** Milliseconds of each run but the first ones. */
  private static double[] time(int first, int runs, Work work) throws Exception {
    double[] times = new double[runs];
    for (int run = -first; run < runs; run++) {
      long begin = System.nanoTime();
      work.run();
      if (run >= 0) {
        times[run] = (System.nanoTime() - begin) / 1e6;
      }
    }
    return times;
  }

  private static void tell(Path file, String what, double[] times) {
    Arrays.sort(times);
    System.out.printf(
        "sonolog  %-10s %-32s median %9.1f ms, worst %9.1f ms%n",
        file.getFileName(), what, times[times.length / 2], times[times.length - 1]);
  }
}
