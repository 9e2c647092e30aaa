package dev.sonolog.server.files;

import dev.sonolog.formats.Container;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.ogg.OggContainer;
import dev.sonolog.formats.wav.WavContainer;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Files that are being written, as players can take them. The head that a writer begins with says
 * that nothing follows, or nothing for sure; a player would show no duration, or stop at the first
 * sample. What no player needs help with is passed on as it is.
 */
final class GrowingFiles {
  /** Whose snapshots differ from the files. */
  private static final Map<String, Container> CONTAINERS =
      Map.of(
          "wav", new WavContainer(),
          "flac", new FlacContainer(),
          "ogg", new OggContainer(),
          "oga", new OggContainer(),
          "opus", new OggContainer(),
          "mp3", new MpegContainer());

  private GrowingFiles() {}

  /** A snapshot of the first {@code length} bytes. Reads the file: a reader thread. */
  static Snapshot snapshot(SeekableByteChannel file, String name, long length) throws IOException {
    return snapshot(file, name, length, OptionalLong.empty());
  }

  /**
   * A snapshot of the first {@code length} bytes. Reads the file: a reader thread.
   *
   * @param samples how many per channel these hold, where somebody knows
   */
  static Snapshot snapshot(SeekableByteChannel file, String name, long length, OptionalLong samples)
      throws IOException {
    Container container = CONTAINERS.get(MediaTypes.extension(name));
    return container == null
        ? Snapshot.unchanged(length)
        : container.snapshot(file, length, samples);
  }
}
