package dev.sonolog.formats.wav;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the "fmt " chunk says: WAVEFORMATEX, or WAVEFORMATEXTENSIBLE where Microsoft asks for it
 * ("Multiple channel audio data and WAVE files"): for more than 16 bits and for more than two
 * channels.
 *
 * @param sampleFormat how each sample is stored
 * @param rate samples per second and channel
 * @param channels 1 to {@value #MAX_CHANNELS}
 */
record WaveFormat(SampleFormat sampleFormat, SampleRate rate, int channels) {
  static final int MAX_CHANNELS = 255;

  /** All of the chunk that says something to us, in bytes. */
  static final int LONGEST = 40;

  private static final int SHORTEST = 16;
  private static final int EXTENSION = 22;

  /** What follows the number of a format in the GUID that it becomes. */
  private static final byte[] GUID_TAIL = HexFormat.of().parseHex("000000001000800000AA00389B71");

  private static final int CENTER = 4;
  private static final int LEFT_AND_RIGHT = 3;

  /** Channels of a sound card that feed no certain loudspeakers. */
  private static final int UNPLACED = 0;

  /**
   * The format of a track.
   *
   * @throws IllegalArgumentException if it does not consist of plain samples
   */
  static WaveFormat of(StreamElement.TrackHeader header) {
    AudioFormat format = header.format();
    if (format.codec() != Codec.PCM || !(header.setup() instanceof PcmSetup setup)) {
      throw new IllegalArgumentException("No plain samples: " + format);
    }
    return new WaveFormat(setup.sampleFormat(), format.rate(), format.channels());
  }

  StreamElement.TrackHeader header() {
    return new StreamElement.TrackHeader(
        new AudioFormat(Codec.PCM, rate, channels), new PcmSetup(sampleFormat));
  }

  /** The bytes of a frame: one sample of each channel. */
  int frameLength() {
    return channels * sampleFormat.length();
  }

  boolean floating() {
    return sampleFormat == SampleFormat.FLOAT;
  }

  // --- written

  /** The content of the chunk. */
  byte[] bytes() {
    boolean extensible = channels > 2 || sampleFormat.bits() > 16;
    int tag = floating() ? FormatTag.IEEE_FLOAT : FormatTag.PCM;
    ByteBuffer out =
        ByteBuffer.allocate(extensible ? LONGEST : SHORTEST).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) (extensible ? FormatTag.EXTENSIBLE : tag)).putShort((short) channels);
    out.putInt(rate.hertz()).putInt(rate.hertz() * frameLength());
    out.putShort((short) frameLength()).putShort((short) sampleFormat.bits());
    if (extensible) {
      out.putShort((short) EXTENSION).putShort((short) sampleFormat.bits());
      out.putInt(channelMask()).putShort((short) tag).put(GUID_TAIL);
    }
    return out.array();
  }

  private int channelMask() {
    return channels == 1 ? CENTER : channels == 2 ? LEFT_AND_RIGHT : UNPLACED;
  }

  // --- read

  /**
   * What a chunk says.
   *
   * @param content the first {@value #LONGEST} bytes suffice
   * @throws UnsupportedFormatException if it is broken, or speaks of anything but plain samples
   */
  static WaveFormat parse(byte[] content) throws UnsupportedFormatException {
    if (content.length < SHORTEST) {
      throw FormatTag.refused("a 'fmt ' chunk of only " + content.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int tag = tag(content, in.getShort() & 0xFFFF);
    int channels = in.getShort() & 0xFFFF;
    long hertz = Integer.toUnsignedLong(in.getInt());
    in.getInt();
    int frame = in.getShort() & 0xFFFF;
    int bits = in.getShort() & 0xFFFF;
    checkCounts(channels, hertz);
    return new WaveFormat(
        sampleFormat(tag, bits, frame, channels), new SampleRate((int) hertz), channels);
  }

  private static int tag(byte[] content, int tag) throws UnsupportedFormatException {
    if (tag != FormatTag.EXTENSIBLE) {
      return tag;
    }
    if (content.length < LONGEST
        || !Arrays.equals(content, 26, LONGEST, GUID_TAIL, 0, GUID_TAIL.length)) {
      throw FormatTag.refused("a kind of audio that only its maker knows (an unregistered GUID)");
    }
    return (content[24] & 0xFF) | (content[25] & 0xFF) << 8;
  }

  private static void checkCounts(int channels, long hertz) throws UnsupportedFormatException {
    if (channels < 1 || channels > MAX_CHANNELS) {
      throw FormatTag.refused(channels + " channels (1 to " + MAX_CHANNELS + " are possible)");
    }
    if (hertz < 1 || hertz > SampleRate.MAX_HERTZ) {
      throw FormatTag.refused(
          "audio at " + hertz + " Hz (1 to " + SampleRate.MAX_HERTZ + " are possible)");
    }
  }

  /** Samples of odd widths fill the upper bits of whole bytes, so that nothing of them is lost. */
  private static SampleFormat sampleFormat(int tag, int bits, int frame, int channels)
      throws UnsupportedFormatException {
    if (tag != FormatTag.PCM && tag != FormatTag.IEEE_FLOAT) {
      throw FormatTag.refusal(tag);
    }
    for (SampleFormat format : SampleFormat.values()) {
      boolean floating = tag == FormatTag.IEEE_FLOAT;
      if (floating == (format == SampleFormat.FLOAT)
          && (bits + 7) / 8 == format.length()
          && frame == channels * format.length()) {
        return format;
      }
    }
    String kind = tag == FormatTag.PCM ? " bits" : " bits as floating-point numbers";
    throw FormatTag.refused("samples of " + bits + kind + " in frames of " + frame + " bytes");
  }
}
