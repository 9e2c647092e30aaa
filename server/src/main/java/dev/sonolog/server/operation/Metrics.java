package dev.sonolog.server.operation;

import dev.sonolog.server.http.Answer;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.StatusReport;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * What is counted, in the text format of Prometheus; gathered when it is asked for. Any platform
 * thread.
 */
public final class Metrics {
  /** The words of {@link StatusReport.Source#state}. */
  private static final List<String> STATES =
      List.of("connecting", "recording", "stalled", "waiting", "faulted", "idle");

  private final ArchiveService archive;
  private final Map<String, Counted> counted = new HashMap<>();

  private record Counted(String help, LongSupplier value, boolean rises) {}

  public Metrics(ArchiveService archive) {
    this.archive = archive;
  }

  /**
   * Something of the server's own that only rises; before the first answer.
   *
   * @param name without {@code _total}
   */
  public void count(String name, String help, LongSupplier value) {
    counted.put(name, new Counted(help, value, true));
  }

  /** Something of the server's own that rises and falls; before the first answer. */
  public void gauge(String name, String help, LongSupplier value) {
    counted.put(name, new Counted(help, value, false));
  }

  Answer answer() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, new MetricSnapshots(snapshots()));
    return Answer.of(200, PrometheusTextFormatWriter.CONTENT_TYPE, out.toByteArray())
        .with("Cache-Control", "no-store");
  }

  private List<MetricSnapshot> snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    Optional<StatusReport> report = archive.status();
    all.add(
        gauge(
            "sonolog_recorder_up",
            "Whether a recorder answers: 1 or 0",
            Map.of(Labels.EMPTY, report.isPresent() ? 1.0 : 0.0)));
    report.ifPresent(it -> add(it, all));
    volumes(all);
    counted.forEach((name, it) -> all.add(own(name, it)));
    return all;
  }

  private static void add(StatusReport report, List<MetricSnapshot> all) {
    List<StatusReport.Source> sources = report.sources();
    all.add(states(sources));
    all.add(
        each(
            "sonolog_source_failures",
            "Failed tries in a row of a source",
            sources,
            it -> it.failures()));
    all.add(
        each(
            "sonolog_source_recordings",
            "Finished recordings of a source that are there",
            sources,
            it -> it.segments()));
    all.add(
        each(
            "sonolog_source_bytes",
            "Bytes of the finished recordings of a source that are there",
            sources,
            it -> it.bytes()));
    all.add(
        each(
            "sonolog_source_gaps_last_day",
            "Gaps of a source that touch the last 24 hours",
            sources,
            it -> report.gaps().stream().filter(gap -> gap.source().equals(it.name())).count()));
    all.add(
        each(
            "sonolog_source_drift_ppm",
            "How much the clock of a source runs faster than ours, in parts per million; NaN where"
                + " that is not known",
            sources,
            it -> it.driftPpm().orElse(Double.NaN)));
    all.add(
        each(
            "sonolog_source_unmeasured_seconds",
            "Audio of finished recordings of a source that is still to be analysed",
            sources,
            it -> it.analysis().map(StatusReport.Analysis::seconds).orElse(0.0)));
    all.add(
        each(
            "sonolog_source_unmeasurable",
            "Recordings of a source that cannot be analysed",
            sources,
            it -> it.analysis().map(StatusReport.Analysis::unmeasurable).orElse(0L)));
  }

  private static MetricSnapshot states(List<StatusReport.Source> sources) {
    Map<Labels, Double> values = new HashMap<>();
    for (StatusReport.Source source : sources) {
      for (String state : STATES) {
        values.put(
            Labels.of("source", source.name(), "state", state),
            source.state().equals(state) ? 1.0 : 0.0);
      }
    }
    return gauge("sonolog_source_state", "1 for the state that a source is in", values);
  }

  private static MetricSnapshot each(
      String name,
      String help,
      List<StatusReport.Source> sources,
      ToDoubleFunction<StatusReport.Source> value) {
    Map<Labels, Double> values = new HashMap<>();
    sources.forEach(it -> values.put(Labels.of("source", it.name()), value.applyAsDouble(it)));
    return gauge(name, help, values);
  }

  private void volumes(List<MetricSnapshot> all) {
    Map<Labels, Double> free = new HashMap<>();
    Map<Labels, Double> total = new HashMap<>();
    for (Path root : archive.roots()) {
      Labels labels = Labels.of("directory", root.toString());
      try {
        FileStore store = Files.getFileStore(root);
        free.put(labels, (double) store.getUsableSpace());
        total.put(labels, (double) store.getTotalSpace());
      } catch (IOException _) {
        free.put(labels, Double.NaN);
        total.put(labels, Double.NaN);
      }
    }
    all.add(gauge("sonolog_disk_free_bytes", "Room that is left for recordings", free));
    all.add(gauge("sonolog_disk_size_bytes", "Size of the volume of recordings", total));
  }

  private static MetricSnapshot own(String name, Counted it) {
    return it.rises()
        ? CounterSnapshot.builder()
            .name(name)
            .help(it.help())
            .dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .value((double) it.value().getAsLong())
                    .build())
            .build()
        : gauge(name, it.help(), Map.of(Labels.EMPTY, (double) it.value().getAsLong()));
  }

  private static MetricSnapshot gauge(String name, String help, Map<Labels, Double> values) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    values.forEach(
        (labels, value) ->
            gauge.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(value)
                    .build()));
    return gauge.build();
  }
}
