package dev.sonolog.worker;

import dev.sonolog.formats.mpeg.MpegHeader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * The frames of an MP3 file in stretches, hundreds of them joined into one packet: what libavcodec
 * and its memory do for each packet costs a tenth of decoding it. Its decoder takes one frame after
 * the other out of a packet, and passes over zeros in front of each; there are as many as it finds
 * behind a packet of one frame, so that even a damaged frame which reads on finds the same.
 *
 * <p>Only of files whose packets are whole frames of one track. Owned by the thread that reads
 * them.
 */
final class JoinedStretches implements Stretches.Source {
  private static final byte[] PADDING = new byte[avcodec.AV_INPUT_BUFFER_PADDING_SIZE];

  /** What a stretch of a usual bitrate takes, in bytes. */
  private static final int JOINED = 200 << 10;

  private final AudioFile file;
  private final PacketMemory memory;
  private final ExpectedFrames expected;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private List<byte[]> before = List.of();
  private Optional<MpegHeader> newest = Optional.empty();

  /** Whether there was a packet that is no whole frame. */
  private boolean torn;

  /**
   * @param memory what packets of its codec depend on
   */
  JoinedStretches(AudioFile file, PacketMemory memory) {
    this.file = file;
    this.memory = memory;
    this.expected = new ExpectedFrames(file);
  }

  /**
   * The next frames.
   *
   * @throws AvException if there is something else among them
   */
  @Override
  public Optional<PacketStretch> next() throws AvException {
    long first = expected.count();
    List<byte[]> frames = new ArrayList<>();
    Joining joining = new Joining();
    try {
      while (frames.size() < memory.stretch() && file.read(packet)) {
        expected.add(packet);
        byte[] frame = frame();
        frames.add(frame);
        if (torn || packet.side_data_elems() > 0) { // which is for this frame alone
          joining.add(packet);
        } else {
          joining.add(frame);
        }
        avcodec.av_packet_unref(packet);
      }
    } catch (AvException e) {
      joining.packets.forEach(avcodec::av_packet_free);
      throw e;
    }
    List<AVPacket> packets = joining.finish();
    if (packets.isEmpty()) {
      return Optional.empty();
    }
    Joining front = new Joining();
    before.forEach(front::add);
    before = needed(frames);
    return Optional.of(new PacketStretch(front.finish(), packets, first, expected.count()));
  }

  /** The packet's bytes: a frame, or at the end of the file what there is of one. */
  private byte[] frame() throws AvException {
    if (torn) {
      throw new AvException("Something follows what is no whole frame");
    }
    byte[] frame = new byte[packet.size()];
    packet.data().get(frame);
    int word = frame.length < MpegHeader.LENGTH ? 0 : ByteBuffer.wrap(frame).getInt();
    if (newest.isEmpty() || newest.get().word() != word) {
      newest = MpegHeader.parse(word).filter(this::isOfTheTrack);
    }
    torn = newest.filter(it -> it.frameLength() == frame.length).isEmpty();
    return frame;
  }

  private boolean isOfTheTrack(MpegHeader header) {
    return newest.isEmpty() || newest.get().sameTrack(header);
  }

  /** Those that the next stretch needs in front of it. */
  private List<byte[]> needed(List<byte[]> frames) {
    List<byte[]> last =
        frames.subList(Math.max(0, frames.size() - memory.mostInFront()), frames.size());
    int needed = memory.reach(last.reversed().stream().map(it -> it.length).toList());
    return List.copyOf(last.subList(last.size() - needed, last.size()));
  }

  /** Makes packets of frames. */
  private static final class Joining {
    final List<AVPacket> packets = new ArrayList<>();
    private final ByteArrayOutputStream joined = new ByteArrayOutputStream(JOINED);

    void add(byte[] frame) {
      if (joined.size() > 0) {
        joined.writeBytes(PADDING);
      }
      joined.writeBytes(frame);
    }

    /** One that stands alone. */
    void add(AVPacket packet) {
      join();
      packets.add(avcodec.av_packet_clone(packet));
    }

    private void join() {
      if (joined.size() > 0) {
        AVPacket all = avcodec.av_packet_alloc();
        if (avcodec.av_new_packet(all, joined.size()) < 0) {
          throw new OutOfMemoryError("Frames cannot be joined");
        }
        all.data().put(joined.toByteArray());
        packets.add(all);
        joined.reset();
      }
    }

    List<AVPacket> finish() {
      join();
      return packets;
    }
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
  }
}
