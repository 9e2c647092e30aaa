package dev.sonolog.server.isr;

import dev.sonolog.archive.AnalysisNotes;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.measure.DecimalRounding;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Field;
import dev.sonolog.server.service.ArchiveService;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
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
  private static final double NANOS = 1e9;
  private static final int BUFFER = 64 << 10;
  private static final byte[] SEPARATOR = {',', ' '};
  private static final Finished NOTHING = new Finished(new byte[0], 0, OptionalDouble.empty());

  private final ArchiveService archive;
  private final IsrFiles files;
  private final Function<SegmentKey, Optional<AnalysisNotes.Note>> analysed;
  private final LongSupplier noteChanges;
  private @Nullable Kept kept;

  /**
   * The lines of what is finished.
   *
   * @param deflated their text, a twentieth as long
   * @param length of the text in bytes
   * @param latest time at which one of their files was modified; none where there are none
   */
  @SuppressWarnings("ArrayRecordComponent") // kept here, and never compared
  private record Finished(byte[] deflated, long length, OptionalDouble latest) {}

  /**
   * What is finished, and of what it was made.
   *
   * @param revision of the recordings
   * @param notes how often a note changed
   */
  private record Kept(long revision, long notes, Finished finished) {}

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
  synchronized Answer answer() throws IOException {
    Set<Path> written = files.status().active();
    try (Listing lines = new Listing()) {
      Optional<Finished> behind =
          archive.recordings().isPresent()
              ? archive.view().together(view -> list(new Recordings(view), written, lines))
              : Optional.empty();
      if (archive.recordings().isEmpty()) {
        written.forEach(file -> unknown(file, lines));
      }
      return answer(lines, behind);
    }
  }

  /**
   * Lists what is being written, and with it what is finished where that cannot just follow.
   *
   * @param written what is being written, as programs say that record into the folder
   * @return what follows
   */
  private Optional<Finished> list(Recordings recordings, Set<Path> written, Listing lines)
      throws IOException {
    Set<Path> elsewhere = new HashSet<>(written);
    for (Recording recording : recordings.active()) {
      elsewhere.remove(recording.segment().file());
      add(recording, true, lines);
    }
    Set<Path> known = new HashSet<>();
    for (Path file : elsewhere) {
      if (recordings.present(file).isPresent()) {
        known.add(file);
      } else {
        unknown(file, lines);
      }
    }
    if (known.isEmpty()) {
      Finished finished = finished(recordings);
      // What is being written was modified last, as a rule.
      if (lines.isEmpty()
          || finished.latest().isEmpty()
          || lines.earliest().getAsDouble() >= finished.latest().getAsDouble()) {
        return Optional.of(finished);
      }
    }
    addFinished(recordings, known, lines);
    return Optional.empty();
  }

  private static Answer answer(Listing lines, Optional<Finished> finished) throws IOException {
    ByteArrayOutputStream front = new ByteArrayOutputStream();
    front.write('[');
    lines.writeTo(front);
    Finished behind = finished.filter(it -> it.length() > 0).orElse(NOTHING);
    if (!lines.isEmpty() && behind.length() > 0) {
      front.writeBytes(SEPARATOR);
    }
    return new Answer(
        200,
        List.of(new Field("Content-Type", "application/json")),
        OptionalLong.of(front.size() + behind.length() + 1),
        out -> {
          front.writeTo(out);
          inflate(behind, out);
          out.write(new byte[] {']'});
        },
        Answer.Held.NOTHING);
  }

  private static void inflate(Finished finished, OutputStream out) throws IOException {
    Inflater inflater = new Inflater();
    byte[] buffer = new byte[BUFFER];
    try {
      inflater.setInput(finished.deflated());
      for (long left = finished.length(); left > 0; ) {
        int count = inflater.inflate(buffer);
        out.write(buffer, 0, count);
        left -= count;
      }
    } catch (DataFormatException e) {
      throw new IOException(e);
    } finally {
      inflater.end();
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
    if (before != null && before.revision() == revision && before.notes() == notes) {
      return before.finished();
    }
    Finished finished = made(recordings);
    kept = new Kept(revision, notes, finished);
    return finished;
  }

  private Finished made(Recordings recordings) throws IOException {
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (Listing lines = new Listing()) {
      addFinished(recordings, Set.of(), lines);
      try (OutputStream out =
          new BufferedOutputStream(new DeflaterOutputStream(deflated, fast, BUFFER), BUFFER)) {
        lines.writeTo(out);
      }
      return new Finished(deflated.toByteArray(), lines.length(), lines.latest());
    } finally {
      fast.end();
    }
  }

  /**
   * @param written what of them another program is writing still
   */
  private void addFinished(Recordings recordings, Set<Path> written, Listing lines)
      throws IOException {
    recordings.forEach(
        recording -> {
          if (recording.segment().state() == SegmentState.SEALED) {
            add(
                recording,
                IsrFiles.isActive(recording, written.contains(recording.segment().file())),
                lines);
          }
        });
  }

  /** What another program writes, and the archive does not know yet. */
  private void unknown(Path file, Listing lines) {
    if (IsrFiles.isListed(file)) {
      add(file, file, Optional.empty(), Optional.empty(), true, lines);
    }
  }

  private void add(Recording recording, boolean active, Listing lines) {
    StoredSegment segment = recording.segment();
    if (!IsrFiles.isListed(segment.file())) {
      return;
    }
    Optional<Double> duration = active ? Optional.empty() : duration(recording);
    Optional<AnalysisNotes.Note> note =
        active
            ? Optional.empty()
            : analysed
                .apply(segment.key())
                .filter(it -> AnalysisNotes.content(segment).equals(Optional.of(it.content())));
    add(segment.file(), segment.place(), duration, note, active, lines);
  }

  private void add(
      Path file,
      Path place,
      Optional<Double> duration,
      Optional<AnalysisNotes.Note> note,
      boolean active,
      Listing lines) {
    Optional<String> name = files.name(file);
    if (name.isEmpty()) {
      return;
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
      lines.add(mtime, text);
    } catch (NoSuchFileException _) {
      return; // the catalogue will notice
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
