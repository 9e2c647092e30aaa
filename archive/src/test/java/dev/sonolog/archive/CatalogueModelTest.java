package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.CatalogueEntry.GapClosed;
import dev.sonolog.archive.CatalogueEntry.GapOpened;
import dev.sonolog.archive.CatalogueEntry.RunStarted;
import dev.sonolog.archive.CatalogueEntry.SegmentFound;
import dev.sonolog.archive.CatalogueEntry.SegmentOpened;
import dev.sonolog.archive.CatalogueEntry.SegmentRemoved;
import dev.sonolog.archive.CatalogueEntry.SegmentSealed;
import dev.sonolog.archive.CatalogueEntry.TitleSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What recorders tell in random lives, each fact once or twice, against a model of a few lines that
 * keeps everything in lists.
 */
final class CatalogueModelTest {
  private static final int LIVES = 100;

  @TempDir Path folder;

  @Test
  void theCatalogueSaysWhatANaiveModelSays() throws Exception {
    long seed = System.nanoTime();
    System.out.println("CatalogueModelTest seed " + seed);
    Random random = new Random(seed);
    Catalogue catalogue = Catalogue.open(folder.resolve(Catalogue.FILE), () -> {});
    List<Life> lives = new ArrayList<>();
    for (int i = 0; i < LIVES; i++) {
      Life life = new Life("source " + i, random, catalogue);
      life.live(5 + random.nextInt(60));
      lives.add(life);
    }
    assertThat(catalogue.flush(Scene.DEADLINE)).isTrue();
    for (Life life : lives) {
      life.compare(catalogue.view());
    }
    assertThat(catalogue.lost()).isZero();
    assertThat(catalogue.close(Scene.DEADLINE)).isTrue();
  }

  /** One source as a recorder would tell it, and as it should be remembered. */
  private static final class Life {
    private final String source;
    private final Random random;
    private final Catalogue catalogue;

    private final Map<String, Instant> sealed = new TreeMap<>();
    private final Map<String, Instant> removed = new TreeMap<>();
    private final Map<Long, String> titles = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private Optional<Gap> open = Optional.empty();
    private Instant now = Scene.NOON;
    private String run = "";
    private int runs;
    private int number;
    private long sample;

    Life(String source, Random random, Catalogue catalogue) {
      this.source = source;
      this.random = random;
      this.catalogue = catalogue;
    }

    void live(int events) {
      begin();
      for (int i = 0; i < events; i++) {
        switch (random.nextInt(6)) {
          case 0 -> reconnect();
          case 1 -> title();
          case 2 -> remove();
          case 3 -> comeBack();
          default -> segment();
        }
      }
    }

    private void begin() {
      run = source + " run " + runs++;
      number = 0;
      sample = 0;
      tell(new RunStarted(run, source, TinyContainer.FORMAT, Optional.empty(), "http://x/", now));
    }

    private void reconnect() {
      tell(new GapOpened(source, now, GapCause.CONNECTION_LOST, "first"));
      open =
          Optional.of(new Gap(source, now, Optional.empty(), GapCause.CONNECTION_LOST, 0, "first"));
      tell(new GapOpened(source, now.plusMillis(1), GapCause.UNREACHABLE, "second"));
      if (random.nextInt(4) > 0) {
        now = now.plusNanos(1 + random.nextInt(1_000_000_000));
        tell(new GapClosed(source, now, 3));
        Gap gap = open.orElseThrow();
        gaps.add(new Gap(source, gap.from(), Optional.of(now), gap.cause(), 3, gap.detail()));
      } else {
        tell(new GapClosed(source, now.minusNanos(random.nextInt(2)), 3));
      }
      open = Optional.empty();
      begin();
    }

    private void title() {
      tell(new TitleSeen(run, sample, now, "title " + number));
      if (runs == 1) {
        titles.put(sample, "title " + number);
      }
    }

