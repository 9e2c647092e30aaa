package dev.sonolog.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.measure.PeakLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final SampleRate RATE = new SampleRate(44_100);

  private static byte[] bytes(Message message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MessageWriter(out).write(message);
    return out.toByteArray();
  }

  private static MessageReader reader(byte[] bytes) {
    return new MessageReader(new ByteArrayInputStream(bytes));
  }

  private static Message passed(Message message) throws IOException {
    return reader(bytes(message)).next().orElseThrow();
  }

  @Test
  void messagesPassThePipe() throws IOException {
    for (Message each :
        List.of(
            new Message.Hello(Message.VERSION),
            new Message.Measure(Path.of("/rec/Größe \n 1.mp3")),
            new Message.Progress(12, OptionalLong.empty()),
            new Message.Progress(12, OptionalLong.of(0)),
            new Message.Measured("mp3", SampleFormat.FLOAT, 32, RATE, 1L << 40, 3),
            new Message.Failed("näh"))) {
      assertThat(passed(each)).isEqualTo(each);
    }
  }

  @Test
  void levelDataPassesInParts() throws IOException {
    long frames = 70_000L * 4_800;
    Random random = new Random(1);
    double[] windows = random.doubles(70_000).toArray();
    short[] peaks = new short[2 * Math.toIntExact(frames / 256 + 1) - 2];
    Arrays.setAll(windows, i -> windows[i]);
    for (int i = 0; i < peaks.length; i++) {
      peaks[i] = (short) random.nextInt();
    }
    LevelData data =
        new LevelData(
            "flac", SampleFormat.S24, 1, RATE, frames, 5, windows, new PeakLevel(1, 256, peaks));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MessageWriter(out).write(data);
    LevelData joined = joined(reader(out.toByteArray()));
    assertThat(joined.windows()).isEqualTo(windows);
    assertThat(joined.peaks().values()).isEqualTo(peaks);
    assertThat(joined.brokenPackets()).isEqualTo(5);
    assertThat(joined.format()).isEqualTo(SampleFormat.S24);
  }

  private static LevelData joined(MessageReader reader) throws IOException {
    LevelDataParts parts = new LevelDataParts();
    while (true) {
      switch (reader.next().orElseThrow()) {
        case Message.Windows part -> parts.add(part);
        case Message.Peaks part -> parts.add(part);
        case Message.Measured measured -> {
          return parts.join(measured);
        }
        case Message.Hello _, Message.Job _, Message.Progress _, Message.Failed _ ->
            throw new AssertionError();
      }
    }
  }

  @Test
  void partsThatContradictTheEndAreRefused() {
    LevelDataParts parts = new LevelDataParts();
    assertThatThrownBy(
            () -> parts.join(new Message.Measured("mp3", SampleFormat.FLOAT, 1, RATE, 100, 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("100 frames");
  }

  @Test
  void thePipeMayEndBetweenMessagesAndNotWithinOne() throws IOException {
    byte[] bytes = bytes(new Message.Hello(1));
    assertThat(reader(new byte[0]).next()).isEqualTo(Optional.empty());
    for (int length = 1; length < bytes.length; length++) {
      byte[] torn = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> reader(torn).next()).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void whatIsNoMessageSaysWhy() throws IOException {
    assertRefused(new byte[] {'H', 'e', 'l', 'l', 'o'}, "outside 1..");
    assertRefused(new byte[4], "outside 1..");
    assertRefused(new byte[] {0, 0, 0, 1, 'z'}, "unknown kind 122");
    assertRefused(new byte[] {0, 0, 0, 5, 'G', 0, 0, 0, 9}, "a text of 9 bytes");
    assertRefused(new byte[] {0, 0, 0, 2, 'E', 0}, "1 bytes too many");
    byte[] other = bytes(new Message.Hello(1));
    other[5] = 'X';
    assertRefused(other, "does not begin");
    byte[] rate = bytes(new Message.Measured("mp3", SampleFormat.S16, 1, new SampleRate(1), 0, 0));
    rate[rate.length - 17] = 0;
    assertRefused(rate, "Sample rate 0 Hz");
  }

  private static void assertRefused(byte[] bytes, String why) {
    assertThatThrownBy(() -> reader(bytes).next())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }
}
