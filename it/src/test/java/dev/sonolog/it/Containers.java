package dev.sonolog.it;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.adts.AdtsContainer;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.ogg.OggContainer;
import dev.sonolog.formats.wav.WavContainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Every container that the product knows, in its order. */
final class Containers {
  static final List<Container> ALL =
      List.of(
          new MpegContainer(),
          new AdtsContainer(),
          new OggContainer(),
          new FlacContainer(),
          new WavContainer());

  private Containers() {}

  /** What a file holds, read by the container that it is of. */
  static InspectedSegment inspect(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return of(file).inspect(channel);
    }
  }

  /** The container that a file is of. */
  static Container of(Path file) throws IOException {
    for (Container container : ALL) {
      try (InputStream in = Channels.newInputStream(Files.newByteChannel(file))) {
        if (container.sniff(new ByteInput(in, 1 << 20))) {
          return container;
        }
      }
    }
    throw new AssertionError(file + " is of no known container");
  }
}
