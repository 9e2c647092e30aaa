package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Spans, merged and split. */
final class SpanSetTest {
  private static final int SECONDS = 60;

  private static TimeSpan span(int from, int to) {
    return new TimeSpan(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
  }

  private static SpanSet set(TimeSpan... spans) {
    return new SpanSet(List.of(spans));
  }

  @Test
  void whatOverlapsOrTouchesBecomesOne() {
    assertThat(set(span(5, 6), span(0, 2), span(2, 3)).with(span(1, 2)).spans())
        .containsExactly(span(0, 3), span(5, 6));
    assertThat(set(span(0, 2), span(4, 6)).with(span(2, 4)).spans()).containsExactly(span(0, 6));
    assertThat(set(span(0, 10), span(2, 3)).spans()).containsExactly(span(0, 10));
  }

  @Test
  void whatIsTakenOutOfTheMiddleLeavesTwo() {
    assertThat(set(span(0, 10)).without(span(3, 4)).spans())
        .containsExactly(span(0, 3), span(4, 10));
    assertThat(set(span(0, 10)).without(span(0, 10)).spans()).isEmpty();
    assertThat(set(span(0, 10)).without(span(10, 12)).spans()).containsExactly(span(0, 10));
  }

  @Test
  void anEmptySpanIsNone() {
    assertThatThrownBy(() -> span(3, 3)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Against a set of single seconds; the seed is the number of the repetition. */
  @RepeatedTest(100)
  void anyOrderOfChangesGivesTheSetOfSecondsThatTheyMean(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    BitSet seconds = new BitSet();
    SpanSet set = set();
    for (int i = 0; i < 20; i++) {
      int from = random.nextInt(SECONDS - 1);
      int to = from + 1 + random.nextInt(SECONDS - from - 1);
      boolean add = random.nextBoolean();
      seconds.set(from, to, add);
      set = add ? set.with(span(from, to)) : set.without(span(from, to));
      assertThat(secondsOf(set)).isEqualTo(seconds);
      assertThat(set.length()).isEqualTo(Duration.ofSeconds(seconds.cardinality()));
      List<TimeSpan> spans = set.spans();
      assertThat(IntStream.range(1, spans.size()))
          .allMatch(it -> spans.get(it - 1).to().isBefore(spans.get(it).from()));
      BitSet inside = seconds.get(0, SECONDS);
      inside.clear(0, from);
      inside.clear(to, SECONDS);
      assertThat(secondsOf(set.within(span(from, to)))).isEqualTo(inside);
    }
  }

  private static BitSet secondsOf(SpanSet set) {
    BitSet seconds = new BitSet();
    set.spans()
        .forEach(
            it ->
                seconds.set(
                    (int) it.from().getEpochSecond(), (int) it.to().getEpochSecond(), true));
    return seconds;
  }
}
