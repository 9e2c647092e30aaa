package dev.sonolog.archive;

import dev.sonolog.archive.SealedSegment.Digest;
import dev.sonolog.archive.VerifiedFile.Damaged;
import dev.sonolog.archive.VerifiedFile.Dropped;
import dev.sonolog.archive.VerifiedFile.Intact;
import dev.sonolog.archive.VerifiedFile.Missing;
import dev.sonolog.archive.VerifiedFile.Recording;
import dev.sonolog.archive.VerifiedFile.RemovedOutside;
import dev.sonolog.archive.VerifiedFile.Unknown;
import dev.sonolog.archive.VerifiedFile.Unreadable;
import dev.sonolog.archive.VerifiedFile.Where;
import dev.sonolog.formats.InspectedSegment;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Reads what was recorded again and compares it with the digests that were made while it was
 * written. Changes nothing, takes no lock, and may run beside the recorder, in this process or
 * another. Blocks, and reads every byte: the caller's own platform thread.
 */
public final class Verification {
  private final ArchiveSettings settings;
  private final CatalogueView view;
  private final SegmentReading reading;

  private long read;
  private long all;
  private VerifiedArchive result = VerifiedArchive.none();

  /**
   * @param settings of the archive
   * @throws IOException if it has no catalogue
   */
  public Verification(ArchiveSettings settings) throws IOException {
    this.settings = settings;
    this.view = Catalogue.openReadOnly(settings.catalogueFile());
    this.reading = new SegmentReading(settings.containers());
  }

  /**
   * Verifies the whole archive.
   *
   * @param found told what became of each file
   * @param progress told while a file is read, in bytes
   */
  public VerifiedArchive run(Consumer<VerifiedFile> found, Consumer<Progress> progress)
      throws IOException {
    return run(settings.outermost(), found, progress);
  }

  /**
   * Verifies a file, or all files below a folder.
   *
   * @param scope absolute
   */
  public VerifiedArchive run(Path scope, Consumer<VerifiedFile> found, Consumer<Progress> progress)
      throws IOException {
    return run(List.of(scope.normalize()), found, progress);
  }

  private VerifiedArchive run(
      List<Path> scopes, Consumer<VerifiedFile> found, Consumer<Progress> progress)
      throws IOException {
    result = VerifiedArchive.none();
    read = 0;
    List<StoredSegment> segments = segments(scopes);
    all =
        segments.stream()
            .filter(s -> !isGone(s))
            .flatMap(s -> s.content().stream())
            .mapToLong(c -> c.bytes())
            .sum();
    Set<Path> known = new HashSet<>();
    for (StoredSegment segment : segments) {
      known.add(segment.file());
      tell(verify(segment, progress), found);
    }
    tellUnknown(scopes, known, found);
    return result.withBytes(read);
  }

  private List<StoredSegment> segments(List<Path> scopes) throws IOException {
    List<StoredSegment> segments = new ArrayList<>();
    view.forEach(
        segment -> {
          if (isKept(segment) && scopes.stream().anyMatch(segment.file()::startsWith)) {
            segments.add(segment);
          }
        });
    return segments;
  }

  /** What was deleted through this program is no part of the archive any more. */
  private static boolean isKept(StoredSegment segment) {
    return switch (segment.state()) {
      case RECORDING, SEALED, REMOVED_OUTSIDE -> true;
      case TRASHED, DELETED -> false;
    };
  }

  private void tell(VerifiedFile file, Consumer<VerifiedFile> found) {
    result = result.with(file);
    found.accept(file);
  }

  private void tellUnknown(List<Path> scopes, Set<Path> known, Consumer<VerifiedFile> found)
      throws IOException {
    for (Path scope : scopes) {
      if (Files.exists(scope)) {
        List<Path> files = new ArrayList<>();
        SegmentScan.files(scope, files::add);
        files.removeAll(known);
        files.removeIf(this::isKnownNow);
        files.forEach(file -> tell(new Unknown(file, false), found));
      }
    }
  }

  /** A segment that was begun or sealed since the verification began. */
  private boolean isKnownNow(Path file) {
    try {
      return view.segment(file).isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  private VerifiedFile verify(StoredSegment segment, Consumer<Progress> progress)
      throws IOException {
    if (isGone(segment)) {
      return new RemovedOutside(segment.file());
    }
    Optional<StoredSegment.Content> content = segment.content();
    if (content.isPresent()) {
      VerifiedFile verified = compare(segment.file(), content.get(), progress);
      return verified instanceof Missing && isDropped(segment)
          ? new Dropped(segment.file())
          : verified;
    }
    return Files.exists(segment.place())
        ? new Recording(segment.place())
        : verifyAgain(segment, progress);
  }

  private boolean isDropped(StoredSegment segment) throws IOException {
    return view.segment(segment.key()).filter(now -> !isKept(now)).isPresent();
  }

  /** One that came back is compared like all others, though the catalogue does not know it yet. */
  private static boolean isGone(StoredSegment segment) {
    return segment.state() == SegmentState.REMOVED_OUTSIDE && !Files.exists(segment.file());
  }

  /** It was being recorded when the catalogue was read, and has been sealed or lost since. */
  private VerifiedFile verifyAgain(StoredSegment segment, Consumer<Progress> progress)
      throws IOException {
    Optional<StoredSegment> now = view.segment(segment.run(), segment.number());
    Optional<StoredSegment.Content> content = now.flatMap(StoredSegment::content);
    if (content.isPresent()) {
      return compare(now.orElseThrow().file(), content.get(), progress);
    }
    return Files.exists(segment.file())
        ? new Recording(segment.file())
        : new Missing(segment.file());
  }

  private VerifiedFile compare(
      Path file, StoredSegment.Content expected, Consumer<Progress> progress) {
    return expected.digest().isPresent()
        ? compare(file, expected, expected.digest().get(), progress)
        : Files.exists(file) ? new Unknown(file, true) : new Missing(file);
  }

  private VerifiedFile compare(
      Path file, StoredSegment.Content expected, Digest known, Consumer<Progress> progress) {
    LongConsumer counter = bytes -> progress.accept(new Progress(file, read += bytes, all));
    try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ)) {
      Digest digest = Digests.of(open, known.headLength(), counter);
      return digest.equals(known)
          ? new Intact(file)
          : damaged(file, expected, known, digest, open.size());
    } catch (NoSuchFileException _) {
      return new Missing(file);
    } catch (IOException e) {
      return new Unreadable(file, Failures.reason(e));
    }
  }

  private Damaged damaged(
      Path file, StoredSegment.Content expected, Digest known, Digest digest, long length) {
    boolean head = !digest.head().equals(known.head());
    boolean body = !digest.body().equals(known.body());
    Where where = head && body ? Where.HEAD_AND_BODY : head ? Where.HEAD : Where.BODY;
    return new Damaged(file, where, lengths(expected, length) + (body ? inside(file) : ""));
  }

  private static String lengths(StoredSegment.Content expected, long length) {
    return length == expected.bytes()
        ? "SHA-256 differs"
        : "SHA-256 differs: " + length + " bytes instead of " + expected.bytes();
  }

  /** What a reader of the audio stumbles over; a changed sample it does not see. */
  private String inside(Path file) {
    try {
      InspectedSegment content = reading.inspect(file);
      StringBuilder text = new StringBuilder();
      content.damages().stream()
          .limit(10)
          .forEach(
              d -> text.append("; at byte ").append(d.position()).append(": ").append(d.reason()));
      return text.toString();
    } catch (IOException e) {
      return "; " + Failures.reason(e);
    }
  }
}
