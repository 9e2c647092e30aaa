package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * How a file gets a name that nobody else has. The second file of a name gets {@code -2} before its
 * extension, the third {@code -3}, and so on. No file is ever overwritten, whoever else writes into
 * the folder: a hard link is made or refused in one step by the file system, and only where it
 * knows no links is the free name looked up first. Blocks in the file system.
 */
final class FinalName {
  /** What an unfinished file bears behind its final name. */
  static final String PART = ".part";

  /** Files of one name in one folder; more are a mistake of the naming pattern. */
  static final int MOST = 10_000;

  private FinalName() {}

  /** The name for the {@code number}th file, from 1, that wants to be called so. */
  static Path candidate(Path wanted, int number) {
    if (number == 1) {
      return wanted;
    }
    String name = wanted.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return wanted.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
  }

  /** The unfinished file of a final name. */
  static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + PART);
  }

  /** The final name of an unfinished file. */
  static Path withoutPart(Path part) {
    String name = part.getFileName().toString();
    return part.resolveSibling(name.substring(0, name.length() - PART.length()));
  }

  /** Whether a file is unfinished, by its name. */
  static boolean isPart(Path file) {
    return file.getFileName().toString().endsWith(PART);
  }

  /** Whether something bears this name, be it a dangling link. */
  static boolean taken(Path name) {
    return Files.exists(name, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether nobody has a name, nor writes a file that is about to get it. */
  static boolean isFree(Path name) {
    return !taken(name) && !taken(part(name));
  }

  /**
   * Renames a file to the first free name.
   *
   * @return the name that it bears now
   * @throws IOException if it could not be renamed; it bears its old name then
   */
  static Path rename(Path file, Path wanted) throws IOException {
    for (int number = 1; number <= MOST; number++) {
      Path name = candidate(wanted, number);
      try {
        moveTo(name, file);
        return name;
      } catch (FileAlreadyExistsException _) {
        // somebody has it: the next one
      }
    }
    throw tooMany(wanted);
  }

  static IOException tooMany(Path wanted) {
    return new IOException(
        wanted + ": " + MOST + " files bear this name already; use a pattern with the time in it");
  }

  /**
   * Renames a file.
   *
   * @throws FileAlreadyExistsException if somebody has the name; the file bears its old one then
   */
  static void moveTo(Path name, Path file) throws IOException {
    try {
      Files.createLink(name, file);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException _) {
      Files.move(file, name);
      return;
    }
    Files.delete(file);
  }
}
