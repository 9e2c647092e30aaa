package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.config.Configuration;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueReader;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.RetentionRules;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.keeping.Keeping;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.SummarySettings;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.JobReport;
import dev.sonolog.server.service.LiveLevels;
import dev.sonolog.server.service.OnAirService;
import dev.sonolog.server.service.StationService;
import dev.sonolog.server.service.StatusReport;
import dev.sonolog.server.service.StudioService;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The archive as the web side sees it: the recorder that writes it is spoken to through its socket,
 * also when it lives in this process, so that nothing here can hold it up. Where none runs, the
 * archive's {@link ArchiveTenure} does what is asked. Platform threads.
 */
final class WebArchive implements ArchiveService, AutoCloseable {
  private static final Logger LOG = System.getLogger(WebArchive.class.getName());

  /** So long an answer of the recorder is passed on. */
  private static final Duration FRESH = Duration.ofMillis(500);

  private final ArchiveSettings settings;
  private final List<Path> roots;
  private final Optional<Configuration> configuration;
  private final Optional<ArchiveTenure> tenure;
  private final StationService station;
  private final CatalogueReader catalogue;
  private Optional<StatusReport> status = Optional.empty();
  private long asked = System.nanoTime() - FRESH.toNanos();

  /**
   * @param main the output directory that old clients know
   * @param tenure of the archive; none where a recorder of this process holds it
   * @param station where its recorder is configured
   */
  WebArchive(
      ArchiveSettings settings,
      Path main,
      Optional<Configuration> configuration,
      Optional<ArchiveTenure> tenure,
      StationService station) {
    this.settings = settings;
    this.roots = roots(settings, main);
    this.configuration = configuration;
    this.tenure = tenure;
    this.station = station;
    this.catalogue = new CatalogueReader(settings.catalogueFile());
  }

  private static List<Path> roots(ArchiveSettings settings, Path main) {
    Set<Path> outermost = Archives.outermost(settings);
    Path first =
        outermost.stream().filter(main::startsWith).findFirst().orElse(outermost.iterator().next());
    List<Path> roots = new ArrayList<>(List.of(first));
    outermost.stream().filter(it -> !it.equals(first)).forEach(roots::add);
    return List.copyOf(roots);
  }

  @Override
  public ArchiveSettings settings() {
    return settings;
  }

  @Override
  public List<Path> roots() {
    return roots;
  }

  @Override
  public CatalogueView view() {
    return catalogue.view();
  }

  @Override
  public ZoneId zone(String source) {
    return configuration.stream()
        .flatMap(it -> it.sources().stream())
        .filter(it -> it.name().equals(source))
        .map(it -> it.files().zone())
        .findFirst()
        .orElse(ZoneId.systemDefault());
  }

  @Override
  public RetentionRules retention() {
    return configuration.map(Configuration::retention).orElse(RetentionRules.NONE);
  }

  @Override
  public synchronized Optional<StatusReport> status() {
    if (System.nanoTime() - asked >= FRESH.toNanos()) {
      status = askForStatus();
      asked = System.nanoTime();
    }
    return status;
  }

  private Optional<StatusReport> askForStatus() {
    return asked(new Request("status", Optional.empty()))
        .map(it -> ControlMessage.JSON.treeToValue(it, StatusReport.class));
  }

  // --- keeping

  @Override
  public void takeNote(Path file) throws IOException {
    KeepingOrder order = KeepingOrder.of(List.of(file));
    Optional<Reply> reply = ordered("take note", Optional.of(order), Optional.empty());
    if (reply.isPresent()) {
      var _ = result(reply.get());
    } else if (tenure.isPresent()) {
      var _ =
          tenure
              .get()
              .whileHeld(
                  archive -> {
                    new Keeping(archive).takeNote(order);
                    return order;
                  });
    }
  }

  @Override
  public KeepingReport delete(KeepingOrder order, String by) throws IOException {
    return done("delete", Optional.of(order), by, it -> it.delete(order, by, _ -> {}));
  }

  @Override
  public KeepingReport restore(KeepingOrder order, String by) throws IOException {
    return done("restore", Optional.of(order), by, it -> it.restore(order, by, _ -> {}));
  }

