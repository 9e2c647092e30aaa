package dev.sonolog.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/** A file's packets as they are, in stretches. Owned by the thread that reads them. */
final class PacketStretches implements Stretches.Source {
  private final AudioFile file;
  private final PacketMemory memory;
  private final ExpectedFrames expected;
  private final Deque<AVPacket> before = new ArrayDeque<>();

  /**
   * @param memory what packets of its codec depend on
   */
  PacketStretches(AudioFile file, PacketMemory memory) {
    this.file = file;
    this.memory = memory;
    this.expected = new ExpectedFrames(file);
  }

  @Override
  public Optional<PacketStretch> next() {
    long first = expected.count();
    List<AVPacket> packets = new ArrayList<>();
    AVPacket packet = avcodec.av_packet_alloc();
    while (packets.size() < memory.stretch() && file.read(packet)) {
      expected.add(packet);
      packets.add(packet);
      packet = avcodec.av_packet_alloc();
    }
    avcodec.av_packet_free(packet);
    if (packets.isEmpty()) {
      return Optional.empty();
    }
    PacketStretch stretch = new PacketStretch(copies(before), packets, first, expected.count());
    int unneeded = Math.max(0, packets.size() - memory.mostInFront());
    before.addAll(copies(packets.subList(unneeded, packets.size())));
    shorten();
    return Optional.of(stretch);
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
    int needed = memory.reach(before.reversed().stream().map(AVPacket::size).toList());
    while (before.size() > needed) {
      avcodec.av_packet_free(before.removeFirst());
    }
  }

  @Override
  public void close() {
    before.forEach(avcodec::av_packet_free);
  }
}
