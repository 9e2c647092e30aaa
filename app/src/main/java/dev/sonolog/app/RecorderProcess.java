package dev.sonolog.app;

import dev.sonolog.analysis.MeasuringQueue;
import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.alerts.Alerts;
import dev.sonolog.app.alerts.Sender;
import dev.sonolog.app.alerts.StreamHearing;
import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationChange;
import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.app.config.Problem;
import dev.sonolog.app.levels.LevelFeed;
import dev.sonolog.app.levels.LevelFeeds;
import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Gap;
import dev.sonolog.archive.RecoveredArchive;
import dev.sonolog.archive.RecoveredFile;
import dev.sonolog.archive.keeping.Keeping;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.SegmentTags.GapNote;
import dev.sonolog.recording.CutOutcome;
import dev.sonolog.recording.Sources;
import dev.sonolog.server.service.JobReport;
import dev.sonolog.server.service.StatusReport;
import dev.sonolog.studio.ArchivedTakes;
import dev.sonolog.studio.Studio;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A recorder from start to stop. Start: lock and catalogue, repair of what a crash left, control
 * socket, sources. Stop, within {@link #STOP_DEADLINE}: sources, status files, control socket,
 * archive. The main thread starts it and waits; signals and callers of the control socket come on
 * threads of their own.
 */
final class RecorderProcess {
  private static final Logger LOG = System.getLogger(RecorderProcess.class.getName());

  /** All segments are sealed within this time, however many sources there are. */
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

  /**
   * What of it the sources may take to seal; the rest is for storage that hangs, and the catalogue.
   */
  private static final Duration SOURCES_DEADLINE = Duration.ofSeconds(15);

  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(2);

  /** How often files that others added, moved or deleted are looked for, besides at a reload. */
  private static final Duration COMPARISON_INTERVAL = Duration.ofDays(1);

  /** So much later than it is asked for several sources are cut at one sample. */
  private static final Duration ALL_BEFORE = Duration.ofMillis(250);

  /** How long a caller waits for what it wished before it is told that it takes longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Path configurationFile;
  private final Instant since = Instant.now();
  private final Archive archive;
  private final OutputFolders folders;
  private final ArchiveSettings archiveSettings;
  private final LevelFeeds levels = new LevelFeeds();
  private final LevelTriggers triggers = new LevelTriggers(levels);
  private final Connections connections;
  private final Analysis analysis;
  private final Sources sources;
  private final List<IsrStatusFile> statusFiles;
  private final Alerts alerts;
  private final OnAirDesk onAir;
  private final CurrentWords words;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Optional<Studio> studio = Optional.empty();
  private volatile Configuration configuration;
  private volatile boolean allSealed;

  private RecorderProcess(
      Path configurationFile,
      Configuration configuration,
      OutputFolders folders,
      ArchiveSettings archiveSettings,
      Archive archive) {
    this.configurationFile = configurationFile;
    this.configuration = configuration;
    this.folders = folders;
    this.archiveSettings = archiveSettings;
    this.archive = archive;
    this.connections = new Connections(TimeSource.system(), levels);
    this.analysis = new Analysis(archiveSettings, archive.catalogue());
    this.onAir = new OnAirDesk(archiveSettings.stateDirectory().resolve("libretime"));
    this.words = new CurrentWords(onAir);
    this.sources =
        new Sources(
            archive,
            TimeSource.system(),
            connections,
            analysis::tap,
            words::at,
            RandomGenerator.of("L64X128MixRandom"));
    this.statusFiles =
        Archives.outermost(archiveSettings).stream().map(IsrStatusFile::new).toList();
    this.alerts =
        new Alerts(
            sources::status,
            source -> levels.find(source).flatMap(LevelFeed::quiet),
            new StreamHearing(archiveSettings, WorkerPlace.worker(archiveSettings)),
            Archives.outermost(archiveSettings),
            archiveSettings.stateDirectory(),
            Sender.ofThisComputer(Version.number()));
  }

  /**
   * Takes the archive; nothing is recorded until {@link #begin}.
   *
   * @throws dev.sonolog.archive.ArchiveLockedException if another recorder holds the archive
   */
  static RecorderProcess open(Path configurationFile, Configuration configuration)
      throws IOException {
    Logging.start(configuration.general().logLevel(), configuration.general().logFile());
    configuration.warnings().forEach(warning -> LOG.log(Level.WARNING, warning.toString()));
    OutputFolders folders = OutputFolders.make(configuration);
    folders
        .unusable()
        .forEach((folder, why) -> LOG.log(Level.ERROR, "{0} cannot be used: {1}", folder, why));
    ArchiveSettings settings = folders.of(Archives.settings(configuration));
    WebHandover.ask(settings.stateDirectory());
    Archive archive = Archive.open(settings, Version.userAgent());
    return new RecorderProcess(configurationFile, configuration, folders, settings, archive);
  }

  /** The archive that it holds. */
  ArchiveSettings archiveSettings() {
    return archiveSettings;
  }

  /** Gives up before it began. */
  void abandon() {
    analysis.close();
    boolean closed = archive.close(STOP_DEADLINE);
    connections.close();
    LOG.log(Level.DEBUG, "Nothing was recorded: {0}", closed);
    Logging.stop();
  }

  /** Finishes what a crash left, and begins to record. */
  void begin() throws IOException, InterruptedException {
    logRecovered(archive.recover(_ -> {}));
    studio = Optional.of(openStudio());
    Optional<ControlServer> control = startControl();
    analysis.apply(configuration.analysed());
    sources.apply(folders.sources(configuration.sources()), this::openGap);
    applyToStudio(configuration);
    studio().begin();
    archive.watch();
    analysis.begin();
    archive.retention().apply(configuration.retention());
    alerts.apply(configuration.alerts());
    alerts.begin();
    onAir.begin(studio(), shows());
    onAir.apply(configuration.libretime());
    LOG.log(
        Level.INFO,
        "Sonolog {0} records {1} sources into {2}",
        Version.number(),
        configuration.sources().size(),
        configuration.general().outputDirectory());
    Thread.ofPlatform().daemon().name("status files").start(this::keepStatusFiles);
    Thread.ofPlatform().name("recorder").start(() -> stopWhenAsked(control));
  }

  private Studio openStudio() {
    return Studio.open(
        archiveSettings.stateDirectory().resolve("studio"),
        new RecorderStudio(sources, this::configuration, words),
        new ArchivedTakes(archive),
        TimeSource.system());
  }

  private void applyToStudio(Configuration wanted) {
    studio().apply(wanted.schedules());
    studio().trigger(wanted.triggers());
    triggers.apply(wanted.triggers().keySet(), studio());
  }

  /** Where shows are recorded, and what of. */
  private ShowRecording.Place shows() {
    return new ShowRecording.Place(
        archiveSettings.stateDirectory().resolve("libretime"),
        named -> named.or(() -> configuration.sourceOfShows()),
        new TakeExport(archiveSettings, archive.view(), configuration::zone),
        Instant::now);
  }

  private Studio studio() {
    return studio.orElseThrow();
  }

  /** Recording does not depend on it. */
  private Optional<ControlServer> startControl() {
    UnixDomainSocketAddress address = ControlAddress.of(archiveSettings.stateDirectory());
    try {
      return Optional.of(ControlServer.start(address, this::handle));
    } catch (IOException e) {
      LOG.log(
          Level.ERROR,
          "No control socket at {0}: status, reload and cut are not available: {1}",
          address,
          e.toString());
      return Optional.empty();
    }
  }

  /** Where it is configured. */
  Path configurationFile() {
    return configurationFile;
  }

  /** What it does now. */
  Configuration configuration() {
    return configuration;
  }

  /** Asks for the end; it comes in order and soon. */
  void requestStop() {
    stopping.countDown();
  }

  /** Asks for the end after a while. */
  void requestStopAfter(Duration duration) {
    Thread.ofVirtual()
        .name("timer")
        .start(
            () -> {
              try {
                boolean earlier = stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS);
                LOG.log(Level.DEBUG, earlier ? "Stopped before its time" : "The time is over");
                requestStop();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /**
   * Waits until everything has ended.
   *
   * @return whether all files are sealed
   */
  boolean awaitStop() throws InterruptedException {
    stopped.await();
    Logging.stop();
    return allSealed;
  }

  /** Reads the configuration again; what came of it goes to the log. */
  void reloadAndLog() {
    try {
      LOG.log(Level.INFO, reload());
    } catch (ConfigurationException e) {
      LOG.log(Level.ERROR, "The configuration was not changed:\n{0}", listed(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // --- while it runs

  /** On a thread of its own, for a disk that hangs must not keep the recorder from stopping. */
  private void keepStatusFiles() {
    long compared = System.nanoTime();
    try {
      do {
        writeStatusFiles();
        if (System.nanoTime() - compared >= COMPARISON_INTERVAL.toNanos()) {
          compared = System.nanoTime();
          archive.reconcileSoon();
        }
      } while (!stopping.await(STATUS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopWhenAsked(Optional<ControlServer> control) {
    try {
      stopping.await();
      stop(control);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  private void writeStatusFiles() {
    List<Path> active =
        sources.status().stream()
            .flatMap(source -> source.progress().stream())
            .map(progress -> progress.file())
            .toList();
    statusFiles.forEach(file -> file.write(active));
  }

  private void stop(Optional<ControlServer> control) {
    long end = System.nanoTime() + STOP_DEADLINE.toNanos();
    LOG.log(Level.INFO, "Stopping: sealing what is being recorded");
    onAir.close();
    triggers.close();
    studio.ifPresent(Studio::close);
    alerts.close();
    analysis.close();
    boolean allEnded = stopSources();
    Thread tidying = Thread.ofPlatform().daemon().name("tidying up").start(() -> tidyUp(control));
    boolean allStored = archive.close(Duration.ofNanos(end - System.nanoTime()));
    connections.close();
    awaitBriefly(tidying);
    allSealed = allEnded && allStored;
    LOG.log(
        allSealed ? Level.INFO : Level.ERROR,
        allSealed
            ? "Stopped; all files are sealed"
            : "Stopped; the storage did not answer in time: .part files are repaired at the next"
                + " start");
  }

  private void tidyUp(Optional<ControlServer> control) {
    statusFiles.forEach(IsrStatusFile::remove);
    control.ifPresent(ControlServer::closeQuietly);
  }

  private static void awaitBriefly(Thread thread) {
    try {
      boolean ended = thread.join(Duration.ofSeconds(1));
      LOG.log(Level.DEBUG, ended ? "Tidied up" : "Tidying up hangs, and is left behind");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean stopSources() {
    try {
      return sources.stop(SOURCES_DEADLINE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // --- control

  private Reply handle(Request request, String caller, Consumer<Reply> meanwhile) {
    try {
      return switch (request.command()) {
        case "status" -> Reply.of(status());
        case "reload" -> Reply.of(reload());
        case "cut" -> cut(request.source().orElse(""), meanwhile);
        case "take start", "take stop", "take cut", "take mark" ->
            new TakeRequest(studio(), request.by().orElse(caller), PATIENCE, meanwhile)
                .answer(request);
        case "studio events" -> new StudioStream(stopping).send(studio(), meanwhile);
        case "station events" -> new OnAirStream(stopping).send(onAir, meanwhile);
        case "studio meters" -> new MetersStream(levels, stopping).send(meanwhile);
        case "levels" -> Reply.of(StatusReporter.live(levels));
        case "meter" -> new LevelStream(levels, stopping).send(request, meanwhile);
        case "meter reset" -> new LevelStream(levels, stopping).reset(request);
        case "measure", "jobs", "cancel job" -> measuring(request, meanwhile);
        case RetryCall.COMMAND -> retry(request);
        case "take note", "delete", "restore", "empty trash", "retention" ->
            new KeepingRequest(new Keeping(archive), request.by().orElse(caller), meanwhile)
                .answer(request);
        default -> byFirstWord(request, request.by().orElse(caller));
      };
    } catch (ConfigurationException e) {
      return Reply.failed("Nothing was changed:\n" + listed(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.failed("Interrupted");
    }
  }

  private Reply byFirstWord(Request request, String caller) throws InterruptedException {
    return switch (request.command().split(" ", 2)[0]) {
      case StudioRequest.COMMAND -> new StudioRequest(studio(), caller).answer(request);
      case OnAirRequest.COMMAND -> new OnAirRequest(onAir, studio(), caller).answer(request);
      default -> Reply.failed("This recorder does not know the command " + request.command());
    };
  }

  private StatusReport status() {
    return StatusReporter.live(
        new StatusReport.Recorder(
            ProcessHandle.current().pid(), since.toString(), Version.number()),
        sources.status(),
        levels,
        analysis::lag,
        archive.view(),
        Archives.outermost(archiveSettings),
        StatusReporter.forecasts(archiveSettings, configuration.retention(), Instant.now()),
        Instant.now(),
        archive.catalogue().lost());
  }

  private synchronized String reload() throws ConfigurationException, InterruptedException {
    Configuration wanted = Configuration.load(configurationFile);
    ConfigurationChange change = ConfigurationChange.between(configuration, wanted);
    if (!wanted.outputDirectories().stream().allMatch(folders::isKnown)) {
      throw new ConfigurationException(
          List.of(
              new Problem(
                  configurationFile,
                  OptionalInt.empty(),
                  Optional.of("output_directory"),
                  "a folder that this recorder does not hold yet needs a restart",
                  Problem.Severity.ERROR)));
    }
    change.logLevel().ifPresent(Logging::level);
    sources.apply(folders.sources(wanted.sources()), this::openGap);
    configuration = wanted;
    applyToStudio(wanted);
    analysis.apply(wanted.analysed());
    archive.retention().apply(wanted.retention());
    alerts.apply(wanted.alerts());
    onAir.apply(wanted.libretime());
    archive.reconcileSoon();
    return "Reloaded %s: %d sources unchanged, %d changed, %d added, %d removed%s%s"
        .formatted(
            configurationFile,
            change.unchanged().size(),
            change.changed().size(),
            change.added().size(),
            change.removed().size(),
            change.restart().isEmpty()
                ? ""
                : "; after a restart only: " + String.join(", ", change.restart()),
            wanted.warnings().stream()
                .map(warning -> "\n" + warning)
                .collect(Collectors.joining()));
  }

  /** What was split is cut at one sample: an instant that none of its channels has passed. */
  private Reply cut(String name, Consumer<Reply> meanwhile) throws InterruptedException {
    List<String> known = configuration.sourcesCalled(name);
    List<String> called = known.isEmpty() ? List.of(name) : known;
    Instant at = called.size() == 1 ? Instant.now() : Instant.now().plus(ALL_BEFORE);
    Map<String, CompletableFuture<CutOutcome>> cuts = new LinkedHashMap<>();
    called.forEach(it -> cuts.put(it, sources.cut(it, at)));
    if (!areDoneSoon(cuts.values())) {
      meanwhile.accept(Reply.pending("No audio has come since; it is cut when some does"));
    }
    return CutReply.of(cuts);
  }

  private Reply measuring(Request request, Consumer<Reply> meanwhile) throws InterruptedException {
    Optional<MeasuringQueue> queue = analysis.queue();
    if (queue.isEmpty()) {
      return Reply.failed("Nothing is measured yet: the recorder is starting");
    }
    return switch (request.command()) {
      case "measure" -> new MeasureRequest(queue.get(), archive.view(), meanwhile).answer(request);
      case "jobs" -> Reply.of(JobReport.of(queue.get().jobs(), analysis.failures()));
      default -> cancel(queue.get(), request.content().map(JsonNode::asLong).orElse(0L));
    };
  }

  private Reply retry(Request request) {
    List<String> named =
        request.content().stream()
            .flatMap(content -> content.valueStream())
            .map(JsonNode::asString)
            .toList();
    try {
      return Reply.of(analysis.retry(named));
    } catch (IOException e) {
      return Reply.failed(String.valueOf(e.getMessage()));
    }
  }

  private static Reply cancel(MeasuringQueue queue, long job) {
    return queue.cancel(job)
        ? Reply.of("Job " + job + " is cancelled")
        : Reply.failed("There is no job " + job + "; it may be done already");
  }

  private static boolean areDoneSoon(Collection<? extends CompletableFuture<?>> wishes)
      throws InterruptedException {
    try {
      CompletableFuture.allOf(wishes.toArray(CompletableFuture[]::new))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  // --- helpers

  private Optional<GapNote> openGap(String source) {
    try {
      archive.catalogue().flush(Duration.ofSeconds(5));
      return archive.view().openGap(source).map(RecorderProcess::note);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0}: its last gap is not known: {1}", source, e.getMessage());
      return Optional.empty();
    }
  }

  private static GapNote note(Gap gap) {
    return new GapNote(gap.from().atOffset(ZoneOffset.UTC), gap.cause().word(), gap.tries());
  }

  private static void logRecovered(RecoveredArchive recovered) {
    for (RecoveredFile file : recovered.files()) {
      switch (file) {
        case RecoveredFile.Sealed sealed ->
            LOG.log(
                Level.WARNING, "{0}: repaired after a crash: {1}", sealed.source(), sealed.file());
        case RecoveredFile.Nameless nameless ->
            LOG.log(Level.WARNING, "Repaired, of an unknown source: {0}", nameless.file());
        case RecoveredFile.Empty empty ->
            LOG.log(Level.INFO, "Removed, for nothing was stored in it: {0}", empty.part());
        case RecoveredFile.Unreadable unreadable ->
            LOG.log(
                Level.ERROR,
                "Holds nothing that plays, kept: {0}: {1}",
                unreadable.file(),
                unreadable.reason());
        case RecoveredFile.Failed failed ->
            LOG.log(Level.ERROR, "Could not be repaired: {0}: {1}", failed.part(), failed.reason());
      }
    }
    for (Gap gap : recovered.gaps()) {
      LOG.log(
          Level.INFO, "{0}: missing since {1}: {2}", gap.source(), gap.from(), gap.cause().word());
    }
  }

  private static String listed(ConfigurationException e) {
    return e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }
}
