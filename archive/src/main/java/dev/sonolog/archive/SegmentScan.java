package dev.sonolog.archive;

import dev.sonolog.formats.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which files of an output directory belong to the archive: regular files with the extension of a
 * codec, and unfinished ones of that name. Symbolic links are not followed, folders whose name
 * looks like a file are folders, and nothing below {@value #STATE} is looked at. Blocks in the file
 * system: platform threads only. A folder that cannot be read is logged and left out.
 */
final class SegmentScan {
  /** The folder of the archive's own files. */
  static final String STATE = ".sonolog";

  private static final System.Logger LOGGER = System.getLogger(SegmentScan.class.getName());

  private SegmentScan() {}

  /** The finished files below a folder, in no order. */
  static void files(Path directory, Consumer<Path> found) throws IOException {
    walk(directory, (file, _) -> isSegment(file), found);
  }

  /** The finished files below a folder as they lie there, in no order. */
  static void seen(Path directory, Consumer<SeenFile> found) throws IOException {
    walk(
        directory,
        (file, attributes) -> {
          if (isSegment(file)) {
            found.accept(SeenFile.of(file, attributes));
          }
          return false;
        },
        _ -> {});
  }

  /** The finished files below a folder that were written at an instant or later, in no order. */
  static void filesSince(Path directory, Instant since, Consumer<Path> found) throws IOException {
    walk(
        directory,
        (file, attributes) ->
            isSegment(file) && !attributes.lastModifiedTime().toInstant().isBefore(since),
        found);
  }

  /** The unfinished files below a folder, in no order. */
  static void parts(Path directory, Consumer<Path> found) throws IOException {
    walk(
        directory,
        (file, _) -> FinalName.isPart(file) && isSegment(FinalName.withoutPart(file)),
        found);
  }

  /** The folders of what was deleted, of this directory and of file systems mounted below it. */
  static void trashes(Path directory, Consumer<Path> found) throws IOException {
    try {
      Files.walkFileTree(
          directory,
          new Visitor((_, _) -> false, found) {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              Path trash = folder.resolve(TrashEntry.TRASH);
              if (folder.endsWith(STATE) && Files.isDirectory(trash)) {
                found.accept(trash);
              }
              return super.preVisitDirectory(folder, attributes);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * The path of a relative name.
   *
   * @throws IOException if it leaves the directory or would not be found again
   */
  static Path checkedName(Path directory, String name) throws IOException {
    Path file = resolve(directory, name);
    if (!file.startsWith(directory.normalize()) || name.endsWith("/")) {
      throw new IOException("\"" + name + "\" does not lie in " + directory);
    }
    if (!isSegment(file)) {
      throw new IOException("\"" + name + "\" does not end like an audio file");
    }
    if (directory.normalize().relativize(file).startsWith(STATE)) {
      throw new IOException("\"" + name + "\" lies among the archive's own files");
    }
    return file;
  }

  private static Path resolve(Path directory, String name) throws IOException {
    try {
      return directory.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new IOException("\"" + name + "\" is no file name here: " + e.getMessage(), e);
    }
  }

  /**
   * Whether a file is where a look at the finished ones below a folder would come by, if it is
   * there: neither elsewhere, nor behind a link, nor among the archive's own.
   *
   * @param file absolute
   */
  static boolean finds(Path directory, Path file) throws IOException {
    if (!file.startsWith(directory) || file.equals(directory) || !isSegment(file)) {
      return false;
    }
    for (Path name : directory.relativize(file)) {
      if (name.endsWith(STATE) || name.endsWith("..")) {
        return false;
      }
    }
    Path folder = file.resolveSibling("");
    return !Files.exists(folder)
        || folder
            .toRealPath()
            .equals(directory.toRealPath().resolve(directory.relativize(folder)).normalize());
  }

  /** Whether a file is called like a finished one. */
  static boolean isSegment(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(Codec.values()).anyMatch(c -> name.endsWith("." + c.extension()));
  }

  private interface Choice {
    boolean takes(Path file, BasicFileAttributes attributes);
  }

  private static void walk(Path directory, Choice choice, Consumer<Path> found) throws IOException {
    try {
      Files.walkFileTree(directory, new Visitor(choice, found));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static class Visitor extends SimpleFileVisitor<Path> {
    private final Choice choice;
    private final Consumer<Path> found;

    Visitor(Choice choice, Consumer<Path> found) {
      this.choice = choice;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean own = folder.endsWith(STATE);
      return own ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && choice.takes(file, attributes)) {
        found.accept(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      LOGGER.log(Level.WARNING, "{0} cannot be looked at: {1}", file, Failures.reason(e));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      if (e != null) {
        LOGGER.log(Level.WARNING, "{0} was not read to its end: {1}", folder, Failures.reason(e));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
