package dev.sonolog.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A file by several decoders at a time, each of which decodes a stretch of packets; for codecs
 * whose packets depend on few others, see {@link PacketMemory}. A decoder that begins so far in
 * front of its stretch, and whose first frames are thrown away, gives the very samples of one that
 * decodes everything. libavcodec's own threads know no such thing for MP3, and where they exist
 * they pass each packet from thread to thread, which takes what they win with FLAC.
 */
final class StretchDecoding implements Decoding {
  private final AudioFile file;
  private final PacketMemory memory;
  private final ExecutorService threads;
  private final BlockingQueue<FrameDecoder> decoders = new LinkedBlockingQueue<>();
  private final Deque<Future<List<AVFrame>>> stretches = new ArrayDeque<>();
  private final Deque<AVPacket> before = new ArrayDeque<>();
  private final LongFrames.Pool pool = new LongFrames.Pool();

  /**
   * @param memory what packets of its codec depend on
   * @throws AvException if there is no decoder that takes the stream
   */
  StretchDecoding(AudioFile file, PacketMemory memory) throws AvException {
    this.file = file;
    this.memory = memory;
    try {
      for (int i = 0; i < THREADS; i++) {
        decoders.add(new FrameDecoder(file, 1));
      }
    } catch (AvException e) {
      decoders.forEach(FrameDecoder::close);
      throw e;
    }
    this.threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("decoder-", 0).factory());
  }

  @Override
  public void decode(Taker taker, Consumer<Integer> passed) throws AvException {
    List<AVPacket> packets = stretch();
    while (!packets.isEmpty() || !stretches.isEmpty()) {
      if (!packets.isEmpty()) {
        begin(packets);
      }
      if (packets.isEmpty() || stretches.size() > THREADS) {
        take(stretches.remove(), taker);
        passed.accept(memory.stretch());
      }
      packets = packets.isEmpty() ? packets : stretch();
    }
  }

  /** The next packets; none at the end. */
  private List<AVPacket> stretch() {
    List<AVPacket> packets = new ArrayList<>();
    AVPacket packet = avcodec.av_packet_alloc();
    while (packets.size() < memory.stretch() && file.read(packet)) {
      packets.add(packet);
      packet = avcodec.av_packet_alloc();
    }
    avcodec.av_packet_free(packet);
    return packets;
  }

  private void begin(List<AVPacket> packets) {
    List<AVPacket> front = copies(before);
    int unneeded = Math.max(0, packets.size() - memory.mostInFront());
    before.addAll(copies(packets.subList(unneeded, packets.size())));
    shorten();
    stretches.add(threads.submit(() -> decode(front, packets)));
  }

  private static List<AVPacket> copies(Iterable<AVPacket> packets) {
    List<AVPacket> copies = new ArrayList<>();
    for (AVPacket packet : packets) {
      AVPacket copy = avcodec.av_packet_alloc();
      if (avcodec.av_packet_ref(copy, packet) < 0) {
        throw new OutOfMemoryError("A packet cannot be kept");
      }
      copies.add(copy);
    }
    return copies;
  }

  /** Leaves so many packets as the next stretch needs in front of it. */
  private void shorten() {
    int needed = memory.reach(before.reversed());
    while (before.size() > needed) {
      avcodec.av_packet_free(before.removeFirst());
    }
  }

  /** Runs on a thread of its own with a decoder of its own. */
  private List<AVFrame> decode(List<AVPacket> front, List<AVPacket> packets)
      throws InterruptedException {
    FrameDecoder decoder = decoders.take();
    try {
      decoder.restart();
      decoder.warmUp(front);
      List<AVFrame> frames = new ArrayList<>();
      LongFrames gathered = new LongFrames(pool, frames::add);
      AVFrame frame = avutil.av_frame_alloc();
      for (AVPacket packet : packets) {
        decoder.send(packet);
        while (decoder.receive(frame)) {
          gathered.add(frame);
          avutil.av_frame_unref(frame);
        }
      }
      avutil.av_frame_free(frame);
      gathered.finish();
      return frames;
    } finally {
      decoders.add(decoder);
      front.forEach(avcodec::av_packet_free);
      packets.forEach(avcodec::av_packet_free);
    }
  }

  private void take(Future<List<AVFrame>> stretch, Taker taker) throws AvException {
    List<AVFrame> frames = result(stretch);
    try {
      for (AVFrame frame : frames) {
        taker.take(frame);
      }
    } finally {
      frames.forEach(pool::release);
    }
  }

  private static List<AVFrame> result(Future<List<AVFrame>> stretch) {
    try {
      return stretch.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("A stretch could not be decoded", e);
    }
  }

  @Override
  public long broken() {
    return decoders.stream().mapToLong(FrameDecoder::broken).sum();
  }

  @Override
  public AvException nothing() {
    return decoders.element().nothing();
  }

  @Override
  public int rawBits() {
    return decoders.stream().mapToInt(FrameDecoder::rawBits).max().orElse(0);
  }

  /** What is still decoded is waited for. */
  @Override
  public void close() {
    for (Future<List<AVFrame>> stretch : stretches) {
      result(stretch).forEach(avutil::av_frame_free);
    }
    threads.close();
    pool.close();
    before.forEach(avcodec::av_packet_free);
    decoders.forEach(FrameDecoder::close);
  }
}
