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

  private final ArchiveService archive;
  private final IsrFiles files;
  private final Function<SegmentKey, Optional<AnalysisNotes.Note>> analysed;
  private @Nullable Kept kept;

  /** A line of the list. */
  private record Row(
      double mtime, String name, String head, Optional<StoredSegment> segment, boolean active) {}

  private record Kept(Recordings.Signature signature, SoftReference<List<Row>> rows) {}

  /**
   * @param analysed with what a recording was analysed last
   */
  IsrFileList(
      ArchiveService archive,
      IsrFiles files,
      Function<SegmentKey, Optional<AnalysisNotes.Note>> analysed) {
    this.archive = archive;
    this.files = files;
    this.analysed = analysed;
  }

  /** The list as JSON. */
  synchronized byte[] json() throws IOException {
    Recordings recordings = new Recordings(archive.view());
    Set<Path> elsewhere = files.status().active();
    List<Row> active = new ArrayList<>();
    for (Recording recording : recordings.active()) {
      row(recording, true).ifPresent(active::add);
    }
    List<Row> finished = finished(recordings);
    Set<String> known = new HashSet<>();
    elsewhere.forEach(file -> files.name(file).ifPresent(known::add));
    active.addAll(unknown(elsewhere, recordings));
    active.sort(NEWEST_FIRST);
    return text(active, finished, known);
  }

  /** What is being written, by name. */
  List<String> activeNames() throws IOException {
    Set<Path> active = new HashSet<>(files.status().active());
    new Recordings(archive.view()).active().forEach(it -> active.add(it.segment().file()));
    return active.stream().flatMap(file -> files.name(file).stream()).sorted().toList();
  }

  private List<Row> finished(Recordings recordings) throws IOException {
    Recordings.Signature signature = recordings.signature();
    Kept before = kept;
    List<Row> rows =
        before != null && before.signature().equals(signature) ? before.rows().get() : null;
    if (rows == null) {
      List<Row> fresh = new ArrayList<>((int) signature.count());
      recordings.forEach(
          recording -> {
            if (recording.segment().state() == SegmentState.SEALED) {
              row(recording, false).ifPresent(fresh::add);
            }
          });
      fresh.sort(NEWEST_FIRST);
      kept = new Kept(signature, new SoftReference<>(fresh));
      rows = fresh;
    }
    return rows;
  }

  /** What another program writes, and the archive does not know yet. */
  private List<Row> unknown(Set<Path> active, Recordings recordings) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path file : active) {
      if (IsrFiles.isListed(file) && recordings.present(file).isEmpty()) {
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
      String extension = IsrFiles.extension(file.getFileName().toString());
      String head =
          "{\"name\": %s, \"size\": %d, \"mtime\": %s, \"date\": \"%s\", \"duration\": %s, \"ext\": \"%s\", "
              .formatted(
                  JSON.writeValueAsString(name.get()),
                  seen.size(),
                  number(mtime),
                  date(file, modified),
                  duration.map(IsrFileList::number).orElse("null"),
                  extension);
      return Optional.of(new Row(mtime, name.get(), head, segment, active));
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

  /** Two lists, each in order. */
  private byte[] text(List<Row> active, List<Row> finished, Set<String> elsewhere)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512 + 256 * finished.size());
    out.write('[');
    int next = 0;
    for (Row row : finished) {
      while (next < active.size() && NEWEST_FIRST.compare(active.get(next), row) < 0) {
        write(out, active.get(next++), elsewhere);
      }
      write(out, row, elsewhere);
    }
    while (next < active.size()) {
      write(out, active.get(next++), elsewhere);
    }
    out.write(']');
    return out.toByteArray();
  }

  private void write(ByteArrayOutputStream out, Row row, Set<String> elsewhere) {
    if (out.size() > 1) {
      out.writeBytes(new byte[] {',', ' '});
    }
    boolean recording = row.active() || elsewhere.contains(row.name());
    String text =
        row.head()
            + "\"recording\": "
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
