package dev.sonolog.capture.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.capture.PacketSource;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.flac.FlacContainer;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import dev.sonolog.formats.pcm.SampleFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignalConnectionTest {
  private static final SampleRate RATE = new SampleRate(8_000);

  /** Clocks that go on when somebody waits. */
  private static final class Stepping implements TimeSource {
    private long nanos = 5;

    @Override
    public Instant now() {
      return Instant.ofEpochSecond(0, nanos);
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Duration realWait(Duration duration) {
      nanos += duration.toNanos();
      return Duration.ZERO;
    }
  }

  private final Stepping time = new Stepping();

  private SignalConnection signal(Waveform waveform, SampleFormat format, int channels) {
    return new SignalConnection(
        new SignalSettings(
            waveform, new AudioFormat(Codec.PCM, RATE, channels), format, new FlacContainer()),
        time);
  }

  @Test
  void everyFrameOfACounterComesOnceAndWhenItIsDue() throws IOException {
    PacketSource source = signal(Waveform.COUNTER, SampleFormat.S16, 2).open();
    assertThat(source.next())
        .isEqualTo(
            new TrackHeader(new AudioFormat(Codec.PCM, RATE, 2), new PcmSetup(SampleFormat.S16)));
    for (int block = 0; block < 600; block++) {
      PcmBlock read = (PcmBlock) source.next();
      assertThat(read.samples()).isEqualTo(160);
      ByteBuffer samples = ByteBuffer.wrap(read.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (int frame = 0; frame < 160; frame++) {
        short expected = (short) (block * 160 + frame);
        assertThat(samples.getShort()).isEqualTo(expected);
        assertThat(samples.getShort()).isEqualTo(expected);
      }
      assertThat(source.arrivalNanos()).isEqualTo(5 + (block + 1) * 20_000_000L);
      assertThat(time.nanos()).isEqualTo(source.arrivalNanos());
      assertThat(read.endPosition()).isEqualTo((block + 1) * 640L);
    }
  }

  @Test
  void whoAsksLateMissesNothing() throws IOException {
    PacketSource source = signal(Waveform.COUNTER, SampleFormat.S32, 1).open();
    var _ = source.next();
    time.nanos += Duration.ofSeconds(10).toNanos();
    for (int block = 0; block < 500; block++) {
      PcmBlock read = (PcmBlock) source.next();
      assertThat(ByteBuffer.wrap(read.bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt())
          .isEqualTo(block * 160);
    }
    assertThat(time.nanos).as("nobody waited").isEqualTo(5 + 10_000_000_000L);
  }

  @ParameterizedTest
  @EnumSource
  void everySampleFormatSaysTheSame(Waveform waveform) throws IOException {
    if (waveform == Waveform.COUNTER) {
      return; // its samples are numbers and no sound
    }
    double[] exact = samples(waveform, SampleFormat.FLOAT);
    for (SampleFormat format : SampleFormat.values()) {
      double[] read = samples(waveform, format);
      for (int i = 0; i < read.length; i++) {
        assertThat(read[i]).isBetween(exact[i] - 0x1p-15, exact[i] + 0x1p-15).isBetween(-1.0, 1.0);
      }
    }
  }

  private double[] samples(Waveform waveform, SampleFormat format) throws IOException {
    PacketSource source = signal(waveform, format, 1).open();
    var _ = source.next();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int block = 0; block < 60; block++) {
      all.writeBytes(((PcmBlock) source.next()).bytes());
    }
    ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    double[] samples = new double[bytes.remaining() / format.length()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          switch (format) {
            case S16 -> bytes.getShort() * 0x1p-15;
            case S24 ->
                ((bytes.get() & 0xFF) | (bytes.get() & 0xFF) << 8 | bytes.get() << 16) * 0x1p-23;
            case S32 -> bytes.getInt() * 0x1p-31;
            case FLOAT -> bytes.getFloat();
          };
    }
    return samples;
  }

  @Test
  void aClosedSignalEnds() throws IOException {
    SignalConnection connection = signal(Waveform.TONE, SampleFormat.S16, 1);
    PacketSource source = connection.open();
    var _ = source.next();
    connection.close();
    assertThatThrownBy(source::next).isInstanceOf(IOException.class).hasMessageContaining("closed");
    assertThatThrownBy(connection::open).isInstanceOf(IOException.class);
  }
}
