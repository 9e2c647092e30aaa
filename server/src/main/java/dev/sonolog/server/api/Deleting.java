package dev.sonolog.server.api;

import dev.sonolog.archive.Pin;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts recordings into the trash, and says why where it does not. Any platform thread. */
final class Deleting {
  private final ArchiveService archive;
  private final KnownRecordings known;

  Deleting(ArchiveService archive, KnownRecordings known) {
    this.archive = archive;
    this.known = known;
  }

  List<ItemResult> delete(List<Recording> recordings, String by)
      throws IOException, ProblemException {
    Map<SegmentKey, Pin> pins = known.pins();
    List<ItemResult> results = new ArrayList<>();
    List<Recording> free = new ArrayList<>();
    for (Recording recording : recordings) {
      Optional<String> reason = hindrance(recording.segment(), pins);
      reason.ifPresentOrElse(
          why -> results.add(ItemResult.refused(recording, why)), () -> free.add(recording));
    }
    if (!free.isEmpty()) {
      results.addAll(Kept.results(free, order -> archive.delete(order, by)));
    }
    return results;
  }

  private static Optional<String> hindrance(StoredSegment segment, Map<SegmentKey, Pin> pins) {
    return switch (segment.state()) {
      case RECORDING -> Optional.of("It is being recorded; cut first, and delete it then");
      case TRASHED -> Optional.of("It is in the trash already");
      case DELETED, REMOVED_OUTSIDE -> Optional.of("It is not there any more");
      case SEALED ->
          Optional.ofNullable(pins.get(segment.key()))
              .map(pin -> "It is pinned by " + pin.by() + note(pin) + "; unpin it first");
    };
  }

  private static String note(Pin pin) {
    return pin.note().isEmpty() ? "" : " (" + pin.note() + ")";
  }

  /** What the archive's writer says of files, told of recordings. */
  static final class Kept {
    private Kept() {}

    interface Work {
      KeepingReport with(KeepingOrder order) throws IOException;
    }

    static List<ItemResult> results(List<Recording> recordings, Work work) throws IOException {
      KeepingReport report =
          work.with(KeepingOrder.of(recordings.stream().map(it -> it.segment().file()).toList()));
      Map<String, String> refused = new HashMap<>();
      report.refused().forEach(it -> refused.put(it.file(), it.why()));
      return recordings.stream().map(it -> result(it, refused)).toList();
    }

    private static ItemResult result(Recording recording, Map<String, String> refused) {
      String why = refused.get(recording.segment().file().toString());
      return why == null ? ItemResult.done(recording) : ItemResult.refused(recording, "It " + why);
    }
  }
}
