package dev.sonolog.formats.streaming;

import dev.sonolog.formats.flac.StreamInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * MP4 with one audio track, each packet a fragment (ISO/IEC 14496-12, 8.8): a {@code moof} that
 * says when it is, and an {@code mdat} with the packet. Browsers take such a stream from any
 * fragment on.
 */
final class FragmentedMp4 implements Wrapping {
  private static final int TRACK = 1;

  /** What a player may know of a movie: rate 1, volume 1, no rotation (8.2.2). */
  private static final int[] UNITY = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000};

  private static final int OFFSET_FROM_MOOF = 0x02_0000; // 8.8.7: default-base-is-moof
  private static final int WITH_OFFSET_DURATION_SIZE = 0x00_0301; // 8.8.8

  private final Mp4Box entry;
  private final int timescale;
  private int number;

  private FragmentedMp4(Mp4Box entry, int timescale) {
    this.entry = entry;
    this.timescale = timescale;
  }

  /**
   * Of Opus (Encapsulation of Opus in ISO Base Media File Format, 4.3).
   *
   * @param head the identification header of Ogg (RFC 7845, 5.1), little-endian
   */
  static FragmentedMp4 opus(byte[] head, int hertz) {
    ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    Mp4Box config =
        new Mp4Box("dOps")
            .u8(0)
            .u8(in.get(9))
            .u16(in.getShort(10))
            .u32(in.getInt(12))
            .u16(in.getShort(16));
    for (int i = 18; i < head.length; i++) {
      config.u8(head[i]); // the family, and its table
    }
    return new FragmentedMp4(entry("Opus", in.get(9) & 0xFF, 16, hertz, config), hertz);
  }

  /** Of FLAC (Encapsulation of FLAC in ISO Base Media File Format, 3.3). */
  static FragmentedMp4 flac(StreamInfo info) {
    Mp4Box config =
        Mp4Box.full("dfLa", 0, 0).u32(0x8000_0000L | StreamInfo.LENGTH).bytes(info.bytes());
    return new FragmentedMp4(
        entry("fLaC", info.channels(), info.bitDepth(), info.hertz(), config), info.hertz());
  }

  /** 12.2.3; a rate that its 16 bits do not hold stands in the codec's own box alone. */
  private static Mp4Box entry(String type, int channels, int bits, int hertz, Mp4Box config) {
    return new Mp4Box(type)
        .zeros(6)
        .u16(1)
        .zeros(8)
        .u16(channels)
        .u16(bits)
        .zeros(4)
        .u32(hertz <= 0xFFFF ? (long) hertz << 16 : 0)
        .with(config);
  }

  @Override
  public byte[] head() {
    Mp4Box type = new Mp4Box("ftyp").text("iso6").u32(0).text("iso6").text("mp41");
    Mp4Box extends_ = Mp4Box.full("trex", 0, 0).u32(TRACK).u32(1).u32(0).u32(0).u32(0);
    Mp4Box movie =
        new Mp4Box("moov").with(movieHeader(), track(), new Mp4Box("mvex").with(extends_));
    return concatenated(type, movie);
  }

  private Mp4Box movieHeader() {
    Mp4Box header = Mp4Box.full("mvhd", 0, 0).u32(0).u32(0).u32(timescale).u32(0);
    header.u32(0x10000).u16(0x100).zeros(10);
    return matrix(header).zeros(24).u32(TRACK + 1);
  }

  private static Mp4Box matrix(Mp4Box box) {
    for (int value : UNITY) {
      box.u32(value);
    }
    return box;
  }

  private Mp4Box track() {
    Mp4Box header = Mp4Box.full("tkhd", 0, 7).u32(0).u32(0).u32(TRACK).u32(0).u32(0);
    matrix(header.zeros(8).u16(0).u16(0).u16(0x100).u16(0)).u32(0).u32(0);
    Mp4Box mediaHeader = Mp4Box.full("mdhd", 0, 0).u32(0).u32(0).u32(timescale).u32(0);
    mediaHeader.u16(0x55C4).u16(0); // "und"
    Mp4Box handler = Mp4Box.full("hdlr", 0, 0).u32(0).text("soun").zeros(12).u8(0);
    return new Mp4Box("trak")
        .with(header, new Mp4Box("mdia").with(mediaHeader, handler, information()));
  }

  private Mp4Box information() {
    Mp4Box reference = Mp4Box.full("dref", 0, 0).u32(1).with(Mp4Box.full("url ", 0, 1));
    Mp4Box samples =
        new Mp4Box("stbl")
            .with(
                Mp4Box.full("stsd", 0, 0).u32(1).with(entry),
                Mp4Box.full("stts", 0, 0).u32(0),
                Mp4Box.full("stsc", 0, 0).u32(0),
                Mp4Box.full("stsz", 0, 0).u32(0).u32(0),
                Mp4Box.full("stco", 0, 0).u32(0));
    return new Mp4Box("minf")
        .with(Mp4Box.full("smhd", 0, 0).u16(0).u16(0), new Mp4Box("dinf").with(reference), samples);
  }

  @Override
  public byte[] wrapped(byte[] packet, long from, int samples) {
    number++;
    int offset = fragment(0, from, samples, packet.length).length() + 8;
    return concatenated(
        fragment(offset, from, samples, packet.length), new Mp4Box("mdat").bytes(packet));
  }

  private Mp4Box fragment(int offset, long from, int samples, int length) {
    Mp4Box run =
        Mp4Box.full("trun", 0, WITH_OFFSET_DURATION_SIZE)
            .u32(1)
            .u32(offset)
            .u32(samples)
            .u32(length);
    Mp4Box track =
        new Mp4Box("traf")
            .with(
                Mp4Box.full("tfhd", 0, OFFSET_FROM_MOOF).u32(TRACK),
                Mp4Box.full("tfdt", 1, 0).u64(from),
                run);
    return new Mp4Box("moof").with(Mp4Box.full("mfhd", 0, 0).u32(number), track);
  }

  private static byte[] concatenated(Mp4Box one, Mp4Box other) {
    ByteBuffer both = ByteBuffer.allocate(one.length() + other.length());
    return both.put(one.bytes()).put(other.bytes()).array();
  }
}
