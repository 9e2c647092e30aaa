package dev.sonolog.formats.wav;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.PacketReader;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * Plain samples of which nobody knows yet how many there will be: read from a file of ours that is
 * being written, and sent as a WAV form without an end.
 */
public final class EndlessWav {
  /** What 32 bits say of a length that is not known. */
  private static final int UNKNOWN = 0xFFFF_FFFF;

  /** More than any file holds, in frames. */
  private static final long ALL = 1L << 48;

  private EndlessWav() {}

  /**
   * A reader that stands in front of a sample, and reads on as long as the file gives more,
   * whatever its head says.
   *
   * @param sample counted from the first of the file, from 0
   * @throws UnsupportedFormatException if it is no such file
   */
  public static PacketReader reader(SeekableByteChannel file, long sample) throws IOException {
    WavSamples wav = WavSamples.find(file);
    WaveFormat format = new WaveFormat(wav.format(), wav.rate(), wav.channels());
    file.position(wav.start() + sample * format.frameLength());
    ByteInput input = new ByteInput(Channels.newInputStream(file), WavReader.LOOK_AHEAD);
    return WavReader.inside(format, ALL * format.frameLength(), input);
  }

  /**
   * The head of a form without an end, for players that take what comes behind it as it comes.
   *
   * @throws IllegalArgumentException if the track does not consist of plain samples
   */
  public static byte[] head(TrackHeader track) {
    byte[] format = WaveFormat.of(track).bytes();
    int length = 12 + 2 * ChunkId.HEADER + format.length;
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    id(out, ChunkId.RIFF).putInt(UNKNOWN);
    id(out, ChunkId.WAVE);
    id(out, ChunkId.FMT).putInt(format.length).put(format);
    id(out, ChunkId.DATA).putInt(UNKNOWN);
    return out.array();
  }

  private static ByteBuffer id(ByteBuffer out, int id) {
    return out.putInt(Integer.reverseBytes(id));
  }
}
