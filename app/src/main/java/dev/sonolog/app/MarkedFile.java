package dev.sonolog.app;

import dev.sonolog.analysis.SectionList;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.wav.WavMark;
import dev.sonolog.formats.wav.WavMarks;
import dev.sonolog.formats.wav.WavSamples;
import dev.sonolog.formats.wav.WavStart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * An exported WAV file in which sections are marked.
 *
 * @param file is there
 */
record MarkedFile(Path file) {
  /**
   * @throws CommandFailure if it is not there, or cannot be marked
   */
  static MarkedFile of(Path file) throws CommandFailure, IOException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          file + " is not there: the marks are added to a file of `sonolog export`");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      WavSamples.find(channel);
      return new MarkedFile(file);
    } catch (UnsupportedFormatException e) {
      throw new CommandFailure(ExitCode.USAGE, file + ": " + e.getMessage());
    }
  }

  /** Marks the sections that lie in it at least in part; how many these are. */
  int mark(SectionList list) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      WavSamples samples = WavSamples.find(channel);
      Instant start = WavStart.find(channel, list.zone()).orElse(list.from());
      List<WavMark> marks = list.marks(start, samples.rate(), samples.frames());
      WavMarks.replace(channel, marks);
      return marks.size();
    }
  }
}
