package dev.sonolog.archive.keeping;

import dev.sonolog.archive.Trash;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of recordings that were to be deleted, restored or erased.
 *
 * @param done how many it was done to
 * @param bytes their size
 * @param refused those that stayed as they were
 * @param inPart how many lie in the span only in part, and were left alone for that
 */
public record KeepingReport(long done, long bytes, List<Refused> refused, long inPart) {
  /** A file, and why it stayed as it was. */
  public record Refused(String file, String why) {}

  public KeepingReport {
    refused = List.copyOf(refused);
  }

  public static KeepingReport none() {
    return new KeepingReport(0, 0, List.of(), 0);
  }

  public static KeepingReport of(Trash.Result result, KeepingOrder.Choice choice) {
    List<Refused> refused = new ArrayList<>();
    result.refused().forEach(it -> refused.add(new Refused(it.file().toString(), it.why())));
    choice
        .unknown()
        .forEach(file -> refused.add(new Refused(file, "is no recording of this archive")));
    return new KeepingReport(result.done().size(), result.bytes(), refused, choice.inPart());
  }

  public KeepingReport plus(KeepingReport other) {
    List<Refused> all = new ArrayList<>(refused);
    all.addAll(other.refused);
    return new KeepingReport(done + other.done, bytes + other.bytes, all, inPart + other.inPart);
  }
}
