package dev.sonolog.jobs;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.measure.LoudnessReading;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummaryMeter;
import dev.sonolog.measure.SummarySettings;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Summaries and what is asked for them as bytes, all numbers big-endian; in messages, and in the
 * files that keep them. What is read is checked: an {@link IllegalArgumentException} says what is
 * wrong, a {@link java.nio.BufferUnderflowException} that it ends too early.
 */
public final class SummaryFields {
  private SummaryFields() {}

  /** Writes what silence is. */
  public static void put(DataOutput out, SummarySettings settings) throws IOException {
    out.writeDouble(settings.silenceBelow());
    out.writeLong(settings.silenceAfter().toNanos());
  }

  /** Reads what silence is. */
  public static SummarySettings settings(ByteBuffer in) {
    return new SummarySettings(in.getDouble(), Duration.ofNanos(in.getLong()));
  }

  /** Writes a summary. */
  public static void put(DataOutput out, SoundSummary summary) throws IOException {
    out.writeInt(summary.rate().hertz());
    out.writeLong(summary.frames());
    put(out, summary.loudness());
    out.writeInt(summary.channels().size());
    for (SoundSummary.Channel channel : summary.channels()) {
      out.writeDouble(channel.peak());
      out.writeDouble(channel.truePeak());
      out.writeDouble(channel.offset());
      out.writeLong(channel.clips());
      out.writeLong(channel.broken());
    }
    out.writeInt(summary.silences().size());
    for (SoundSummary.Stretch silence : summary.silences()) {
      out.writeLong(silence.from());
      out.writeLong(silence.to());
    }
    out.writeLong(summary.silentFrames());
  }

  private static void put(DataOutput out, LoudnessReading loudness) throws IOException {
    out.writeDouble(loudness.momentary());
    out.writeDouble(loudness.shortTerm());
    out.writeDouble(loudness.integrated());
    out.writeDouble(loudness.range());
    out.writeDouble(loudness.highestMomentary());
    out.writeDouble(loudness.highestShortTerm());
  }

  /** Reads a summary. */
  public static SoundSummary summary(ByteBuffer in) {
    SampleRate rate = new SampleRate(in.getInt());
    long frames = MessageReader.count(in.getLong());
    LoudnessReading loudness = loudness(in);
    return new SoundSummary(
        rate,
        frames,
        loudness,
        channels(in),
        silences(in, frames),
        MessageReader.count(in.getLong()));
  }

  private static LoudnessReading loudness(ByteBuffer in) {
    return new LoudnessReading(level(in), level(in), level(in), level(in), level(in), level(in));
  }

  private static double level(ByteBuffer in) {
    double level = in.getDouble();
    if (Double.isNaN(level) || level == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a level of " + level);
    }
    return level;
  }

  private static List<SoundSummary.Channel> channels(ByteBuffer in) {
    int count = MessageReader.channels(in.getInt());
    List<SoundSummary.Channel> channels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      channels.add(
          new SoundSummary.Channel(
              level(in),
              level(in),
              level(in),
              MessageReader.count(in.getLong()),
              MessageReader.count(in.getLong())));
    }
    return channels;
  }

  private static List<SoundSummary.Stretch> silences(ByteBuffer in, long frames) {
    int count = in.getInt();
    if (count < 0 || count > SummaryMeter.MOST_SILENCES) {
      throw new IllegalArgumentException(count + " silences");
    }
    List<SoundSummary.Stretch> silences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SoundSummary.Stretch silence = new SoundSummary.Stretch(in.getLong(), in.getLong());
      if (silence.from() < 0 || silence.to() < silence.from() || silence.to() > frames) {
        throw new IllegalArgumentException("a silence of " + frames + " frames: " + silence);
      }
      silences.add(silence);
    }
    return silences;
  }
}
