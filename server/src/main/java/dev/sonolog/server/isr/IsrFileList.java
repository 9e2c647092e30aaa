package dev.sonolog.server.isr;

import dev.sonolog.archive.AnalysisNotes;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.measure.DecimalRounding;
import dev.sonolog.server.service.ArchiveService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list of ISR's {@code /api/files}: all recordings, the one that was modified last first. What
 * is finished is kept as text as long as the catalogue says the same, for clients ask every few
 * seconds; only what is being written is looked at each time. Platform threads, one at a time.
 */
final class IsrFileList {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Comparator<Row> NEWEST_FIRST =
      Comparator.comparingDouble((Row row) -> -row.mtime).thenComparing(row -> row.name);
  private static final double NANOS = 1e9;
  private static final byte[] SEPARATOR = {',', ' '};

  private final ArchiveService archive;
  private final IsrFiles files;
  private final Function<SegmentKey, Optional<AnalysisNotes.Note>> analysed;
  private final LongSupplier noteChanges;
  private @Nullable Kept kept;

  /** A line of the list. */
  private record Row(
      double mtime,
      String name,
      String head,
      Optional<Double> duration,
      Optional<StoredSegment> segment,
      boolean active) {}

  /**
   * What is finished.
   *
   * @param text of all rows, one behind the other
   * @param first row of them
   */
  @SuppressWarnings("ArrayRecordComponent") // kept here, and never compared
  private record Finished(byte[] text, Optional<Row> first) {}

  /**
   * The finished rows, and of what they were made.
   *
   * @param stamp of the catalogue's files
   * @param notes how often a note changed
   */
  private record Kept(
      Optional<String> stamp,
      Recordings.Signature signature,
      long notes,
      SoftReference<Finished> finished) {}

  /**
   * @param analysed with what a recording was analysed last
   * @param noteChanges how often that changed
   */
  IsrFileList(
      ArchiveService archive,
      IsrFiles files,
      Function<SegmentKey, Optional<AnalysisNotes.Note>> analysed,
      LongSupplier noteChanges) {
    this.archive = archive;
    this.files = files;
    this.analysed = analysed;
    this.noteChanges = noteChanges;
  }

  /** The list as JSON. */
  synchronized byte[] json() throws IOException {
    Set<Path> elsewhere = files.status().active();
    return archive.recordings().isPresent()
        ? archive.view().together(view -> json(new Recordings(view), elsewhere))
        : text(unknown(elsewhere, Optional.empty()), Set.of());
  }

  private byte[] json(Recordings recordings, Set<Path> elsewhere) throws IOException {
    List<Row> active = new ArrayList<>(unknown(elsewhere, Optional.of(recordings)));
    for (Recording recording : recordings.active()) {
      row(recording, true).ifPresent(active::add);
    }
    Set<String> names = new HashSet<>();
    elsewhere.forEach(file -> files.name(file).ifPresent(names::add));
    return names.isEmpty() ? withKept(active, recordings) : merged(active, recordings, names);
  }

  /** What is being written was modified last, as a rule. */
  private byte[] withKept(List<Row> active, Recordings recordings) throws IOException {
    Finished finished = finished(recordings);
    active.sort(NEWEST_FIRST);
    Row last = active.isEmpty() ? null : active.getLast();
    if (last != null
        && finished.first().filter(it -> NEWEST_FIRST.compare(last, it) > 0).isPresent()) {
      return merged(active, recordings, Set.of());
    }
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(finished.text().length + 512 * active.size() + 2);
    out.write('[');
    active.forEach(row -> write(out, row, Set.of()));
    if (!active.isEmpty() && finished.text().length > 0) {
      out.writeBytes(SEPARATOR);
    }
    out.writeBytes(finished.text());
    out.write(']');
    return out.toByteArray();
  }

  private byte[] merged(List<Row> active, Recordings recordings, Set<String> elsewhere)
      throws IOException {
    List<Row> all = rows(recordings);
    all.addAll(active);
    return text(all, elsewhere);
  }

  private byte[] text(List<Row> all, Set<String> elsewhere) {
    all.sort(NEWEST_FIRST);
    ByteArrayOutputStream out = new ByteArrayOutputStream(512 + 256 * all.size());
    out.write('[');
    all.forEach(row -> write(out, row, elsewhere));
    out.write(']');
    return out.toByteArray();
  }

  /** What is being written, by name. */
  List<String> activeNames() throws IOException {
    Set<Path> active = new HashSet<>(files.status().active());
    Optional<Recordings> recordings = archive.recordings();
    if (recordings.isPresent()) {
      recordings.get().active().forEach(it -> active.add(it.segment().file()));
    }
    return active.stream().flatMap(file -> files.name(file).stream()).sorted().toList();
  }

  private Finished finished(Recordings recordings) throws IOException {
    Optional<String> stamp = stamp();
    long notes = noteChanges.getAsLong();
    Kept before = kept;
    Finished finished = before == null || before.notes() != notes ? null : before.finished().get();
    if (before != null && finished != null && stamp.isPresent() && stamp.equals(before.stamp())) {
      return finished;
    }
    Recordings.Signature signature = recordings.signature();
    if (before == null || finished == null || !signature.equals(before.signature())) {
      finished = made(rows(recordings));
    }
    kept = new Kept(stamp, signature, notes, new SoftReference<>(finished));
    return finished;
  }

