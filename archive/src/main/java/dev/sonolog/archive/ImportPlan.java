package dev.sonolog.archive;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an import would do.
 *
 * @param items what comes into the archive or is there already
 * @param refused what does not
 */
public record ImportPlan(List<Item> items, List<ImportedFile.Refused> refused) {
  /**
   * A file.
   *
   * @param wanted the name that it gets if nobody has it
   * @param present where it lies in the archive already
   * @param room how much of the archive's volume it takes, in bytes
   */
  public record Item(Original original, Path wanted, Optional<Path> present, long room) {}

  public ImportPlan {
    items = List.copyOf(items);
    refused = List.copyOf(refused);
  }

  /** What comes in. */
  public List<Item> coming() {
    return items.stream().filter(item -> item.present().isEmpty()).toList();
  }

  /** The length of all that comes in. */
  public long bytes() {
    return coming().stream().mapToLong(item -> item.original().bytes()).sum();
  }

  /** How much of the archive's volume that takes, in bytes. */
  public long room() {
    return coming().stream().mapToLong(Item::room).sum();
  }
}
