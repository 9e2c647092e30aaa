package dev.sonolog.analysis;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.SpectrogramData;
import dev.sonolog.measure.SpectrogramSettings;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The spectrograms that were made last, beside the level data of their recordings; they go with
 * them. Those that nobody asked for the longest are dropped when all take too much room. One
 * process owns it; any platform thread, which it blocks.
 */
public final class SpectrogramStore {
  private static final String EXTENSION = ".spectrogram";

  private final Path folder;
  private final long most;

  /** The bytes of each file, who was used last behind; guarded by this. */
  private final Map<Path, Long> known = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;
  private boolean listed;

  /**
   * @param stateDirectory of the archive
   * @param most how much room they take, in bytes
   */
  public SpectrogramStore(Path stateDirectory, long most) {
    this.folder = stateDirectory.resolve(LevelStore.FOLDER);
    this.most = most;
  }

  /** The spectrogram of a span of a segment that is as it was when it was made. */
  public Optional<SpectrogramData> find(SpectrogramSpan span, SpectrogramSettings settings) {
    Optional<String> content = LevelStore.content(span.segment());
    Path file = file(span, settings);
    Optional<SpectrogramData> found =
        content.isEmpty()
            ? Optional.empty()
            : LevelStore.read(file, SpectrogramFile::read)
                .filter(
                    it ->
                        it.content().equals(content.get())
                            && it.from() == span.from()
                            && it.to() == span.to()
                            && it.data().settings().equals(settings))
                .map(SpectrogramFile::data);
    if (found.isPresent()) {
      use(file);
    }
    return found;
  }

  private synchronized void use(Path file) {
    var _ = known.get(file);
    try {
      // for the process that comes next
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException _) {
      // it was dropped just now
    }
  }

  /** Keeps the spectrogram of a finished segment; of one that is being recorded nothing. */
  public void put(SpectrogramSpan span, SpectrogramData data) throws IOException {
    Optional<String> content = LevelStore.content(span.segment());
    if (content.isEmpty()) {
      return;
    }
    SpectrogramFile kept = new SpectrogramFile(content.get(), span.from(), span.to(), data);
    Path file = file(span, data.settings());
    LevelStore.replace(file, kept::write);
    synchronized (this) {
      list();
      note(file, Files.size(file));
      drop();
    }
  }

  private Path file(SpectrogramSpan span, SpectrogramSettings settings) {
    StoredSegment segment = span.segment();
    String name =
        "%d.%d-%d-%dx%d-%s%s"
            .formatted(
                segment.number(),
                span.from(),
                span.to(),
                settings.columns(),
                settings.rows(),
                settings.scale().word(),
                EXTENSION);
    return folder.resolve(segment.run()).resolve(name);
  }

  private void note(Path file, long length) {
    Long before = known.put(file, length);
    bytes += length - (before == null ? 0 : before);
  }

  private void drop() throws IOException {
    while (bytes > most && !known.isEmpty()) {
      Map.Entry<Path, Long> oldest = known.entrySet().iterator().next();
      bytes -= oldest.getValue();
      known.remove(oldest.getKey());
      Files.deleteIfExists(oldest.getKey());
    }
  }

  /** What the process before left. */
  private void list() throws IOException {
    if (listed) {
      return;
    }
    List<Left> left = new ArrayList<>();
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path run : runs) {
        list(run, left);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    left.sort(Comparator.comparing(Left::used));
    left.forEach(it -> note(it.file(), it.length()));
    listed = true;
  }

  private record Left(Path file, FileTime used, long length) {}

  private static void list(Path run, List<Left> left) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(run, "*" + EXTENSION)) {
      for (Path file : files) {
        BasicFileAttributes it = Files.readAttributes(file, BasicFileAttributes.class);
        left.add(new Left(file, it.lastModifiedTime(), it.size()));
      }
    } catch (NoSuchFileException _) {
      // its recording was deleted for good just now
    }
  }
}
