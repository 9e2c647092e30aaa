package dev.sonolog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.recording.Rejoin.Verdict;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RejoinTest {
  private static final SampleRate RATE = new SampleRate(48_000);
  private static final int PACKET = 1_152;

  private static PacketTail written(long... fingerprints) {
    PacketTail tail = new PacketTail(RATE);
    Arrays.stream(fingerprints).forEach(fingerprint -> tail.add(fingerprint, PACKET));
    return tail;
  }

  private static Verdict verdict(PacketTail tail, long... fresh) {
    return Rejoin.of(tail, fresh, _ -> true);
  }

  private static long[] numbers(long from, long to) {
    return LongStream.range(from, to).toArray();
  }

  @Test
  void aBurstThatReachesBackIntoWhatWasWrittenIsJoinedBehindIt() {
    assertThat(verdict(written(numbers(0, 100)), numbers(90, 130)))
        .isEqualTo(new Verdict.Joined(10));
  }

  @Test
  void aBurstThatBeginsBeforeTheFirstWrittenPacketIsJoinedToo() {
    assertThat(verdict(written(numbers(50, 60)), numbers(0, 80))).isEqualTo(new Verdict.Joined(60));
  }

  @Test
  void aBurstThatBeginsBehindIsApart() {
    assertThat(verdict(written(numbers(0, 100)), numbers(100, 130))).isEqualTo(new Verdict.Apart());
    assertThat(verdict(written(numbers(0, 100)), numbers(101, 130))).isEqualTo(new Verdict.Apart());
  }

  @Test
  void aBurstThatHasNotComeToTheEndOfWhatWasWrittenIsBehind() {
    assertThat(verdict(written(numbers(0, 100)), numbers(70, 90))).isEqualTo(new Verdict.Behind());
    assertThat(verdict(written(numbers(50, 100)), numbers(0, 60))).isEqualTo(new Verdict.Behind());
    assertThat(verdict(written(numbers(50, 100)), numbers(0, 52))).isEqualTo(new Verdict.Apart());
  }

  @Test
  void onePacketThatDiffersInTheMiddleIsApart() {
    long[] fresh = numbers(90, 130);
    fresh[5] = 4_711;
    assertThat(verdict(written(numbers(0, 100)), fresh)).isEqualTo(new Verdict.Apart());
  }

  @Test
  void silenceIsAmbiguous() {
    assertThat(verdict(written(new long[100]), new long[40])).isEqualTo(new Verdict.Ambiguous());
    long[] musicThenSilence = numbers(1, 101);
    Arrays.fill(musicThenSilence, 80, 100, 0);
    assertThat(verdict(written(musicThenSilence), new long[] {0, 0, 0, 200, 201, 202}))
        .isEqualTo(new Verdict.Ambiguous());
  }

  @Test
  void silenceThatMusicInFrontOfItPinsDownIsJoined() {
    long[] musicThenSilence = numbers(1, 101);
    Arrays.fill(musicThenSilence, 90, 100, 0);
    long[] fresh = Arrays.copyOfRange(musicThenSilence, 70, 130);
    Arrays.fill(fresh, 30, 35, 0);
    assertThat(verdict(written(musicThenSilence), fresh)).isEqualTo(new Verdict.Joined(30));
  }

  @Test
  void aSteadyToneThatRepeatsAfterThreePacketsIsAmbiguous() {
    long[] tone = LongStream.range(0, 100).map(i -> i % 3).toArray();
    assertThat(verdict(written(tone), Arrays.copyOfRange(tone, 0, 40)))
        .isEqualTo(new Verdict.Ambiguous());
  }

  @Test
  void twoPacketsAreTooFewToBeSure() {
    assertThat(verdict(written(numbers(0, 100)), numbers(98, 130))).isEqualTo(new Verdict.Apart());
    assertThat(verdict(written(numbers(0, 100)), numbers(97, 130)))
        .isEqualTo(new Verdict.Joined(3));
  }

  @Test
  void whatTheClockForbidsIsNoPlace() {
    long[] jingleTwice = new long[80];
    for (int i = 0; i < 80; i++) {
      jingleTwice[i] = i % 40;
    }
    PacketTail once = written(numbers(0, 30));
    assertThat(Rejoin.of(once, jingleTwice, known -> known < 40)).isEqualTo(new Verdict.Joined(30));
    assertThat(Rejoin.of(once, numbers(0, 60), known -> known > 30)).isEqualTo(new Verdict.Apart());
  }

  @Test
  void theTailKeepsAMinuteAndForgetsTheOldest() {
    PacketTail tail = new PacketTail(RATE);
    for (int i = 0; i < 10_000; i++) {
      tail.add(i, PACKET);
    }
    assertThat(tail.count()).isEqualTo(60 * 48_000 / PACKET + 1);
    assertThat(tail.fingerprint(tail.count() - 1)).isEqualTo(9_999);
    assertThat(tail.fingerprint(0)).isEqualTo(10_000 - tail.count());
    for (int i = 0; i < 2 * PacketTail.MOST; i++) {
      tail.add(i, 1);
    }
    assertThat(tail.count()).isEqualTo(PacketTail.MOST);
    assertThat(tail.fingerprint(tail.count() - 1)).isEqualTo(2 * PacketTail.MOST - 1);
  }

  @Test
  void anyPlaceInAnyMaterialIsTheOneThatAPlainSearchFinds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 20_000; run++) {
      int kinds = 1 + random.nextInt(6);
      long[] stream = random.longs(60, 0, kinds).toArray();
      int end = 1 + random.nextInt(40);
      int from = random.nextInt(50);
      long[] old = Arrays.copyOfRange(stream, random.nextInt(end), end);
      long[] fresh = Arrays.copyOfRange(stream, from, 60);
      assertThat(verdict(written(old), fresh))
          .as("seed %s, run %s", seed, run)
          .isEqualTo(plainSearch(old, fresh));
    }
  }

  private static Verdict plainSearch(long[] old, long[] fresh) {
    int places = 0;
    int place = 0;
    for (int known = 1; known <= fresh.length; known++) {
      int overlap = Math.min(old.length, known);
      long[] oldEnd = Arrays.copyOfRange(old, old.length - overlap, old.length);
      if (Arrays.equals(oldEnd, Arrays.copyOfRange(fresh, known - overlap, known))) {
        places++;
        place = known;
      }
    }
    if (places > 1) {
      return new Verdict.Ambiguous();
    }
    if (places == 0) {
      return IntStream.range(0, Math.max(0, old.length - 1))
              .anyMatch(last -> endsAt(old, last, fresh))
          ? new Verdict.Behind()
          : new Verdict.Apart();
    }
    int overlap = Math.min(old.length, place);
    boolean sure =
        Arrays.stream(fresh, place - overlap, place).distinct().count() >= Rejoin.LEAST_DIFFERENT;
    return places == 1 && sure ? new Verdict.Joined(place) : new Verdict.Apart();
  }

  private static boolean endsAt(long[] old, int last, long[] fresh) {
    int overlap = Math.min(last + 1, fresh.length);
    long[] end = Arrays.copyOfRange(fresh, fresh.length - overlap, fresh.length);
    boolean same = Arrays.equals(Arrays.copyOfRange(old, last + 1 - overlap, last + 1), end);
    boolean sure = Arrays.stream(end).distinct().count() >= Rejoin.LEAST_DIFFERENT;
    return same && sure;
  }
}
