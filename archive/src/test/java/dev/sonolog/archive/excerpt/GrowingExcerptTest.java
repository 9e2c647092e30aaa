package dev.sonolog.archive.excerpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.excerpt.ExcerptResult.Written;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.StreamElement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Excerpts of what is being recorded, while the recorder goes on. */
final class GrowingExcerptTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.25Z");
  private static final Clock LATER = Clock.fixed(START.plusSeconds(3_600), ZoneOffset.UTC);
  private static final int SECONDS = 24;

  @TempDir Path folder;

  /** The file that is being written grows while it is read, is sealed, and others follow it. */
  @ParameterizedTest
  @EnumSource(Material.class)
  void theFileThatIsBeingWrittenIsTakenUpToWhatIsStored(Material material) throws Exception {
    List<StreamElement> elements = material.elements(folder, Material.signal(folder, SECONDS, 0));
    int half = elements.size() / 2;
    int more = half + elements.size() / 20;
    try (Recording recording = new Recording(Files.createDirectories(folder.resolve("archive")))) {
      Recording.Running live = recording.live("a", START, material, 7.3, false);
      live.add(elements.subList(0, half));
      live.store();
      Excerpts excerpts = new Excerpts(recording.settings(), LATER);
      ExcerptPlan plan =
          excerpts.plan(Recording.SOURCE, START.plusSeconds(3), START.plusSeconds(1_000));
      assertThat(plan.missing()).extracting(Missing::cause).containsExactly(Missing.NOT_YET);
      long stored = stored(plan);
      assertThat(live.position() - stored).isBetween(0L, 2L * rate(plan));

      Path before = folder.resolve("before" + material.extension());
      Written same = Judge.toFile(excerpts, plan, GapPolicy.SEPARATE, before).files().getFirst();
      Path grown = folder.resolve("grown" + material.extension());
      Written while_ =
          written(
              excerpts,
              plan,
              grown,
              () -> {
                live.add(elements.subList(half, more));
                live.store();
              });
      Path sealed = folder.resolve("sealed" + material.extension());
      Written after =
          written(excerpts, plan, sealed, () -> live.add(elements.subList(more, elements.size())));
      ExcerptPlan later =
          excerpts.plan(Recording.SOURCE, START.plusSeconds(3), START.plusSeconds(1_000));
      assertThat(stored(later)).isGreaterThan(stored);
      Recording.Run run = live.end();
      recording.stored();

      assertThat(List.of(while_, after)).containsOnly(same);
      Judge judge = new Judge(folder);
      byte[] all = judge.played(run.reference(), material);
      long from = 3L * run.rate().hertz();
      for (Path file : List.of(before, grown, sealed)) {
        judge.assertSame(run, all, same, file, from, stored, material);
      }
    }
  }

  private static long stored(ExcerptPlan plan) {
    assertThat(plan.stretches()).hasSize(1);
    Slice last = plan.stretches().getFirst().slices().getLast();
    return last.segment().firstSample() + last.last();
  }

  private static int rate(ExcerptPlan plan) {
    return plan.stretches().getFirst().run().format().rate().hertz();
  }

  // --- the recorder goes on

  private interface Meanwhile {
    void happens() throws Exception;
  }

  /** Streams an excerpt; behind its first packets something happens. */
  private static Written written(
      Excerpts excerpts, ExcerptPlan plan, Path file, Meanwhile meanwhile) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Interrupted output = new Interrupted(new ExcerptStream(bytes), meanwhile);
    ExcerptResult result =
        excerpts.write(plan, GapPolicy.SEPARATE, ZoneOffset.UTC, output, _ -> {});
    Files.write(file, bytes.toByteArray());
    assertThat(output.appended).isGreaterThan(1);
    return result.files().getFirst();
  }

  private static final class Interrupted implements ExcerptOutput {
    private final ExcerptOutput output;
    private final Meanwhile meanwhile;
    private int appended;

    Interrupted(ExcerptOutput output, Meanwhile meanwhile) {
      this.output = output;
      this.meanwhile = meanwhile;
    }

    @Override
    public boolean takesMany() {
      return output.takesMany();
    }

    @Override
    public boolean replacesHeads() {
      return output.replacesHeads();
    }

    @Override
    public SegmentSink begin(String name) throws IOException {
      SegmentSink sink = output.begin(name);
      return new SegmentSink() {
        @Override
        public void head(byte[] bytes) throws IOException {
          sink.head(bytes);
        }

        @Override
        public void append(byte[] bytes, int offset, int length) throws IOException {
          sink.append(bytes, offset, length);
          if (++appended == 2) {
            happen();
          }
        }

        @Override
        public void updateHead(byte[] bytes) throws IOException {
          sink.updateHead(bytes);
        }

        @Override
        public void replaceHead(byte[] bytes) throws IOException {
          sink.replaceHead(bytes);
        }
      };
    }

    private void happen() throws IOException {
      try {
        meanwhile.happens();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void end() throws IOException {
      output.end();
    }
  }
}
