package dev.sonolog.app;

import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.excerpt.ExcerptFile;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.Excerpts;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.studio.Take;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

/**
 * A take as one file: what its source has of its span, with silence where something is missing.
 * Nothing is coded anew. Blocks.
 *
 * @param zone of a source, for what the file says of itself
 */
record TakeExport(ArchiveSettings settings, CatalogueView view, Function<String, ZoneId> zone)
    implements ShowDeliveries.TakeFile {
  @Override
  public Path write(Take take, Path folder, String name)
      throws IOException, ExcerptRefusedException {
    Excerpts excerpts = new Excerpts(settings, view);
    Instant from = take.extent().from().orElse(take.origin().requestedAt());
    Instant to = take.extent().to().orElse(from);
    if (!from.isBefore(to)) {
      throw new ExcerptRefusedException("Nothing of it was recorded");
    }
    ExcerptPlan plan = excerpts.plan(take.source(), from, to);
    if (plan.stretches().size() <= 1) {
      return write(excerpts, plan, GapPolicy.SEPARATE, take, folder, name);
    }
    try {
      return write(excerpts, plan, GapPolicy.SILENCE, take, folder, name);
    } catch (ExcerptRefusedException _) { // some formats know no silence that was not coded
      return write(excerpts, plan, GapPolicy.CLOSED, take, folder, name);
    }
  }

  private Path write(
      Excerpts excerpts, ExcerptPlan plan, GapPolicy gaps, Take take, Path folder, String name)
      throws IOException, ExcerptRefusedException {
    String extension =
        plan.stretches().isEmpty()
            ? ""
            : "." + plan.stretches().getFirst().run().format().codec().extension();
    try (ExcerptFile file = new ExcerptFile(folder.resolve(name + extension))) {
      var _ = excerpts.write(plan, gaps, zone.apply(take.source()), file, _ -> {});
      return file.written().orElseThrow();
    }
  }
}
