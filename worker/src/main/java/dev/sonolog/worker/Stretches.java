package dev.sonolog.worker;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A file by several decoders at a time, each of which decodes a stretch of packets; for codecs
 * whose packets depend on few others, see {@link PacketMemory}. A decoder that begins so far in
 * front of its stretch, and whose first frames are thrown away, gives the very samples of one that
 * decodes everything. libavcodec's own threads know no such thing for MP3, and where they exist
 * they pass each packet from thread to thread, which takes what they win with FLAC.
 *
 * <p>Owned by one thread, which reads the packets.
 *
 * @param <R> what is made of the frames of a stretch
 */
final class Stretches<R> implements AutoCloseable {
  private final Source source;
  private final Gatherings<R> gatherings;
  private final BlockingQueue<FrameDecoder> decoders = new LinkedBlockingQueue<>();
  private final InOrder<R, AvException> decoded;

  /** Where the stretches come from. */
  interface Source extends AutoCloseable {
    /**
     * The next one; none at the end.
     *
     * @throws AvException if the file cannot be divided so
     */
    Optional<PacketStretch> next() throws AvException;

    @Override
    void close();
  }

  /**
   * Makes something of the frames of one stretch, on the thread that decodes it.
   *
   * @param <R> what that is
   */
  interface Gathering<R> extends Decoding.Taker {
    /** What was made of them. */
    R finish();
  }

  /**
   * Makes something of each stretch.
   *
   * @param <R> what that is
   */
  @FunctionalInterface
  interface Gatherings<R> {
    /**
     * Begins with a stretch, on the thread that decodes it.
     *
     * @throws AvException if nothing can be made of any
     */
    Gathering<R> of(PacketStretch stretch) throws AvException;
  }

  /**
   * @param source of its stretches; it is closed with this
   * @param gatherings what is made of each stretch
   * @throws AvException if there is no decoder that takes the stream
   */
  Stretches(AudioFile file, Source source, Gatherings<R> gatherings) throws AvException {
    this.source = source;
    this.gatherings = gatherings;
    try {
      for (int i = 0; i < Decoding.THREADS; i++) {
        decoders.add(new FrameDecoder(file, 1));
      }
    } catch (AvException e) {
      decoders.forEach(FrameDecoder::close);
      source.close();
      throw e;
    }
    this.decoded = new InOrder<>(AvException.class, () -> source.next().map(this::decoding));
  }

  /**
   * What was made of the next stretch; empty behind the last.
   *
   * @throws AvException if nothing can be made of it
   */
  Optional<R> next() throws AvException {
    return decoded.next();
  }

  /** Begins no more stretches: {@link #next} gives those that were begun. */
  void end() {
    decoded.end();
  }

  /** Runs on a thread of its own with a decoder of its own. */
  private Callable<R> decoding(PacketStretch stretch) {
    return () -> {
      FrameDecoder decoder = decoders.take();
      try (stretch) {
        Gathering<R> gathering = gatherings.of(stretch);
        stretch.decode(decoder, gathering);
        return gathering.finish();
      } finally {
        decoders.add(decoder);
      }
    };
  }

  /** How many packets could not be decoded; known when nothing is decoded any more. */
  long broken() {
    return decoders.stream().mapToLong(FrameDecoder::broken).sum();
  }

  /** Why nothing came out. */
  AvException nothing() {
    return decoders.element().nothing();
  }

  /** How many bits of each sample the stream says it has; 0 where it does not. */
  int rawBits() {
    return decoders.stream().mapToInt(FrameDecoder::rawBits).max().orElse(0);
  }

  /** What is still decoded is waited for. */
  @Override
  public void close() {
    decoded.close();
    source.close();
    decoders.forEach(FrameDecoder::close);
  }
}
