package dev.sonolog.libretime;

import dev.sonolog.libretime.DeliveryNote.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings a recorded file into LibreTime's library and makes it that of its show: upload, import,
 * link, one step at a time. What has been done stands in a {@link DeliveryNote}, which the caller
 * keeps before the next step; so a delivery goes on after a crash, and no file comes twice. An
 * upload whose end is not known is looked for by its content for a while before it is made again:
 * LibreTime works on what it got though nobody waits for its answer any more. Steps wait for the
 * disk and the network: a platform thread of the caller's.
 */
public final class ShowDelivery {
  /** What nginx lets through as LibreTime is installed. */
  public static final long USUAL_LIMIT = 512L << 20;

  /** For so long an upload may still turn up. */
  static final Duration DOUBT = Duration.ofMinutes(2);

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration IMPORT = Duration.ofHours(6);
  private static final int MOST_REFUSALS = 8;

  /** After failures in a row. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  private final Library library;
  private final InstantSource clock;
  private final long limit;
  private final Set<String> notSent = ConcurrentHashMap.newKeySet();

  /** What is to be kept, and how long to wait before the next step. */
  public record Step(DeliveryNote note, Duration pause) {}

  /**
   * @param limit the largest upload that LibreTime's web server takes, in bytes
   */
  public ShowDelivery(LibretimeClient client, InstantSource clock, long limit) {
    this.library = new Library(client);
    this.clock = clock;
    this.limit = limit;
  }

  /** Does what is next. The note of a delivery that is over stays as it is. */
  public Step step(DeliveryNote note) throws InterruptedException {
    try {
      return switch (note.stage()) {
        case WAITING -> prepare(note);
        case UPLOADING -> upload(note);
        case IMPORTING -> imported(note);
        case LINKING -> link(note);
        case LINKED, UNLINKED, FAILED -> new Step(note, Duration.ZERO);
      };
    } catch (LibretimeException e) {
      return later(note, e.failure());
    } catch (NoSuchFileException e) {
      return end(note, Stage.FAILED, note.file() + " is not there any more.");
    } catch (IOException e) {
      return again(note, note.file() + " cannot be read: " + e.getMessage());
    }
  }

  // --- upload

  private Step prepare(DeliveryNote note) throws IOException, InterruptedException {
    long size = Files.size(note.file());
    if (size > limit) {
      return end(note, Stage.FAILED, tooLarge(note.file(), size));
    }
    DeliveryNote known = note.md5().isPresent() ? note : note.withMd5(md5(note.file()));
    Optional<Library.Entry> there = library.find(known.md5().orElseThrow());
    return there.isPresent() ? found(known, there.get()) : announced(known);
  }

  private String tooLarge(Path file, long size) {
    return file
        + " has "
        + (size >> 20)
        + " MiB; LibreTime's web server takes "
        + (limit >> 20)
        + " MiB. Raise client_max_body_size of its nginx, and upload_max_filesize and"
        + " post_max_size of its PHP, then max_upload here; or record shorter files.";
  }

  private static Step found(DeliveryNote note, Library.Entry entry) {
    return new Step(note.inLibrary(entry.id()), Duration.ZERO);
  }

  /** That an upload begins is kept before it does. */
  private Step announced(DeliveryNote note) {
    String attempt = UUID.randomUUID().toString();
    notSent.add(attempt);
    return new Step(note.uploading(attempt, clock.instant()), Duration.ZERO);
  }

  private Step upload(DeliveryNote note) throws IOException, InterruptedException {
    if (note.attempt().filter(notSent::remove).isEmpty()) {
      return lookedFor(note);
    }
    long size = Files.size(note.file());
    Library.Upload upload = library.upload(note.file(), size);
    if (upload.id().isPresent()) {
      return new Step(note.inLibrary(upload.id().getAsLong()), SOON);
    }
    if (upload.failure().isEmpty()) {
      return new Step(note, SOON); // it was taken, and not told by what name
    }
    Failure failure = upload.failure().get();
    if (failure instanceof Failure.Refused refused && refused.status() == 413) {
      return end(note, Stage.FAILED, tooLarge(note.file(), size));
    }
    boolean isDoubtful = upload.mayHaveArrived();
    DeliveryNote since = note.uploading(note.attempt().orElseThrow(), clock.instant());
    return later(isDoubtful ? since : note.afresh(), failure);
  }

