package dev.sonolog.archive.excerpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueEntry;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SealedFile;
import dev.sonolog.archive.SealedSegment;
import dev.sonolog.archive.SegmentFile;
import dev.sonolog.archive.StartOrigin;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** Records elements into an archive as a recorder does: the same muxers, the same facts. */
final class Recording implements AutoCloseable {
  static final String SOURCE = "studio";
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r-----");

  private final Path root;
  private final ArchiveSettings settings;
  private final Archive archive;
  private int files;

  /**
   * A run that was recorded.
   *
   * @param reference the same packets in one file that was never cut
   * @param segments where each segment lies
   */
  record Run(
      Instant start,
      Instant end,
      SampleRate rate,
      long samples,
      Path reference,
      List<Path> segments) {
    Instant at(long sample) {
      return start.plus(rate.duration(sample));
    }
  }

  Recording(Path root) throws IOException {
    this.root = root;
    this.settings =
        new ArchiveSettings(
            Set.of(root),
            ArchiveSettings.defaultStateDirectory(root),
            java.util.Arrays.stream(Material.values()).map(Material::container).distinct().toList(),
            Duration.ofHours(1));
    this.archive = Archive.open(settings, "test");
  }

  ArchiveSettings settings() {
    return settings;
  }

  Archive archive() {
    return archive;
  }

  void gap(Instant from, Instant to, GapCause cause, String detail) {
    archive.catalogue().tell(new CatalogueEntry.GapFound(SOURCE, from, to, cause, 3, detail));
  }

  void stored() {
    if (!archive.catalogue().flush(DEADLINE)) {
      throw new AssertionError("The catalogue does not store what it was told");
    }
  }

  /**
   * Records a run.
   *
   * @param name its identity, and the beginning of its files' names
   * @param seconds how long each segment is, about
   * @param separateLinks whether each link of a chain gets a file of its own
   */
  Run run(
      String name,
      Instant start,
      Material material,
      List<StreamElement> elements,
      double seconds,
      boolean separateLinks)
      throws Exception {
    return live(name, start, material, seconds, separateLinks).record(elements);
  }

  /**
   * Tells of a file of another program that lies in the archive.
   *
   * @param name the identity of the run that it is
   */
  Run other(String name, Instant start, Path file, Container container) throws IOException {
    InspectedSegment content;
    try (FileChannel open = FileChannel.open(file)) {
      content = container.inspect(open);
    }
    archive
        .catalogue()
        .tell(
            new CatalogueEntry.OtherFound(
                name,
                SOURCE,
                content.format(),
                file,
                start,
                StartOrigin.NAME,
                content.samples(),
                false,
                Files.size(file),
                Files.getLastModifiedTime(file).toInstant()));
    stored();
    SampleRate rate = content.format().rate();
    Instant end = start.plus(rate.duration(content.samples()));
    return new Run(start, end, rate, content.samples(), file, List.of(file));
  }

  /** Begins a run that is recorded bit by bit. */
  Running live(
      String name, Instant start, Material material, double seconds, boolean separateLinks) {
    return new Running(name, start, material, seconds, separateLinks);
  }

  @Override
  public void close() {
    archive.close(DEADLINE);
  }

  /** A recorder at work. */
  @NullUnmarked // a script: what is null is not asked for yet
  final class Running {
    private final String name;
    private final Instant start;
    private final Material material;
    private final Container container;
    private final double seconds;
    private final boolean separateLinks;
    private final List<Path> segments = new ArrayList<>();
    private final Memory whole = new Memory();
    private SampleRate rate = new SampleRate(1);
    private SegmentFile file;
    private SegmentMuxer muxer;
    private SegmentMuxer uncut;
    private long position;
    private long first;
    private int number;

    /** A chain of a container that knows none has no reference. */
    private boolean chained;

    Running(String name, Instant start, Material material, double seconds, boolean separateLinks) {
      this.name = name;
      this.start = start;
      this.material = material;
      this.container = material.container();
      this.seconds = seconds;
      this.separateLinks = separateLinks;
    }

    Run record(List<StreamElement> elements) throws Exception {
      add(elements);
      return end();
    }

