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
 * MP3 by several decoders at a time, each of which decodes a stretch of packets.
 *
 * <p>What a packet decodes to depends on little that lies before it: bits that its frame left in
 * the reservoir, at most 511 bytes (ISO/IEC 11172-3, 2.4.2.7), the second half of the transform of
 * the granule before, and the last 480 inputs of the synthesis filter. A decoder that begins so far
 * in front of its stretch, and whose first frames are thrown away, gives the very samples of one
 * that decodes everything. libavcodec knows no such threads for it.
 */
final class MpegDecoding implements Decoding {
  /** Packets of a stretch: about ten seconds, four MB of samples. */
  private static final int STRETCH = 400;

  /** The reach of the reservoir, in bytes. */
  private static final int RESERVOIR = 511;

  /** The most of a packet that is not in the reservoir: header, checksum, side information. */
  private static final int OVERHEAD = 4 + 2 + 32;

  /** Packets that must be whole in front of a stretch. */
  private static final int WHOLE = 3;

  /** No more are needed of any bit rate. */
  private static final int MOST_IN_FRONT = 64;

  private final AudioFile file;
  private final ExecutorService threads;
  private final BlockingQueue<FrameDecoder> decoders = new LinkedBlockingQueue<>();
  private final Deque<Future<List<AVFrame>>> stretches = new ArrayDeque<>();
  private final Deque<AVPacket> before = new ArrayDeque<>();

  MpegDecoding(AudioFile file) throws AvException {
    this.file = file;
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

  /** Only layer III: libavcodec's decoder of the others dithers, and so remembers everything. */
  static boolean suits(AudioFile file) {
    return file.stream().codecpar().codec_id() == avcodec.AV_CODEC_ID_MP3;
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
        passed.accept(STRETCH);
      }
      packets = packets.isEmpty() ? packets : stretch();
    }
  }

  /** The next packets; none at the end. */
  private List<AVPacket> stretch() {
    List<AVPacket> packets = new ArrayList<>();
    AVPacket packet = avcodec.av_packet_alloc();
    while (packets.size() < STRETCH && file.read(packet)) {
      packets.add(packet);
      packet = avcodec.av_packet_alloc();
    }
    avcodec.av_packet_free(packet);
    return packets;
  }

  private void begin(List<AVPacket> packets) {
    List<AVPacket> front = copies(before);
    for (AVPacket packet : copies(packets)) {
      before.addLast(packet);
    }
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
    int needed = 0;
    int reach = 0;
    var latestFirst = before.descendingIterator();
    while (latestFirst.hasNext() && needed < MOST_IN_FRONT && reach < RESERVOIR) {
      AVPacket packet = latestFirst.next();
      needed++;
      reach += needed > WHOLE ? Math.max(0, packet.size() - OVERHEAD) : 0;
    }
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
      for (AVPacket packet : packets) {
        decoder.send(packet);
        collect(decoder, frames);
      }
      return frames;
    } finally {
      decoders.add(decoder);
      front.forEach(avcodec::av_packet_free);
      packets.forEach(avcodec::av_packet_free);
    }
  }

  private static void collect(FrameDecoder decoder, List<AVFrame> frames) {
    AVFrame frame = avutil.av_frame_alloc();
    while (decoder.receive(frame)) {
      frames.add(frame);
      frame = avutil.av_frame_alloc();
    }
    avutil.av_frame_free(frame);
  }

  private static void take(Future<List<AVFrame>> stretch, Taker taker) throws AvException {
    List<AVFrame> frames = result(stretch);
    try {
      for (AVFrame frame : frames) {
        taker.take(frame);
      }
    } finally {
      frames.forEach(avutil::av_frame_free);
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
    return 0;
  }

  /** What is still decoded is waited for. */
  @Override
  public void close() {
    for (Future<List<AVFrame>> stretch : stretches) {
      result(stretch).forEach(avutil::av_frame_free);
    }
    threads.close();
    before.forEach(avcodec::av_packet_free);
    decoders.forEach(FrameDecoder::close);
  }
}
