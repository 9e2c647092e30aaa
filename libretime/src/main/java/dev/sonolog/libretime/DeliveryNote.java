package dev.sonolog.libretime;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the delivery of a file to a show is. Whoever delivers keeps it, anew after each step, and
 * can go on from it after a crash at any moment. It is plain JSON when Jackson writes it.
 *
 * @param file absolute
 * @param instance the show's
 * @param stage what has been done
 * @param md5 of the file, once it was read
 * @param attempt names the upload that was begun last
 * @param begun when it may have begun
 * @param libraryFile what LibreTime calls the file
 * @param failures in a row
 * @param said what is to be known by a person, a sentence
 */
public record DeliveryNote(
    Path file,
    long instance,
    Stage stage,
    Optional<String> md5,
    Optional<String> attempt,
    Optional<Instant> begun,
    Optional<Long> libraryFile,
    int failures,
    Optional<String> said) {

  /** What has been done. */
  public enum Stage {
    /** Nothing. */
    WAITING,
    /** An upload was begun, or is about to begin; whether it arrived is not known. */
    UPLOADING,
    /** LibreTime has the file and looks at it. */
    IMPORTING,
    /** The file is in the library. */
    LINKING,
    /** The file is that of the show. Final. */
    LINKED,
    /** The file is in the library, and cannot be that of the show; it is said why. Final. */
    UNLINKED,
    /** It cannot be delivered; it is said why. Final. */
    FAILED;

    /** Whether nothing more is to be done. */
    public boolean isFinal() {
      return this == LINKED || this == UNLINKED || this == FAILED;
    }
  }

  /** A delivery that has not begun. */
  public static DeliveryNote of(Path file, long instance) {
    return new DeliveryNote(
        file.toAbsolutePath(),
        instance,
        Stage.WAITING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty());
  }

  DeliveryNote at(Stage next) {
    return new DeliveryNote(
        file, instance, next, md5, attempt, begun, libraryFile, 0, Optional.empty());
  }

  DeliveryNote withMd5(String digest) {
    return new DeliveryNote(
        file, instance, stage, Optional.of(digest), attempt, begun, libraryFile, failures, said);
  }

  DeliveryNote uploading(String upload, Instant at) {
    return new DeliveryNote(
        file,
        instance,
        Stage.UPLOADING,
        md5,
        Optional.of(upload),
        Optional.of(at),
        libraryFile,
        failures,
        said);
  }

  DeliveryNote inLibrary(long id) {
    return new DeliveryNote(
        file, instance, Stage.IMPORTING, md5, attempt, begun, Optional.of(id), 0, Optional.empty());
  }

  /** Back to the beginning, since nothing can have arrived; failures go on being counted. */
  DeliveryNote afresh() {
    return new DeliveryNote(
        file, instance, Stage.WAITING, md5, attempt, begun, libraryFile, failures, said);
  }

  /** Ends with a sentence. */
  DeliveryNote ended(Stage last, String sentence) {
    return new DeliveryNote(
        file, instance, last, md5, attempt, begun, libraryFile, failures, Optional.of(sentence));
  }

  /** The same stage, once more in vain. */
  DeliveryNote failing(String sentence) {
    return new DeliveryNote(
        file,
        instance,
        stage,
        md5,
        attempt,
        begun,
        libraryFile,
        failures + 1,
        Optional.of(sentence));
  }
}
