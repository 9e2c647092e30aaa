package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads audiowaveform's data format, version 2, by its description.
 *
 * @param bits of each number
 * @param rate in hertz
 * @param zoom samples per pixel
 * @param values pixel by pixel, in it channel by channel, the lowest in front of the highest
 */
@SuppressWarnings("ArrayRecordComponent") // only taken apart
record WaveformData(int bits, int rate, int zoom, int length, int channels, int[] values) {
  static WaveformData of(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.getInt()).as("version").isEqualTo(2);
    int flags = in.getInt();
    assertThat(flags).isIn(0, 1);
    int rate = in.getInt();
    int zoom = in.getInt();
    int length = in.getInt();
    int channels = in.getInt();
    int[] values = new int[length * channels * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = flags == 1 ? in.get() : in.getShort();
    }
    assertThat(in.remaining()).isZero();
    return new WaveformData(flags == 1 ? 8 : 16, rate, zoom, length, channels, values);
  }
}