  @Override
  public KeepingReport emptyTrash(String by) throws IOException {
    return done("empty trash", Optional.empty(), by, it -> it.empty(by, _ -> {}));
  }

  private interface Work {
    KeepingReport by(Keeping keeping) throws IOException;
  }

  private KeepingReport done(String command, Optional<KeepingOrder> order, String by, Work work)
      throws IOException {
    Optional<Reply> reply = ordered(command, order, Optional.of(by));
    return reply.isPresent()
        ? ControlMessage.JSON.treeToValue(result(reply.get()), KeepingReport.class)
        : here(work);
  }

  /** What the recorder answers; nothing where none runs. */
  private Optional<Reply> ordered(String command, Optional<KeepingOrder> order, Optional<String> by)
      throws IOException {
    Optional<JsonNode> content = order.map(ControlMessage.JSON::valueToTree);
    return ControlClient.ask(
        settings.stateDirectory(), new Request(command, Optional.empty(), content, by), _ -> {});
  }

  private static JsonNode result(Reply reply) throws IOException {
    return reply
        .result()
        .orElseThrow(() -> new IOException(reply.error().orElse("The recorder gave no answer")));
  }

  private KeepingReport here(Work work) throws IOException {
    Optional<KeepingReport> report =
        tenure.isPresent()
            ? tenure.get().whileHeld(archive -> work.by(new Keeping(archive)))
            : Optional.empty();
    return report.orElseThrow(
        () ->
            new IOException(
                "No recorder answers, and the archive is not held here: another program has it,"
                    + " or it cannot be written"));
  }

  // --- measuring

  @Override
  public boolean measure(StoredSegment segment) {
    return isMeasured(segment, Optional.empty());
  }

  @Override
  public boolean summarise(StoredSegment segment, SummarySettings settings) {
    return isMeasured(segment, Optional.of(settings));
  }

  private boolean isMeasured(StoredSegment segment, Optional<SummarySettings> summary) {
    Instant end = segment.content().isPresent() ? segment.knownEnd() : Instant.now();
    SpanOption.Span span =
        new SpanOption.Span(
            segment.start(), end.isAfter(segment.start()) ? end : segment.start().plusNanos(1));
    Request request =
        new Request(
            "measure",
            Optional.of(segment.source()),
            Optional.of(ControlMessage.JSON.valueToTree(MeasureOrder.of(span, summary))));
    return asked(request).isPresent();
  }

  @Override
  public JobReport jobs() {
    return asked(new Request("jobs", Optional.empty()))
        .map(it -> ControlMessage.JSON.treeToValue(it, JobReport.class))
        .orElse(JobReport.NONE);
  }

  @Override
  public boolean cancelJob(long id) {
    Optional<JsonNode> job = Optional.of(ControlMessage.JSON.valueToTree(id));
    return asked(new Request("cancel job", Optional.empty(), job)).isPresent();
  }

  @Override
  public List<LiveLevels> levels() {
    return asked(new Request("levels", Optional.empty()))
        .map(it -> List.of(ControlMessage.JSON.treeToValue(it, LiveLevels[].class)))
        .orElse(List.of());
  }

  /** What the recorder answers; nothing where none runs, or it does not do that. */
  private Optional<JsonNode> asked(Request request) {
    try {
      return ControlClient.ask(settings.stateDirectory(), request, _ -> {}).flatMap(Reply::result);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The recorder does not say its {0}: {1}", request.command(), e);
      return Optional.empty();
    }
  }

  @Override
  public StationService station() {
    return station;
  }

  @Override
  public StudioService studio() {
    return new WebStudio(settings.stateDirectory());
  }

  @Override
  public OnAirService onAir() {
    return new WebOnAir(new WebStudio(settings.stateDirectory()));
  }

  @Override
  public WorkerProcess worker() {
    return WorkerPlace.worker(settings);
  }

  @Override
  public WorkerProcess lastWorker() {
    return WorkerPlace.lastWorker(settings);
  }

  @Override
  public void close() {
    catalogue.close();
  }
}
