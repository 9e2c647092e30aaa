package dev.sonolog.jobs;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What passes the pipes between the recorder and its worker. Both begin with {@link Hello}. Then a
 * {@link Job} goes one way and its answers the other: {@link Progress} now and then, and at the end
 * {@link Failed}, or what was asked for: the {@link Windows} and {@link Peaks} in parts and {@link
 * Measured}, the {@link Cells} and {@link Drawn}, {@link Summarised}, or {@link Done}.
 */
public sealed interface Message {
  /** The version that both sides must speak; raised with each change of a message. */
  int VERSION = 3;

  /** The most values of a part, so that a message stays below {@link MessageReader#MAX_LENGTH}. */
  int MAX_PART = 1 << 16;

  /**
   * The first message of each side.
   *
   * @param version of what it speaks
   */
  record Hello(int version) implements Message {}

  /** Something that is asked of the worker. One at a time. */
  sealed interface Job extends Message {
    /** The file that it is about. */
    Path file();
  }

  /**
   * Measure a whole file from its first frame.
   *
   * @param file absolute
   */
  record Measure(Path file) implements Job {}

  /**
   * Measure a whole file as one recording.
   *
   * @param file absolute
   * @param settings what silence is
   */
  record Summarise(Path file, SummarySettings settings) implements Job {}

  /**
   * Code files anew into another one.
   *
   * @param order whose output is there, empty, and is not given its name by the worker
   */
  record Transcode(TranscodeOrder order) implements Job {
    @Override
    public Path file() {
      return order.file();
    }
  }

  /**
   * Make a spectrogram of a span of a file.
   *
   * @param order whose file is absolute
   */
  record Draw(SpectrogramOrder order) implements Job {
    @Override
    public Path file() {
      return order.part().file();
    }
  }

  /**
   * How far the work is. Comes at least each few seconds of audio that were decoded.
   *
   * @param frames that were done
   * @param expected frames of all there is to do, where heads say something of it; may be wrong
   */
  record Progress(long frames, OptionalLong expected) implements Message {}

  /**
   * Some of the levels of the windows, in order.
   *
   * @param levels not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // a part of something large that passes
  record Windows(double[] levels) implements Message {}

  /**
   * Some of the peaks, in order.
   *
   * @param values not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // a part of something large that passes
  record Peaks(short[] values) implements Message {}

  /**
   * The end of a measurement: what the parts in front of it belong to. The components are those of
   * {@link LevelData}.
   */
  record Measured(
      String codec,
      SampleFormat format,
      int channels,
      SampleRate rate,
      long frames,
      long brokenPackets)
      implements Message {}

  /**
   * Some of the cells of a spectrogram, in order.
   *
   * @param values not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // a part of something large that passes
  record Cells(byte[] values) implements Message {}

  /**
   * The end of a spectrogram: what the parts in front of it belong to.
   *
   * @param rate as {@link SpectrogramData#rate}
   */
  record Drawn(SampleRate rate) implements Message {}

  /** What a recording sounds like as a whole. */
  record Summarised(SoundSummary summary) implements Message {}

  /** The output is whole. */
  record Done(Transcoded result) implements Message {}

  /**
   * The job cannot be done, and would not be the next time.
   *
   * @param reason for a person: what is wrong with the file
   */
  record Failed(String reason) implements Message {}
}
