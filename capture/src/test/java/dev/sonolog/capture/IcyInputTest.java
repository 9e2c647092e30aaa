package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IcyInputTest {
  private static byte[] body(int bytes, int interval, String... blocks) {
    byte[] audio = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      audio[i] = (byte) i;
    }
    return StreamConnectorTest.withTitles(audio, interval, blocks);
  }

  private static IcyInput input(byte[] body, int interval) {
    return new IcyInput(new ByteArrayInputStream(body), interval, Optional.empty());
  }

  private static List<IcyInput.Placed> titles(IcyInput input) {
    List<IcyInput.Placed> titles = new ArrayList<>();
    Optional<IcyInput.Placed> next = input.titleUpTo(Long.MAX_VALUE);
    while (next.isPresent()) {
      titles.add(next.get());
      next = input.titleUpTo(Long.MAX_VALUE);
    }
    return titles;
  }

  @Test
  void audioComesWithoutTheTitlesAndTitlesWithTheirPlace() throws IOException {
    IcyInput input = input(body(100, 30, "StreamTitle='A';", "", "StreamTitle='B';"), 30);
    byte[] audio = input.readAllBytes();
    assertThat(audio).hasSize(100);
    assertThat(audio[99]).isEqualTo((byte) 99);
    assertThat(titles(input))
        .containsExactly(new IcyInput.Placed(30, "A"), new IcyInput.Placed(90, "B"));
  }

  @Test
  void theSameTitleIsToldOnce() throws IOException {
    IcyInput input =
        input(
            body(120, 30, "StreamTitle='A';", "StreamTitle='A';StreamUrl='x';", "StreamTitle='';"),
            30);
    assertThat(input.readAllBytes()).hasSize(120);
    assertThat(titles(input))
        .containsExactly(new IcyInput.Placed(30, "A"), new IcyInput.Placed(90, ""));
  }

  @Test
  void aTitleIsNotGivenBeforeItsPlace() throws IOException {
    IcyInput input = input(body(61, 30, "StreamTitle='A';", "StreamTitle='B';"), 30);
    assertThat(input.readAllBytes()).hasSize(61);
    assertThat(input.titleUpTo(29)).isEmpty();
    assertThat(input.titleUpTo(30)).contains(new IcyInput.Placed(30, "A"));
    assertThat(input.titleUpTo(59)).isEmpty();
    assertThat(input.titleUpTo(60)).contains(new IcyInput.Placed(60, "B"));
  }

  @Test
  void anyLengthsOfReadsGiveTheSame() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] body = body(5_000, 37, "StreamTitle='A';", "StreamTitle='" + "long ".repeat(99) + "';");
    byte[] expected = input(body, 37).readAllBytes();
    for (int round = 0; round < 50; round++) {
      IcyInput input = new IcyInput(new Dribble(body, random), 37, Optional.empty());
      ByteArrayOutputStream audio = new ByteArrayOutputStream();
      byte[] piece = new byte[1 + random.nextInt(90)];
      for (int n = input.read(piece); n >= 0; n = input.read(piece)) {
        audio.write(piece, 0, n);
      }
      assertThat(audio.toByteArray()).as("seed " + seed).isEqualTo(expected);
      assertThat(titles(input)).as("seed " + seed).hasSize(2);
    }
  }

  /** Gives fewer bytes than asked for. */
  private static final class Dribble extends InputStream {
    private final ByteArrayInputStream in;
    private final Random random;

    Dribble(byte[] bytes, Random random) {
      this.in = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return in.read(target, offset, Math.min(length, 1 + random.nextInt(20)));
    }
  }

  @Test
  void anEndWithinABlockIsAnEnd() throws IOException {
    byte[] body = body(31, 30, "StreamTitle='A';");
    for (int cut = 31; cut < body.length; cut++) {
      IcyInput input = input(Arrays.copyOf(body, cut), 30);
      assertThat(input.readAllBytes()).as("cut at " + cut).hasSizeBetween(30, 31);
    }
  }

  @Test
  void lostStepIsAFailureAndNoRubbishIsRecorded() {
    byte[] body = body(3_000, 100, "StreamTitle='A';");
    byte[] withHole = new byte[body.length - 13];
    System.arraycopy(body, 0, withHole, 0, 50);
    System.arraycopy(body, 63, withHole, 50, body.length - 63);
    assertThatThrownBy(() -> input(withHole, 100).readAllBytes())
        .isInstanceOfSatisfying(
            CaptureFailure.class, e -> assertThat(e.kind()).isEqualTo(CaptureFailure.Kind.LOST))
        .hasMessageContaining("Lost step");
  }

  @Test
  void titlesThatNobodyTakesAreBounded() throws IOException {
    String[] blocks = new String[1_000];
    Arrays.setAll(blocks, i -> "StreamTitle='" + i + "';");
    IcyInput input = input(body(1_001, 1, blocks), 1);
    assertThat(input.readAllBytes()).hasSize(1_001);
    assertThat(titles(input))
        .hasSize(IcyInput.MAX_WAITING)
        .last()
        .hasToString("Placed[position=1000, text=999]");
  }

  @Test
  void anIntervalThatCannotBeIsRefused() {
    assertThat(MetadataInterval.parse(" 8192 ")).contains(8_192);
    assertThat(MetadataInterval.parse("0")).contains(0);
    for (String nonsense :
        List.of("-1", "", "8k", "8192, 8192", "99999999999999", "16777217", "٣")) {
      assertThat(MetadataInterval.parse(nonsense)).as(nonsense).isEmpty();
    }
  }
}
