package dev.sonolog.server;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueEntry;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.RetentionRules;
import dev.sonolog.archive.SealedFile;
import dev.sonolog.archive.SealedSegment;
import dev.sonolog.archive.SegmentFile;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.keeping.Keeping;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.wav.WavContainer;
import dev.sonolog.jobs.WorkerLimits;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.NullUnmarked;

/** A real archive with recordings in it that were made by the same muxers as a recorder's. */
public final class TestArchive implements ArchiveService, AutoCloseable {
  public static final String SOURCE = "studio";
  public static final Instant START = Instant.parse("2026-05-23T20:00:00Z");
  public static final SampleRate RATE = new SampleRate(8_000);

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r-----");

  private final Path root;
  private final ArchiveSettings settings;
  private final Archive archive;
  private int files;
  private volatile JobReport jobs = JobReport.NONE;
  private volatile Predicate<StoredSegment> summarising = _ -> false;
  private volatile List<LiveLevels> levels = List.of();
  private final AtomicInteger levelsAsked = new AtomicInteger();
  private volatile Optional<StatusReport> status = Optional.empty();
  private volatile StationService station = StationService.NONE;
  private volatile OnAirService onAir = OnAirService.NONE;
  private volatile StudioService studio = StudioService.NONE;
  private volatile RetentionRules retention = RetentionRules.NONE;

  public TestArchive(Path root) throws IOException {
    this.root = root;
    this.settings =
        new ArchiveSettings(
            Set.of(root),
            ArchiveSettings.defaultStateDirectory(root),
            List.of(new WavContainer(), new FlacContainer()),
            Duration.ofHours(1));
    this.archive = Archive.open(settings, "test");
  }

  /** Quiet noise, and from one second to another a loud one. */
  public static short[] signal(double seconds, double loudFrom, double loudTo, long seed) {
    Random random = new Random(seed);
    short[] samples = new short[(int) (seconds * RATE.hertz())];
    for (int i = 0; i < samples.length; i++) {
      double at = (double) i / RATE.hertz();
      int loudness = at >= loudFrom && at < loudTo ? 20_000 : 100;
      samples[i] = (short) (random.nextInt(2 * loudness) - loudness);
    }
    return samples;
  }

  public Running begin(String run, String source, Instant start, Codec codec) {
    return new Running(run, source, start, codec);
  }

  /** A finished recording for each piece, one behind the other. */
  public List<StoredSegment> record(
      String run, String source, Instant start, Codec codec, List<short[]> pieces)
      throws Exception {
    Running running = begin(run, source, start, codec);
    for (short[] piece : pieces) {
      running.open();
      running.write(piece);
      running.seal();
    }
    running.end();
    stored();
    return view().segmentsOf(run);
  }

  public void gap(Instant from, Instant to, GapCause cause) {
    archive.catalogue().tell(new CatalogueEntry.GapFound(SOURCE, from, to, cause, 1, ""));
    stored();
  }

  /** The station names a title; {@link #stored} waits for it. */
  public void title(String run, long sample, Instant at, String text) {
    archive.catalogue().tell(new CatalogueEntry.TitleSeen(run, sample, at, text));
  }

  public void stored() {
    if (!archive.catalogue().flush(DEADLINE)) {
      throw new AssertionError("The catalogue does not store what it was told");
    }
  }

  public void hasAStudio(StudioService other) {
    studio = other;
  }

  @Override
  public StudioService studio() {
    return studio;
  }

  public void hasAStation(OnAirService other) {
    onAir = other;
  }

  @Override
  public OnAirService onAir() {
    return onAir;
  }

  public void isConfiguredAs(StationService other) {
    station = other;
  }

  @Override
  public StationService station() {
    return station;
  }

  public void says(StatusReport report) {
    status = Optional.of(report);
  }

  /** What the recorder says of the source from now on. */
  public void isIn(String state, Optional<String> detail) {
    says(
        new StatusReport(
            Optional.of(new StatusReport.Recorder(1, START.toString(), "test")),
            List.of(
                new StatusReport.Source(
                    SOURCE,
                    state,
                    Optional.empty(),
                    detail,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())),
            List.of(),
            List.of(),
            Optional.empty()));
  }

  public void keeps(RetentionRules rules) {
    retention = rules;
  }

  /** A recorder at work. */
  @NullUnmarked // a script: what is null is not asked for yet
  public final class Running {
    private final String run;
    private final String source;
    private final Instant start;
    private final TrackHeader header;
    private final Container container;
    private SegmentFile file;
    private SegmentMuxer muxer;
    private long position;
    private long first;
    private int number;

    Running(String run, String source, Instant start, Codec codec) {
      this.run = run;
      this.source = source;
      this.start = start;
      this.header =
          new TrackHeader(new AudioFormat(codec, RATE, 1), new PcmSetup(SampleFormat.S16));
      this.container = codec == Codec.FLAC ? new FlacContainer() : new WavContainer();
      archive
          .catalogue()
          .tell(
              new CatalogueEntry.RunStarted(
                  run, source, header.format(), Optional.of("Radio"), "", start));
    }

