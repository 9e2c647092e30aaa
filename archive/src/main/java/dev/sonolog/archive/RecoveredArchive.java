package dev.sonolog.archive;

import java.util.List;

/**
 * What a recovery did.
 *
 * @param files what became of each unfinished file
 * @param gaps the gaps that it opened or closed, as the catalogue has them now
 */
public record RecoveredArchive(List<RecoveredFile> files, List<Gap> gaps) {
  public RecoveredArchive {
    files = List.copyOf(files);
    gaps = List.copyOf(gaps);
  }
}
