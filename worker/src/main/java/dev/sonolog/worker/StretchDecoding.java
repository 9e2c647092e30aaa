package dev.sonolog.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Stretches of packets by several decoders at a time; the frames of each are kept until taken. */
final class StretchDecoding implements Decoding {
  private final PacketMemory memory;
  private final LongFrames.Pool pool = new LongFrames.Pool();
  private final Stretches<List<AVFrame>> stretches;

  /**
   * @param memory what packets of its codec depend on
   * @throws AvException if there is no decoder that takes the stream
   */
  StretchDecoding(AudioFile file, PacketMemory memory) throws AvException {
    this.memory = memory;
    this.stretches =
        new Stretches<>(file, new PacketStretches(file, memory), _ -> new Frames(pool));
  }

  /** Those of a stretch. */
  private static final class Frames implements Stretches.Gathering<List<AVFrame>> {
    private final List<AVFrame> frames = new ArrayList<>();
    private final LongFrames gathered;

    Frames(LongFrames.Pool pool) {
      this.gathered = new LongFrames(pool, frames::add);
    }

    @Override
    public void take(AVFrame frame) {
      gathered.add(frame);
    }

    @Override
    public List<AVFrame> finish() {
      gathered.finish();
      return frames;
    }
  }

  @Override
  public void decode(Taker taker, Consumer<Integer> passed) throws AvException {
    Optional<List<AVFrame>> frames = stretches.next();
    while (frames.isPresent()) {
      take(frames.get(), taker);
      passed.accept(memory.stretch());
      frames = stretches.next();
    }
  }

  private void take(List<AVFrame> frames, Taker taker) throws AvException {
    try {
      for (AVFrame frame : frames) {
        taker.take(frame);
      }
    } finally {
      frames.forEach(pool::release);
    }
  }

  @Override
  public long broken() {
    return stretches.broken();
  }

  @Override
  public AvException nothing() {
    return stretches.nothing();
  }

  @Override
  public int rawBits() {
    return stretches.rawBits();
  }

  /** What is still decoded is waited for. */
  @Override
  public void close() {
    stretches.end();
    try {
      for (var left = stretches.next(); left.isPresent(); left = stretches.next()) {
        left.get().forEach(avutil::av_frame_free);
      }
    } catch (AvException e) {
      throw new IllegalStateException("Keeping frames does not fail", e);
    } finally {
      stretches.close();
      pool.close();
    }
  }
}
