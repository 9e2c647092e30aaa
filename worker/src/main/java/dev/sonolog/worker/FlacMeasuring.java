package dev.sonolog.worker;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.flac.FlacStretches;
import dev.sonolog.formats.flac.MalformedFrameException;
import dev.sonolog.formats.flac.NativeDecoder;
import dev.sonolog.formats.flac.StreamInfo;
import dev.sonolog.jobs.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Measures a FLAC file that nothing is wrong with, by several decoders of libFLAC at a time, which
 * take two thirds of the time of libavcodec's. Of any other file it measures nothing, and {@link
 * Measuring} makes the best of it. Made for one file; one thread, beside those that decode.
 *
 * @param <T> what is measured
 */
final class FlacMeasuring<T> implements AutoCloseable {
  private final StreamInfo info;
  private final Meter<T> meter;
  private final MeterAdvance advance;
  private final BlockingQueue<NativeDecoder> decoders = new LinkedBlockingQueue<>();
  private final InOrder<NativeDecoder.Decoded, IOException> decoded;
  private long first = -1;

  /**
   * What is measured of a file.
   *
   * @return empty where it is no sound FLAC file, or the system has no libFLAC
   * @throws AvException if its samples cannot be measured
   */
  static <T> Optional<T> measure(
      Path file, Meter.Maker<T> maker, Consumer<Message.Progress> progress) throws AvException {
    try (InputStream in = Files.newInputStream(file)) {
      Optional<FlacStretches> stretches = FlacStretches.of(in).filter(it -> isMeasured(it.info()));
      Optional<NativeDecoder> decoder = stretches.flatMap(it -> NativeDecoder.of(it.info()));
      if (decoder.isEmpty()) {
        return Optional.empty();
      }
      try (FlacMeasuring<T> measuring =
          new FlacMeasuring<>(stretches.get(), decoder.get(), maker, progress)) {
        return Optional.of(measuring.measure());
      }
    } catch (IOException _) { // it is tried by another way, which tells what is wrong
      return Optional.empty();
    }
  }

  private static boolean isMeasured(StreamInfo info) {
    return info.hertz() >= 1 && info.hertz() <= SampleRate.MAX_HERTZ;
  }

  private FlacMeasuring(
      FlacStretches stretches,
      NativeDecoder decoder,
      Meter.Maker<T> maker,
      Consumer<Message.Progress> progress)
      throws AvException {
    this.info = stretches.info();
    decoders.add(decoder);
    this.decoded =
        new InOrder<>(
            IOException.class, () -> stretches.next().map(frames -> () -> decode(frames)));
    try {
      for (int i = 1; i < Decoding.THREADS; i++) {
        NativeDecoder.of(info).ifPresent(decoders::add);
      }
      int format =
          NativeDecoder.pcmBits(info) == Short.SIZE
              ? avutil.AV_SAMPLE_FMT_S16
              : avutil.AV_SAMPLE_FMT_S32;
      this.meter = maker.make(new Shape(format, info.hertz(), info.channels()));
      this.advance = new MeterAdvance(meter, info.channels(), expected(), progress);
    } catch (AvException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private OptionalLong expected() {
    return info.samples() > 0 ? OptionalLong.of(info.samples()) : OptionalLong.empty();
  }

  private T measure() throws IOException, AvException {
    Optional<NativeDecoder.Decoded> stretch = decoded.next();
    while (stretch.isPresent()) {
      take(stretch.get());
      stretch = meter.isComplete() ? Optional.empty() : decoded.next();
    }
    boolean whole = info.samples() == 0 || info.samples() == meter.frames();
    if (meter.frames() == 0 || !(whole || meter.isComplete())) {
      throw new MalformedFrameException("STREAMINFO speaks of another length");
    }
    return meter.result(new Meter.Facts("flac", info.bitDepth(), 0));
  }

  /** Runs on a thread of its own with a decoder of its own. */
  private NativeDecoder.Decoded decode(byte[] frames) throws IOException, InterruptedException {
    NativeDecoder decoder = decoders.take();
    try {
      return decoder.decode(frames);
    } finally {
      decoders.add(decoder);
    }
  }

  private void take(NativeDecoder.Decoded stretch) throws IOException, AvException {
    if (first < 0) {
      first = stretch.first();
    }
    if (stretch.first() != first + meter.frames()) {
      throw new MalformedFrameException("A stretch does not follow the one before it");
    }
    meter.add(stretch.pcm(), stretch.pcm().length);
    advance.check();
  }

  /** What is still decoded is waited for. */
  @Override
  public void close() {
    decoded.close();
    decoders.forEach(NativeDecoder::close);
  }
}