    public void open() throws Exception {
      first = position;
      muxer = container.muxer(header);
      String name = source + "-" + files++ + "." + header.format().codec().extension();
      file = archive.create(root, name, MODE);
      archive
          .catalogue()
          .tell(new CatalogueEntry.SegmentOpened(run, number, file.file(), first, at(first)));
      muxer.begin(tags(), file);
    }

    private Instant at(long sample) {
      return start.plus(RATE.duration(sample));
    }

    private SegmentTags tags() {
      return new SegmentTags(
          source,
          Optional.of("Radio"),
          at(first).atOffset(ZoneOffset.UTC),
          run,
          number,
          first,
          Optional.empty());
    }

    public void write(short[] samples) throws Exception {
      byte[] bytes = bytes(samples);
      for (int from = 0; from < samples.length; from += 800) {
        int count = Math.min(800, samples.length - from);
        byte[] piece = java.util.Arrays.copyOfRange(bytes, 2 * from, 2 * (from + count));
        position += count;
        muxer.write(new PcmBlock(piece, count, 2 * position));
      }
    }

    /** Brings what was recorded so far to where a reader finds it. */
    public void store() throws IOException {
      file.flush();
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (file.safeLength() < file.length()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("The volume does not store it");
        }
        Thread.onSpinWait();
      }
      stored();
    }

    public void seal() throws Exception {
      long samples = muxer.seal(tags(), List.of());
      SealedFile sealed = file.seal().get(60, TimeUnit.SECONDS);
      archive
          .catalogue()
          .tell(
              new CatalogueEntry.SegmentSealed(
                  new SealedSegment(
                      run,
                      number,
                      sealed.file(),
                      first,
                      at(first),
                      samples,
                      muxer.missingPreRoll(),
                      sealed.bytes(),
                      sealed.digest())));
      number++;
      stored();
    }

    public void end() {
      archive
          .catalogue()
          .tell(
              new CatalogueEntry.RunEnded(
                  run, at(position), Optional.empty(), GapCause.CONNECTION_LOST));
      stored();
    }
  }

  public static byte[] bytes(short[] samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return bytes.array();
  }

  // --- the service

  @Override
  public ArchiveSettings settings() {
    return settings;
  }

  @Override
  public List<Path> roots() {
    return List.of(root);
  }

  @Override
  public CatalogueView view() {
    return archive.view();
  }

  @Override
  public ZoneId zone(String source) {
    return ZoneId.of("Europe/Berlin");
  }

  @Override
  public RetentionRules retention() {
    return retention;
  }

  @Override
  public Optional<StatusReport> status() {
    return status;
  }

  @Override
  public void takeNote(Path file) throws IOException {
    new Keeping(archive).takeNote(KeepingOrder.of(List.of(file)));
  }

  @Override
  public KeepingReport delete(KeepingOrder order, String by) throws IOException {
    return kept(new Keeping(archive).delete(order, by, _ -> {}));
  }

  @Override
  public KeepingReport restore(KeepingOrder order, String by) throws IOException {
    return kept(new Keeping(archive).restore(order, by, _ -> {}));
  }

  @Override
  public KeepingReport emptyTrash(String by) throws IOException {
    return kept(new Keeping(archive).empty(by, _ -> {}));
  }

  private KeepingReport kept(KeepingReport report) {
    stored();
    return report;
  }

  @Override
  public boolean measure(StoredSegment segment) {
    return false;
  }

  @Override
  public boolean summarise(StoredSegment segment, SummarySettings settings) {
    return summarising.test(segment);
  }

  /** What becomes of a recording that a recorder is to measure as a whole from now on. */
  public void summarises(Predicate<StoredSegment> work) {
    summarising = work;
  }

  /** What the recorder measures from now on. */
  public void measures(JobReport report) {
    jobs = report;
  }

  @Override
  public JobReport jobs() {
    return jobs;
  }

  @Override
  public boolean cancelJob(long id) {
    return jobs.jobs().stream().anyMatch(it -> it.id() == id);
  }

  /** What is heard from now on. */
  public void hears(List<LiveLevels> heard) {
    levels = heard;
  }

  /** How often somebody asked for levels. */
  public int levelsAsked() {
    return levelsAsked.get();
  }

  @Override
  public List<LiveLevels> levels() {
    levelsAsked.incrementAndGet();
    return levels;
  }

  @Override
  public WorkerProcess worker() {
    return new WorkerProcess(List.of("false"), WorkerLimits.usual());
  }

  @Override
  public WorkerProcess lastWorker() {
    return worker();
  }

  @Override
  public void close() {
    var _ = archive.close(DEADLINE);
  }
}
