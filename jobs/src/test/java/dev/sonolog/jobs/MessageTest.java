package dev.sonolog.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.measure.FrequencyScale;
import dev.sonolog.measure.PeakLevel;
import dev.sonolog.measure.SpectrogramSettings;
import dev.sonolog.measure.SummarySettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {
  private static final SampleRate RATE = new SampleRate(44_100);

  private static final TranscodeOrder ORDER =
      new TranscodeOrder(
          List.of(
              new InputPart.Silence(7, RATE),
              new InputPart.Samples(
                  Path.of("/rec/Größe.flac"), 3, OptionalLong.of(1L << 40), Optional.of(RATE)),
              InputPart.Samples.all(Path.of("/rec/b.flac"))),
          Path.of("/out/c d.mp3"),
          TargetKind.MP3,
          Optional.empty(),
          OptionalInt.of(128_000),
          new FileTags("Früh", "Radio", "2026-05-23", "um\nacht"));

  private static final SpectrogramOrder DRAWING =
      new SpectrogramOrder(
          new InputPart.Samples(
              Path.of("/rec/Größe.flac"), 3, OptionalLong.of(1L << 40), Optional.of(RATE)),
          SpectrogramSettings.usual(2_048, 512, FrequencyScale.LOGARITHMIC));

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
            new Message.Failed("näh"),
            new Message.Summarise(Path.of("/rec/a.flac"), SummarySettings.usual()),
            new Message.Summarised(SummaryFieldsTest.summary()),
            new Message.Draw(DRAWING),
            new Message.Drawn(RATE),
            new Message.Transcode(ORDER),
            new Message.Transcode(
                TranscodeOrder.plain(Path.of("/a"), Path.of("/b"), TargetKind.WAV)),
            new Message.Done(
                new Transcoded(
                    Optional.of(SampleFormat.S24), OptionalInt.empty(), 2, RATE, 5, 4, 0, true)),
            new Message.Done(
                new Transcoded(
                    Optional.empty(), OptionalInt.of(64_000), 1, RATE, 5, 5, 1, false)))) {
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
        case Message.Hello _,
            Message.Job _,
            Message.Progress _,
            Message.Done _,
            Message.Summarised _,
            Message.Cells _,
            Message.Drawn _,
            Message.Failed _ ->
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
  void spectrogramsPassInParts() throws IOException {
    byte[] cells = new byte[DRAWING.settings().cells()];
    new Random(1).nextBytes(cells);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MessageWriter(out).write(new SpectrogramData(RATE, DRAWING.settings(), cells));
    MessageReader reader = reader(out.toByteArray());
    SpectrogramParts parts = new SpectrogramParts(DRAWING.settings());
    Message next = reader.next().orElseThrow();
    assertThatThrownBy(() -> parts.join(new Message.Drawn(RATE)))
        .hasMessageContaining("0 cells of 1048576");
    while (next instanceof Message.Cells part) {
      parts.add(part);
      next = reader.next().orElseThrow();
    }
    SpectrogramData joined = parts.join((Message.Drawn) next);
    assertThat(joined.cells()).isEqualTo(cells);
    assertThat(joined.rate()).isEqualTo(RATE);
    assertThatThrownBy(() -> parts.add(new Message.Cells(new byte[1])))
        .hasMessageContaining("More than 1048576 cells");
  }

  @Test
  void spectrogramsThatNoneCanBeAreRefused() throws IOException {
    byte[] order = bytes(new Message.Draw(DRAWING));
    byte[] scale = order.clone();
    scale[order.length - 17] = 7;
    assertRefused(scale, "unknown scale");
    byte[] wide = order.clone();
    wide[order.length - 24] = 9;
    assertRefused(wide, "outside 1..2048");
    byte[] rows = order.clone();
    rows[order.length - 20] = 9;
    assertRefused(rows, "outside 1..2048 and 1..512");
    for (int length = 5; length < order.length; length++) {
      byte[] torn = Arrays.copyOf(order, length);
      torn[2] = (byte) ((length - 4) >> 8);
      torn[3] = (byte) (length - 4);
      assertThatThrownBy(() -> reader(torn).next()).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(
            () -> new SpectrogramOrder(InputPart.Samples.all(Path.of("/a")), DRAWING.settings()))
        .hasMessageContaining("without an end");
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

  @Test
  void ordersThatNoneCanBeAreRefused() throws IOException {
    byte[] order = bytes(new Message.Transcode(ORDER));
    byte[] none = order.clone();
    none[8] = 0;
    assertRefused(none, "0 parts");
    byte[] many = order.clone();
    many[7] = 0x7F;
    assertRefused(many, " parts");
    byte[] silent = order.clone();
    silent[17] = 0;
    assertRefused(silent, "0 samples of silence");
    for (int length = 5; length < order.length; length++) {
      byte[] torn = Arrays.copyOf(order, length);
      torn[2] = (byte) ((length - 4) >> 8);
      torn[3] = (byte) (length - 4);
      assertThatThrownBy(() -> reader(torn).next()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void ordersSayWhatATargetCannotHold() {
    Path file = Path.of("/a");
    TranscodeOrder mp3 = TranscodeOrder.plain(file, file, TargetKind.MP3);
    assertThatThrownBy(() -> with(mp3, Optional.of(SampleFormat.S16), OptionalInt.empty()))
        .hasMessageContaining("No samples of s16 in mp3");
    assertThatThrownBy(() -> with(mp3, Optional.empty(), OptionalInt.of(5_999)))
        .hasMessageContaining("5999");
    TranscodeOrder flac = TranscodeOrder.plain(file, file, TargetKind.FLAC);
    assertThatThrownBy(() -> with(flac, Optional.of(SampleFormat.FLOAT), OptionalInt.empty()))
        .hasMessageContaining("float in flac");
    assertThatThrownBy(() -> with(flac, Optional.empty(), OptionalInt.of(64_000)))
        .hasMessageContaining("no bit rate");
    assertThatThrownBy(() -> flac.of(List.of(new InputPart.Silence(1, RATE))))
        .hasMessageContaining("one of them audio");
    assertThatThrownBy(() -> new InputPart.Samples(file, 5, OptionalLong.of(5), Optional.empty()))
        .hasMessageContaining("No samples");
  }

  private static TranscodeOrder with(
      TranscodeOrder order, Optional<SampleFormat> samples, OptionalInt bitrate) {
    return new TranscodeOrder(
        order.parts(), order.output(), order.kind(), samples, bitrate, order.tags());
  }

  private static void assertRefused(byte[] bytes, String why) {
    assertThatThrownBy(() -> reader(bytes).next())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }
}