    private void segment() {
      Path file = Path.of("/a", run, number + ".mp3");
      tell(new SegmentOpened(run, number, file, sample, now));
      long samples = 1L + random.nextInt(1_000_000);
      SealedSegment.Digest digest = new SealedSegment.Digest(1, "h", "b");
      tell(
          new SegmentSealed(
              new SealedSegment(run, number, file, sample, now, samples, 0, 5, digest)));
      tell(new SegmentOpened(run, number, file, sample, now));
      sealed.put(key(run, number), now);
      sample += samples;
      now = now.plus(Scene.duration(samples));
      number++;
    }

    private void remove() {
      if (number > 0 && sealed.containsKey(key(run, number - 1))) {
        tell(new SegmentRemoved(run, number - 1));
        removed.put(key(run, number - 1), sealed.remove(key(run, number - 1)));
      }
    }

    private void comeBack() {
      if (number > 0 && removed.containsKey(key(run, number - 1))) {
        tell(new SegmentFound(run, number - 1, Path.of("/b", run + ".mp3")));
        sealed.put(key(run, number - 1), removed.remove(key(run, number - 1)));
      }
    }

    private void tell(CatalogueEntry entry) {
      catalogue.tell(entry);
      if (random.nextBoolean()) {
        catalogue.tell(entry);
      }
    }

    void compare(CatalogueView view) throws IOException {
      List<StoredSegment> segments = view.segments(source, Instant.MIN, Instant.MAX);
      assertThat(starts(segments, SegmentState.SEALED)).isEqualTo(sealed);
      assertThat(starts(segments, SegmentState.REMOVED_OUTSIDE)).isEqualTo(removed);
      assertThat(view.gaps(source, Instant.MIN, Instant.MAX))
          .filteredOn(gap -> gap.cause() != GapCause.REMOVED_OUTSIDE)
          .isEqualTo(gaps);
      assertThat(view.openGap(source)).isEqualTo(open);
      compareSpans(view, segments);
      compareTitles(view);
    }

    private void compareSpans(CatalogueView view, List<StoredSegment> all) throws IOException {
      Instant from = Scene.NOON.plusMillis(random.nextInt(60_000));
      Instant to = from.plusMillis(random.nextInt(60_000));
      assertThat(view.segments(source, from, to))
          .isEqualTo(
              all.stream()
                  .filter(s -> s.start().isBefore(to) && s.knownEnd().isAfter(from))
                  .toList());
      assertThat(view.gaps(source, from, to))
          .filteredOn(gap -> gap.cause() != GapCause.REMOVED_OUTSIDE)
          .isEqualTo(
              gaps.stream()
                  .filter(g -> g.from().isBefore(to) && g.to().orElseThrow().isAfter(from))
                  .toList());
    }

    private void compareTitles(CatalogueView view) throws IOException {
      List<StoredSegment> segments = view.segmentsOf(source + " run 0");
      List<String> told = new ArrayList<>();
      for (StoredSegment segment : segments) {
        view.titles(segment).stream()
            .filter(title -> title.sample() >= segment.firstSample())
            .forEach(title -> told.add(title.text()));
      }
      List<String> expected =
          titles.entrySet().stream()
              .filter(t -> segments.stream().anyMatch(s -> holds(s, t.getKey())))
              .map(Map.Entry::getValue)
              .toList();
      assertThat(told).isEqualTo(expected);
    }

    private static boolean holds(StoredSegment segment, long sample) {
      long end = segment.firstSample() + segment.content().orElseThrow().samples();
      return segment.firstSample() <= sample && sample < end;
    }

    private static Map<String, Instant> starts(List<StoredSegment> segments, SegmentState state) {
      Map<String, Instant> starts = new TreeMap<>();
      segments.stream()
          .filter(s -> s.state() == state)
          .forEach(s -> starts.put(key(s.run(), s.number()), s.start()));
      return starts;
    }

    private static String key(String run, int number) {
      return run + "/" + number;
    }
  }
}
