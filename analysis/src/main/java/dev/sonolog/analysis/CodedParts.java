package dev.sonolog.analysis;

import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptResult;
import dev.sonolog.archive.excerpt.ExcerptResult.Written;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.archive.excerpt.Missing;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.InputPart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one file is coded from: the excerpts of the stretches, each cut to the samples that were
 * asked for, and silence in the place of what is missing between them.
 *
 * @param sources the excerpts that it consists of
 * @param from when its first sample was on air, or would have been
 * @param silence how many of its samples are silence, at the first excerpt's rate
 */
public record CodedParts(List<InputPart> parts, List<Written> sources, Instant from, long silence) {
  /** Silence is put where more is missing than this; two instants so near are one. */
  private static final Duration TOGETHER = Duration.ofMillis(1);

  /**
   * The files that are made.
   *
   * @param folder of the excerpts
   * @param result of them, each stretch a file of its own
   * @param gaps what becomes of what is missing between them
   */
  static List<CodedParts> of(Path folder, ExcerptResult result, GapPolicy gaps) {
    List<Written> files = result.files();
    return switch (gaps) {
      case SEPARATE -> files.stream().map(file -> joined(folder, List.of(file))).toList();
      case CLOSED -> List.of(joined(folder, files));
      case SILENCE -> List.of(new Filling(folder, result.plan()).fill(files));
    };
  }

  private static CodedParts joined(Path folder, List<Written> files) {
    List<InputPart> parts = files.stream().map(file -> part(folder, file)).toList();
    return new CodedParts(parts, files, files.getFirst().askedFrom(), 0);
  }

  private static InputPart part(Path folder, Written file) {
    return new InputPart.Samples(
        folder.resolve(file.name()),
        file.ahead(),
        OptionalLong.of(file.ahead() + file.asked()),
        Optional.of(file.format().rate()));
  }

  /** How long what was recorded of it lasts. */
  public Duration recorded() {
    return sources.stream()
        .map(file -> file.format().rate().duration(file.asked()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Samples that the damaged files do not hold any more. */
  public Duration lost() {
    return sources.stream()
        .map(file -> file.format().rate().duration(file.lost()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Puts silence in. Lives for one file. */
  private static final class Filling {
    private final Path folder;
    private final ExcerptPlan plan;
    private final List<InputPart> parts = new ArrayList<>();
    private Instant reached;
    private long silence;

    Filling(Path folder, ExcerptPlan plan) {
      this.folder = folder;
      this.plan = plan;
      this.reached = plan.from();
    }

    CodedParts fill(List<Written> files) {
      SampleRate rate = files.getFirst().format().rate();
      for (Written file : files) {
        fill(file.askedFrom(), rate);
        parts.add(part(folder, file));
        reached = reached.plus(file.format().rate().duration(file.asked()));
      }
      if (plan.parts().getLast() instanceof Missing missing
          && !missing.cause().equals(Missing.NOT_YET)) {
        fill(plan.to(), rate);
      }
      return new CodedParts(parts, files, plan.from(), silence);
    }

    private void fill(Instant to, SampleRate rate) {
      if (reached.plus(TOGETHER).isBefore(to)) {
        long count = rate.samples(Duration.between(reached, to));
        parts.add(new InputPart.Silence(count, rate));
        silence += count;
        reached = to;
      }
    }
  }
}
