package dev.sonolog.worker;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.InputPart;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.TranscodeOrder;
import dev.sonolog.jobs.Transcoded;
import dev.sonolog.measure.LevelMeter;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the parts of an order, one after the other, and codes them into one file, whose rate and
 * channels are those of the first audio. Made for one job; one thread, which decoders may multiply.
 */
final class Transcoding implements AutoCloseable {
  /** Frames between two steps of the progress: some 20 seconds of audio. */
  private static final long FRAMES_PER_STEP = 1 << 20;

  /** Packets of which nothing may come before progress is told all the same. */
  private static final int PACKETS_PER_STEP = 20_000;

  private final TranscodeOrder order;
  private final Consumer<Message.Progress> progress;
  private final OptionalLong expected;
  private final AVChannelLayout layout = new AVChannelLayout();
  private @Nullable TargetShape target;
  private @Nullable CodedFile file;
  private @Nullable Reshaping reshaping;

  /** Silence that comes before the first audio. */
  private long silentFrames;

  private int silentRate = 1;

  private long silence;
  private long broken;
  private boolean exact = true;
  private long told;
  private int packets;

  Transcoding(TranscodeOrder order, Consumer<Message.Progress> progress) {
    this.order = order;
    this.progress = progress;
    this.expected = expected(order);
  }

  private static OptionalLong expected(TranscodeOrder order) {
    long all = 0;
    for (InputPart part : order.parts()) {
      switch (part) {
        case InputPart.Silence silent -> all += silent.samples();
        case InputPart.Samples samples -> {
          if (samples.to().isEmpty()) {
            return OptionalLong.empty();
          }
          all += samples.to().getAsLong() - samples.from();
        }
      }
    }
    return OptionalLong.of(all);
  }

  /**
   * Makes the file.
   *
   * @throws AvException if a part cannot be decoded, the target cannot hold it, or cannot be
   *     written
   */
  Transcoded transcode() throws AvException {
    for (InputPart part : order.parts()) {
      switch (part) {
        case InputPart.Silence silent -> addSilence(silent);
        case InputPart.Samples samples -> new Passage(samples).pass();
      }
    }
    CodedFile made = file;
    TargetShape shape = target;
    if (made == null || shape == null || reshaping == null) {
      throw new AvException("There is no audio in what was asked for");
    }
    reshaping.drain();
    long frames = made.frames();
    made.finish();
    return new Transcoded(
        shape.samples(),
        shape.bitrate(),
        shape.channels(),
        new SampleRate(shape.rate()),
        frames,
        Math.max(0, frames - silence),
        broken,
        exact && broken == 0);
  }

  private void addSilence(InputPart.Silence silent) throws AvException {
    TargetShape shape = target;
    if (shape == null || reshaping == null) {
      silentFrames = avutil.av_rescale(silentFrames, silent.rate().hertz(), silentRate);
      silentFrames += silent.samples();
      silentRate = silent.rate().hertz();
      return;
    }
    long count = avutil.av_rescale(silent.samples(), reshaping.rate(), silent.rate().hertz());
    reshaping.addSilence(count);
    silence += avutil.av_rescale(silent.samples(), shape.rate(), silent.rate().hertz());
  }

  // --- the output

  private Reshaping begun(AVFrame first, AudioFile input, int rawBits) throws AvException {
    Reshaping begun = reshaping;
    if (begun == null) {
      Shape shape = Shape.of(first);
      if (shape.channels() < 1 || shape.channels() > LevelMeter.MAX_CHANNELS) {
        throw new AvException(
            shape.channels() + " channels; 1 to " + LevelMeter.MAX_CHANNELS + " can be coded");
      }
      begun = begin(first, TargetShape.of(order, shape, SampleDepth.of(input, shape, rawBits)));
    }
    return begun;
  }

  private Reshaping begin(AVFrame first, TargetShape shape) throws AvException {
    arrange(first, shape);
    CodedFile made = new CodedFile(order.output(), shape, layout, order.tags());
    file = made;
    target = shape;
    Reshaping begun = new Reshaping(shape, layout, made);
    reshaping = begun;
    progress.accept(new Message.Progress(0, expected));
    if (silentFrames > 0) {
      begun.begin(first);
      addSilence(new InputPart.Silence(silentFrames, new SampleRate(silentRate)));
    }
    return begun;
  }

  /** What does not say which channel is which is taken for what is usual. */
  private void arrange(AVFrame first, TargetShape shape) throws AvException {
    boolean named = first.ch_layout().order() != avutil.AV_CHANNEL_ORDER_UNSPEC;
    if (named || shape.channels() > 8) {
      AvException.check(
          "Its channels cannot be arranged",
          avutil.av_channel_layout_copy(layout, first.ch_layout()));
    } else {
      avutil.av_channel_layout_default(layout, shape.channels());
    }
  }

  private void pass(int count) {
    packets += count;
    long frames = file == null ? 0 : file.frames();
    if (frames - told >= FRAMES_PER_STEP || packets >= PACKETS_PER_STEP) {
      told = frames;
      packets = 0;
      progress.accept(new Message.Progress(frames, expected));
    }
  }

  @Override
  public void close() {
    if (reshaping != null) {
      reshaping.close();
    }
    if (file != null) {
      file.close();
    }
    avutil.av_channel_layout_uninit(layout);
    layout.close();
  }

  /** One part that is decoded. */
  private final class Passage {
    private final InputPart.Samples part;
    private long seen;
    private boolean taken;

    Passage(InputPart.Samples part) {
      this.part = part;
    }

    void pass() throws AvException {
      try (AudioFile input = AudioFile.open(part.file());
          Decoding decoding = Decoding.of(input)) {
        try {
          decoding.decode(frame -> take(frame, input, decoding), Transcoding.this::pass);
        } catch (PassedException _) {
          // the rest of the file is not wanted
        }
        broken += decoding.broken();
        if (seen == 0) {
          throw decoding.nothing();
        }
        if (!taken) {
          throw new AvException(
              "It holds %d samples, and nothing from %d on".formatted(seen, part.from()));
        }
      }
    }

    private void take(AVFrame frame, AudioFile input, Decoding decoding) throws AvException {
      int rate = frame.sample_rate();
      int count = frame.nb_samples();
      long first = Math.max(0, at(part.from(), rate) - seen);
      long last = part.to().isPresent() ? at(part.to().getAsLong(), rate) - seen : count;
      if (last <= 0) {
        throw new PassedException();
      }
      seen += count;
      if (first < Math.min(count, last)) {
        taken = true;
        begun(frame, input, decoding.rawBits())
            .add(frame, (int) first, (int) Math.min(count, last));
        Shape shape = Shape.of(frame);
        exact &= keeps(shape, SampleDepth.of(input, shape, decoding.rawBits()));
      }
    }

    private boolean keeps(Shape shape, SampleDepth depth) {
      return target != null && target.keeps(shape, depth);
    }

    private long at(long sample, int rate) {
      return part.rate()
          .map(counted -> avutil.av_rescale(sample, rate, counted.hertz()))
          .orElse(sample);
    }
  }
}
