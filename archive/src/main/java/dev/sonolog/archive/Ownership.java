package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;

/**
 * Whose the files of the state directory are. A command that root gives makes files there, too; a
 * recorder that runs as another user must be able to read and write them, so they get the owner and
 * group of what they lie in. Blocks in the file system: platform threads only.
 */
public final class Ownership {
  private static final System.Logger LOGGER = System.getLogger(Ownership.class.getName());

  private Ownership() {}

  /**
   * Makes a folder with those above it, if it is not there.
   *
   * @throws IOException if it cannot be made
   */
  public static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectories(folder);
    if (parent != null) {
      passOn(folder, parent);
    }
  }

  /**
   * Gives a file or folder that this process just made to the owner and group of another one. Where
   * that is not allowed it stays as it is, and the log says so. Links are not followed: it is never
   * a file of elsewhere that is given away.
   *
   * @throws IOException if it is not there
   */
  public static void passOn(Path made, Path like) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(made, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return; // a file system without owners
    }
    PosixFileAttributes wanted = Files.readAttributes(like, PosixFileAttributes.class);
    UserPrincipal owner = view.getOwner();
    if (owner.equals(wanted.owner())) {
      return;
    }
    try {
      view.setGroup(wanted.group());
      view.setOwner(wanted.owner());
    } catch (IOException e) {
      LOGGER.log(
          Level.WARNING,
          "{0} belongs to {1} now, and {2}, the owner of {3}, may not be able to use it; do this as"
              + " {2} or as root, or change the owner ({4})",
          made,
          owner.getName(),
          wanted.owner().getName(),
          like,
          Failures.reason(e));
    }
  }
}
