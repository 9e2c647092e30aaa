package dev.sonolog.app;

import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.studio.KeptTakes;
import dev.sonolog.studio.Take;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A take as the span that it is, with or without a recorder. */
final class TakeSpan {
  private TakeSpan() {}

  /**
   * @throws CommandFailure if there is none of that id, or it is none yet
   */
  static Take find(RecorderOption recorder, String id)
      throws CommandFailure, ConfigurationException, IOException {
    Path state = ArchiveLocator.locate(recorder, Optional.empty()).stateDirectory();
    Take take =
        new KeptTakes(state.resolve("studio"))
            .find(id)
            .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "There is no take " + id));
    if (take.isRunning()) {
      throw new CommandFailure(
          ExitCode.FAILED, "The take goes on; end it first: sonolog take stop " + take.source());
    }
    return take;
  }

  static ExcerptPlan plan(SourceSpan span, Take take) throws CommandFailure, IOException {
    Instant from = bound(take.extent().from());
    Instant to = bound(take.extent().to());
    if (!from.isBefore(to)) {
      throw empty();
    }
    return span.excerpts().plan(take.source(), from, to);
  }

  private static Instant bound(Optional<Instant> instant) throws CommandFailure {
    return instant.orElseThrow(TakeSpan::empty);
  }

  private static CommandFailure empty() {
    return new CommandFailure(ExitCode.FAILED, "No audio came while the take lasted");
  }
}