  /** Changes whenever something is written into the catalogue. */
  private Optional<String> stamp() {
    StringBuilder stamp = new StringBuilder();
    Path catalogue = archive.settings().catalogueFile();
    for (String suffix : List.of("", "-wal")) {
      try {
        BasicFileAttributes seen =
            Files.readAttributes(
                catalogue.resolveSibling(catalogue.getFileName() + suffix),
                BasicFileAttributes.class);
        stamp.append(seen.fileKey()).append(seen.size()).append(seen.lastModifiedTime());
      } catch (IOException _) {
        return Optional.empty();
      }
    }
    return Optional.of(stamp.toString());
  }

  private Finished made(List<Row> rows) {
    rows.sort(NEWEST_FIRST);
    ByteArrayOutputStream out = new ByteArrayOutputStream(512 + 256 * rows.size());
    rows.forEach(row -> write(out, row, Set.of()));
    return new Finished(out.toByteArray(), rows.stream().findFirst());
  }

  private List<Row> rows(Recordings recordings) throws IOException {
    List<Row> rows = new ArrayList<>();
    recordings.forEach(
        recording -> {
          if (recording.segment().state() == SegmentState.SEALED) {
            row(recording, false).ifPresent(rows::add);
          }
        });
    return rows;
  }

  /** What another program writes, and the archive does not know yet. */
  private List<Row> unknown(Set<Path> active, Optional<Recordings> recordings) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path file : active) {
      boolean known = recordings.isPresent() && recordings.get().present(file).isPresent();
      if (IsrFiles.isListed(file) && !known) {
        row(file, file, Optional.empty(), true, Optional.empty()).ifPresent(rows::add);
      }
    }
    return rows;
  }

  private Optional<Row> row(Recording recording, boolean active) {
    StoredSegment segment = recording.segment();
    if (!IsrFiles.isListed(segment.file())) {
      return Optional.empty();
    }
    Optional<Double> duration = active ? Optional.empty() : duration(recording);
    return row(segment.file(), segment.place(), Optional.of(segment), active, duration);
  }

  private Optional<Row> row(
      Path file,
      Path place,
      Optional<StoredSegment> segment,
      boolean active,
      Optional<Double> duration) {
    Optional<String> name = files.name(file);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes seen = Files.readAttributes(place, BasicFileAttributes.class);
      Instant modified = seen.lastModifiedTime().toInstant();
      double mtime = modified.getEpochSecond() + modified.getNano() / NANOS;
      String head =
          "{\"name\": "
              + JSON.writeValueAsString(name.get())
              + ", \"size\": "
              + seen.size()
              + ", \"mtime\": "
              + new BigDecimal(Double.toString(mtime)).toPlainString()
              + ", \"date\": \""
              + date(file, modified)
              + "\", ";
      return Optional.of(new Row(mtime, name.get(), head, duration, segment, active));
    } catch (NoSuchFileException _) {
      return Optional.empty(); // the catalogue will notice
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String number(double value) {
    return JSON.writeValueAsString(value);
  }

  private static String date(Path file, Instant modified) {
    LocalDateTime time =
        IsrClock.start(file.getFileName().toString())
            .orElseGet(() -> LocalDateTime.ofInstant(modified, ZoneId.systemDefault()));
    return IsrClock.shown(time);
  }

  /** As ISR knows it: WAV as its head says, of MP3 and AAC nothing, else two decimals. */
  private static Optional<Double> duration(Recording recording) {
    long samples = recording.segment().content().map(StoredSegment.Content::samples).orElse(0L);
    double seconds = (double) samples / recording.format().rate().hertz();
    return switch (recording.format().codec()) {
      case PCM -> Optional.of(seconds);
      case VORBIS, OPUS, FLAC, OGG_FLAC -> Optional.of(DecimalRounding.round(seconds, 2));
      case MPEG_LAYER_2, MPEG_LAYER_3, AAC -> Optional.empty();
    };
  }

  // --- the text

  private void write(ByteArrayOutputStream out, Row row, Set<String> elsewhere) {
    if (out.size() > 1) {
      out.writeBytes(SEPARATOR);
    }
    boolean recording = row.active() || elsewhere.contains(row.name());
    String text =
        row.head()
            + "\"duration\": "
            + row.duration().filter(_ -> !recording).map(String::valueOf).orElse("null")
            + ", \"ext\": \""
            + IsrFiles.extension(row.name())
            + "\", \"recording\": "
            + recording
            + ", \"cached_analysis\": "
            + (recording ? "null" : note(row))
            + "}";
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private String note(Row row) {
    return row.segment()
        .flatMap(
            segment ->
                analysed
                    .apply(segment.key())
                    .filter(it -> AnalysisNotes.content(segment).equals(Optional.of(it.content()))))
        .map(
            it ->
                "{\"margin\": %s, \"min_gap\": %s, \"min_duration\": %s}"
                    .formatted(number(it.margin()), number(it.minGap()), number(it.minDuration())))
        .orElse("null");
  }
}