  /** An upload was begun, by this process or by one that is no more. */
  private Step lookedFor(DeliveryNote note) throws LibretimeException, InterruptedException {
    Optional<Library.Entry> there = library.find(note.md5().orElseThrow());
    if (there.isPresent()) {
      return found(note, there.get());
    }
    Instant begun = note.begun().orElse(Instant.EPOCH);
    return clock.instant().isBefore(begun.plus(DOUBT)) ? new Step(note, SOON) : announced(note);
  }

  private static String md5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("MD5"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no MD5", e);
    }
  }

  // --- import

  private Step imported(DeliveryNote note) throws LibretimeException, InterruptedException {
    long id = note.libraryFile().orElseThrow();
    Library.Entry entry;
    try {
      entry = library.entry(id);
    } catch (LibretimeException e) {
      if (e.failure() instanceof Failure.Missing) {
        return end(note, Stage.FAILED, "Somebody took file " + id + " out of LibreTime's library.");
      }
      throw e;
    }
    return switch (entry.state()) {
      case DONE -> new Step(note.at(Stage.LINKING), Duration.ZERO);
      case PENDING -> isTooLate(note) ? end(note, Stage.FAILED, stuck(id)) : new Step(note, SOON);
      case FAILED ->
          end(note, Stage.FAILED, "LibreTime could not import file " + id + "; its log says why.");
    };
  }

  private boolean isTooLate(DeliveryNote note) {
    return note.begun().filter(it -> clock.instant().isAfter(it.plus(IMPORT))).isPresent();
  }

  private static String stuck(long id) {
    return "LibreTime still imports file "
        + id
        + " after "
        + IMPORT.toHours()
        + " h; is its analyzer running?";
  }

  // --- link

  private Step link(DeliveryNote note) throws LibretimeException, InterruptedException {
    long file = note.libraryFile().orElseThrow();
    try {
      Library.Link link = library.link(note.instance());
      if (link.file().isPresent()) {
        return linked(note, file, link.file());
      }
    } catch (LibretimeException e) {
      return withoutInstance(note, file, e);
    }
    try {
      library.patch(note.instance(), file);
    } catch (LibretimeException e) {
      if (e.failure().isSilence()) {
        throw e;
      }
      library.uploadRecorded(note.instance(), file);
    }
    return linked(note, file, library.link(note.instance()).file());
  }

  private static Step linked(DeliveryNote note, long file, OptionalLong there) {
    if (there.isPresent() && there.getAsLong() == file) {
      return new Step(note.at(Stage.LINKED), Duration.ZERO);
    }
    return there.isPresent()
        ? end(
            note,
            Stage.UNLINKED,
            "The show has another file already, " + there.getAsLong() + "; ours is " + file + ".")
        : again(note, "LibreTime did not note file " + file + " for the show.");
  }

  /** Where the second interface does not have the show, or there is no such interface. */
  private Step withoutInstance(DeliveryNote note, long file, LibretimeException problem)
      throws LibretimeException, InterruptedException {
    if (!problem.failure().isAbsence()) {
      throw problem;
    }
    if (problem.failure() instanceof Failure.Missing && library.hasSecondInterface()) {
      return end(
          note,
          Stage.UNLINKED,
          "The show is not in LibreTime's calendar any more; its file is in the library as "
              + file
              + ".");
    }
    library.uploadRecorded(note.instance(), file);
    return new Step(
        note.ended(
            Stage.LINKED, "LibreTime took the link; its version does not say whether it holds."),
        Duration.ZERO);
  }

  // --- what fails

  /** What is refused again and again is given up; what does not answer never is. */
  private Step later(DeliveryNote note, Failure failure) {
    String sentence = "LibreTime " + failure.words();
    boolean isHopeless = !failure.isSilence() && note.failures() + 1 >= MOST_REFUSALS;
    return isHopeless ? end(note, Stage.FAILED, sentence) : again(note, sentence);
  }

  private static Step again(DeliveryNote note, String sentence) {
    DeliveryNote failing = note.failing(sentence);
    int pause = Math.min(failing.failures(), PAUSES.size()) - 1;
    return new Step(failing, PAUSES.get(pause));
  }

  private static Step end(DeliveryNote note, Stage stage, String sentence) {
    return new Step(note.ended(stage, sentence), Duration.ZERO);
  }
}
