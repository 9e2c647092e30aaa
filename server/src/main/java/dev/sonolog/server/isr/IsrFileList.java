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
import java.util.Arrays;
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
      Comparator.comparingDouble((Row row) -> -row.mtime)
          .thenComparing(Row::text, Arrays::compareUnsigned);
  private static final double NANOS = 1e9;
  private static final byte[] SEPARATOR = {',', ' '};

  private final ArchiveService archive;
  private final IsrFiles files;
  private final Function<SegmentKey, Optional<AnalysisNotes.Note>> analysed;
  private final LongSupplier noteChanges;
  private @Nullable Kept kept;

  /**
   * A line of the list.
   *
   * @param text as JSON in UTF-8; begins with the name
   */
  @SuppressWarnings("ArrayRecordComponent") // told in order, and never compared as a record
  private record Row(double mtime, byte[] text) {}

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
   * @param revision of the recordings
   * @param notes how often a note changed
   */
  private record Kept(long revision, long notes, SoftReference<Finished> finished) {}

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

  /** Makes what is finished ready for who asks first. */
  synchronized void prepare() throws IOException {
    if (archive.recordings().isPresent()) {
      var _ = archive.view().together(view -> finished(new Recordings(view)));
    }
  }

  /** The list as JSON. */
  synchronized byte[] json() throws IOException {
    Set<Path> written = files.status().active();
    if (archive.recordings().isPresent()) {
      return archive.view().together(view -> json(new Recordings(view), written));
    }
    List<Row> rows = new ArrayList<>();
    written.forEach(file -> unknown(file).ifPresent(rows::add));
    return text(rows);
  }

  /**
   * @param written what is being written, as programs say that record into the folder
   */
  private byte[] json(Recordings recordings, Set<Path> written) throws IOException {
    List<Row> active = new ArrayList<>();
    Set<Path> elsewhere = new HashSet<>(written);
    for (Recording recording : recordings.active()) {
      elsewhere.remove(recording.segment().file());
      row(recording, true).ifPresent(active::add);
    }
    Set<Path> known = new HashSet<>();
    for (Path file : elsewhere) {
      if (recordings.present(file).isPresent()) {
        known.add(file);
      } else {
        unknown(file).ifPresent(active::add);
      }
    }
    if (known.isEmpty()) {
      active.sort(NEWEST_FIRST);
      Finished finished = finished(recordings);
      Row last = active.isEmpty() ? null : active.getLast();
      // What is being written was modified last, as a rule.
      if (last == null || finished.first().filter(it -> isBefore(it, last)).isEmpty()) {
        return text(active, finished.text());
      }
    }
    active.addAll(rows(recordings, known));
    return text(active);
  }

  private static boolean isBefore(Row one, Row other) {
    return NEWEST_FIRST.compare(one, other) < 0;
  }

  private static byte[] text(List<Row> all) {
    all.sort(NEWEST_FIRST);
    return text(all, new byte[0]);
  }

  /**
   * @param behind what follows the rows, which are in order
   */
  private static byte[] text(List<Row> rows, byte[] behind) {
    int length = rows.stream().mapToInt(row -> row.text().length + SEPARATOR.length).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + behind.length + 2);
    out.write('[');
    writeInto(out, rows);
    if (!rows.isEmpty() && behind.length > 0) {
      out.writeBytes(SEPARATOR);
    }
    out.writeBytes(behind);
    out.write(']');
    return out.toByteArray();
  }

  private static void writeInto(ByteArrayOutputStream out, List<Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        out.writeBytes(SEPARATOR);
      }
      out.writeBytes(rows.get(i).text());
    }
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
    long revision = recordings.revision();
    long notes = noteChanges.getAsLong();
    Kept before = kept;
    Finished finished =
        before != null && before.revision() == revision && before.notes() == notes
            ? before.finished().get()
            : null;
    if (finished == null) {
      finished = made(rows(recordings, Set.of()));
      kept = new Kept(revision, notes, new SoftReference<>(finished));
    }
    return finished;
  }

  private static Finished made(List<Row> rows) {
    rows.sort(NEWEST_FIRST);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(
            rows.stream().mapToInt(row -> row.text().length + SEPARATOR.length).sum());
    writeInto(out, rows);
    return new Finished(out.toByteArray(), rows.stream().findFirst());
  }

  /**
   * What is finished.
   *
   * @param written what of them another program is writing still
   */
  private List<Row> rows(Recordings recordings, Set<Path> written) throws IOException {
    List<Row> rows = new ArrayList<>();
    recordings.forEach(
        recording -> {
          if (recording.segment().state() == SegmentState.SEALED) {
            row(recording, written.contains(recording.segment().file())).ifPresent(rows::add);
          }
        });
    return rows;
  }

  /** What another program writes, and the archive does not know yet. */
  private Optional<Row> unknown(Path file) {
    return IsrFiles.isListed(file)
        ? row(file, file, Optional.empty(), Optional.empty(), true)
        : Optional.empty();
  }

  private Optional<Row> row(Recording recording, boolean active) {
    StoredSegment segment = recording.segment();
    if (!IsrFiles.isListed(segment.file())) {
      return Optional.empty();
    }
    Optional<Double> duration = active ? Optional.empty() : duration(recording);
    Optional<AnalysisNotes.Note> note =
        active
            ? Optional.empty()
            : analysed
                .apply(segment.key())
                .filter(it -> AnalysisNotes.content(segment).equals(Optional.of(it.content())));
    return row(segment.file(), segment.place(), duration, note, active);
  }

  private Optional<Row> row(
      Path file,
      Path place,
      Optional<Double> duration,
      Optional<AnalysisNotes.Note> note,
      boolean active) {
    Optional<String> name = files.name(file);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes seen = Files.readAttributes(place, BasicFileAttributes.class);
      Instant modified = seen.lastModifiedTime().toInstant();
      double mtime = modified.getEpochSecond() + modified.getNano() / NANOS;
      String text =
          "{\"name\": "
              + JSON.writeValueAsString(name.get())
              + ", \"size\": "
              + seen.size()
              + ", \"mtime\": "
              + new BigDecimal(Double.toString(mtime)).toPlainString()
              + ", \"date\": \""
              + date(file, modified)
              + "\", \"duration\": "
              + duration.map(String::valueOf).orElse("null")
              + ", \"ext\": \""
              + IsrFiles.extension(name.get())
              + "\", \"recording\": "
              + active
              + ", \"cached_analysis\": "
              + note.map(IsrFileList::text).orElse("null")
              + "}";
      return Optional.of(new Row(mtime, text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchFileException _) {
      return Optional.empty(); // the catalogue will notice
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(AnalysisNotes.Note note) {
    return "{\"margin\": %s, \"min_gap\": %s, \"min_duration\": %s}"
        .formatted(number(note.margin()), number(note.minGap()), number(note.minDuration()));
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
}
