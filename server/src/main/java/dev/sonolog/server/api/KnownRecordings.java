package dev.sonolog.server.api;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Pin;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.Review;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.StoredBeginnings;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds recordings and sources by what addresses call them. Any platform thread. */
final class KnownRecordings {
  private final ArchiveService archive;

  KnownRecordings(ArchiveService archive) {
    this.archive = archive;
  }

  CatalogueView view() throws IOException {
    return archive.view();
  }

  /** Whatever became of it. */
  Recording find(String id) throws IOException, ProblemException {
    Optional<SegmentKey> key = RecordingId.parse(id);
    Optional<Recording> recording =
        key.isPresent() ? new Recordings(view()).find(key.get()) : Optional.empty();
    return recording.orElseThrow(
        () -> Problem.NOT_FOUND.exception("There is no recording " + shortened(id)));
  }

  private static String shortened(String id) {
    return id.length() <= 80 ? id : id.substring(0, 80) + "...";
  }

  /** One that is in its place, finished or not. */
  Recording present(String id) throws IOException, ProblemException {
    Recording recording = find(id);
    return switch (recording.segment().state()) {
      case RECORDING, SEALED -> recording;
      case TRASHED ->
          throw Problem.NOT_FOUND.exception("It is in the trash; restore it, and it can be had");
      case DELETED, REMOVED_OUTSIDE ->
          throw Problem.NOT_FOUND.exception("It is not there any more: it was deleted or moved");
    };
  }

  /** How many samples of it there are now. */
  long samples(Recording recording) throws IOException {
    StoredSegment segment = recording.segment();
    return segment.content().isPresent()
        ? segment.content().get().samples()
        : new StoredBeginnings(archive.settings()).samples(segment);
  }

  Map<SegmentKey, Pin> pins() throws IOException {
    return new Review(archive.settings().stateDirectory()).pins();
  }

  /** As it is told with others. */
  RecordingView listed(Recording recording, Map<SegmentKey, Pin> pins) {
    return view(recording, pins, Optional.empty(), Optional.empty());
  }

  /** As it is told with others to somebody who has reviewed a share of it, 0 to 1. */
  RecordingView listed(Recording recording, Map<SegmentKey, Pin> pins, double reviewed) {
    return view(recording, pins, Optional.empty(), Optional.of(reviewed));
  }

  /** As it is told alone. */
  RecordingView told(Recording recording) throws IOException {
    boolean growing = recording.segment().state() == SegmentState.RECORDING;
    return view(
        recording,
        pins(),
        growing ? Optional.of(samples(recording)) : Optional.empty(),
        Optional.empty());
  }

  private static RecordingView view(
      Recording recording,
      Map<SegmentKey, Pin> pins,
      Optional<Long> stored,
      Optional<Double> reviewed) {
    StoredSegment segment = recording.segment();
    return RecordingView.of(
        recording, pins.containsKey(segment.key()), bytes(segment), stored, reviewed);
  }

  private static long bytes(StoredSegment segment) {
    if (segment.state() != SegmentState.RECORDING) {
      return segment.bytes();
    }
    try {
      return Files.size(segment.place());
    } catch (IOException _) {
      return 0; // it is only begun, or finished just now
    }
  }

  /** Where its bytes lie; one that was being recorded a moment ago may be finished now. */
  static Path place(StoredSegment segment) throws IOException, ProblemException {
    Path place = Files.exists(segment.place()) ? segment.place() : segment.file();
    if (!Files.exists(place)) {
      throw Problem.NOT_FOUND.exception("Its file is not there any more");
    }
    return place.toRealPath();
  }

  /** The name of a source of which something was recorded. */
  String source(String name) throws IOException, ProblemException {
    if (view().firstStart(name).isEmpty()) {
      List<String> all = view().sources().stream().map(it -> it.name()).toList();
      throw Problem.NOT_FOUND.exception(
          "Nothing was ever recorded of such a source; there is: " + String.join(", ", all));
    }
    return name;
  }
}
