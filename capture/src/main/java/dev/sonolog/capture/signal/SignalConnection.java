package dev.sonolog.capture.signal;

import dev.sonolog.capture.Connection;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.capture.StationInfo;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Audio that is generated as fast as it would be heard. It never fails and never loses anything:
 * who asks late gets what has become due since, block by block. Owned by the source's thread; may
 * be closed by any.
 */
public final class SignalConnection implements Connection, PacketSource {
  private static final Duration BLOCK = Duration.ofMillis(20);

  private final SignalSettings settings;
  private final TimeSource time;
  private final SignalGenerator generator;
  private final SampleRate rate;
  private final int samplesOfBlock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Runnable waiting = () -> {};
  private boolean headed;
  private long origin;
  private long frame;

  /** A signal that does not run before it is opened. */
  public SignalConnection(SignalSettings settings, TimeSource time) {
    this.settings = settings;
    this.time = time;
    this.generator = new SignalGenerator(settings);
    this.rate = settings.format().rate();
    this.samplesOfBlock = Math.toIntExact(Math.max(1, rate.samples(BLOCK)));
  }

  @Override
  public PacketSource open() throws IOException {
    checkOpen();
    origin = time.nanos();
    return this;
  }

  @Override
  public StationInfo station() {
    String name = settings.waveform().name().toLowerCase(Locale.ROOT);
    return StationInfo.remembered("signal:" + name, Optional.empty());
  }

  @Override
  public Container container() {
    return settings.container();
  }

  @Override
  public StreamElement next() throws IOException {
    checkOpen();
    if (!headed) {
      headed = true;
      return new StreamElement.TrackHeader(
          settings.format(), new PcmSetup(settings.sampleFormat()));
    }
    long end = frame + samplesOfBlock;
    awaitFrame(end);
    byte[] bytes = generator.frames(frame, samplesOfBlock);
    frame = end;
    return new PcmBlock(bytes, samplesOfBlock, end * bytes.length / samplesOfBlock);
  }

  private void awaitFrame(long end) throws IOException {
    long left = due(end) - time.nanos();
    if (left > 0) {
      waiting.run();
    }
    while (left > 0) {
      await(Duration.ofNanos(left));
      left = due(end) - time.nanos();
    }
  }

  private void await(Duration left) throws IOException {
    try {
      boolean ended = closed.await(time.realWait(left).toNanos(), TimeUnit.NANOSECONDS);
      if (ended) {
        checkOpen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private long due(long end) {
    return origin + rate.duration(end).toNanos();
  }

  private void checkOpen() throws IOException {
    if (closed.getCount() == 0) {
      throw new IOException("The signal was closed");
    }
  }

  @Override
  public long arrivalNanos() {
    return due(frame);
  }

  @Override
  public void beforeWaiting(Runnable action) {
    waiting = action;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