    /** The samples that were recorded so far. */
    long position() {
      return position;
    }

    /** Brings what was recorded so far to where a reader finds it. */
    void store() throws IOException {
      file.flush();
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (file.safeLength() < file.length()) {
        assertThat(System.nanoTime()).as("the volume stores it in time").isLessThan(deadline);
        Thread.onSpinWait();
      }
      stored();
    }

    void add(List<StreamElement> elements) throws Exception {
      for (StreamElement element : elements) {
        if (element instanceof TrackHeader header) {
          header(header);
        } else if (element instanceof Packet packet) {
          packet(packet);
        }
      }
    }

    Run end() throws Exception {
      seal();
      if (!chained) {
        uncut.seal(tags(0, 0), List.of());
      }
      Instant end = start.plus(rate.duration(position));
      archive
          .catalogue()
          .tell(new CatalogueEntry.RunEnded(name, end, Optional.empty(), GapCause.CONNECTION_LOST));
      Path reference = root.resolveSibling(name + "-reference" + material.extension());
      Files.write(reference, whole.bytes());
      return new Run(start, end, rate, position, reference, segments);
    }

    private void header(TrackHeader header) throws Exception {
      if (muxer == null) {
        rate = header.format().rate();
        muxer = container.muxer(header);
        uncut = separateLinks ? container.splicer(header) : container.muxer(header);
        archive
            .catalogue()
            .tell(
                new CatalogueEntry.RunStarted(
                    name, SOURCE, header.format(), Optional.of("Radio"), "", start));
      } else if (separateLinks) {
        seal();
        muxer = container.muxer(header);
        if (uncut.chains()) {
          uncut.link(header);
        } else {
          uncut = container.muxer(header);
          chained = true;
        }
      } else {
        muxer.link(header);
        uncut.link(header);
      }
    }

    private void packet(Packet packet) throws Exception {
      boolean full = position - first >= seconds * rate.hertz();
      if (file == null ? muxer.canBegin() : full) {
        if (file != null) {
          seal();
        }
        begin();
      }
      muxer.write(packet);
      uncut.write(packet);
      position += file == null ? 0 : packet.samples();
    }

    private SegmentTags tags(int index, long sample) {
      return new SegmentTags(
          SOURCE,
          Optional.of("Radio"),
          start.plus(rate.duration(sample)).atOffset(ZoneOffset.ofHours(1)),
          name,
          index,
          sample,
          Optional.empty());
    }

    private void begin() throws Exception {
      first = position;
      if (number == 0) {
        uncut.begin(tags(0, 0), whole);
      }
      file = archive.create(root, name + "-" + files++ + material.extension(), MODE);
      archive
          .catalogue()
          .tell(
              new CatalogueEntry.SegmentOpened(
                  name, number, file.file(), first, start.plus(rate.duration(first))));
      muxer.begin(tags(number, first), file);
    }

    private void seal() throws Exception {
      SegmentTags tags = tags(number, first);
      long samples = muxer.seal(tags, List.of());
      SealedFile sealed = file.seal().get(60, TimeUnit.SECONDS);
      archive
          .catalogue()
          .tell(
              new CatalogueEntry.SegmentSealed(
                  new SealedSegment(
                      name,
                      number,
                      sealed.file(),
                      first,
                      tags.start().toInstant(),
                      samples,
                      muxer.missingPreRoll(),
                      sealed.bytes(),
                      sealed.digest())));
      segments.add(sealed.file());
      file = null;
      number++;
    }
  }

  /** A file in memory. */
  private static final class Memory implements SegmentSink {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private byte[] head = {};

    @Override
    public void head(byte[] bytes) {
      head = bytes.clone();
    }

    @Override
    public void append(byte[] bytes, int offset, int length) {
      body.write(bytes, offset, length);
    }

    @Override
    public void updateHead(byte[] bytes) {
      head = bytes.clone();
    }

    @Override
    public void replaceHead(byte[] bytes) {
      head = bytes.clone();
    }

    byte[] bytes() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head);
      all.writeBytes(body.toByteArray());
      return all.toByteArray();
    }
  }
}
