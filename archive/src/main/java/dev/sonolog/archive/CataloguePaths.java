package dev.sonolog.archive;

import java.nio.file.Path;

/**
 * How the catalogue writes paths: relative to the archive's root where it lies in its usual place
 * below it, so that an archive can be moved as a whole; absolute otherwise.
 */
final class CataloguePaths {
  private final Path base;
  private final boolean movable;

  /**
   * @param catalogue the catalogue's file
   */
  CataloguePaths(Path catalogue) {
    Path folder = catalogue.toAbsolutePath().normalize().resolveSibling("");
    movable = folder.endsWith(SegmentScan.STATE) && folder.getNameCount() > 1;
    base = movable ? folder.resolveSibling("") : folder;
  }

  String text(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return movable && absolute.startsWith(base)
        ? base.relativize(absolute).toString()
        : absolute.toString();
  }

  Path path(String text) {
    return base.resolve(text);
  }
}
