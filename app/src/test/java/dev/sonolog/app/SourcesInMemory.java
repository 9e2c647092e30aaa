package dev.sonolog.app;

import dev.sonolog.studio.Stored;
import dev.sonolog.studio.StudioRecorder;
import dev.sonolog.studio.Take;
import dev.sonolog.studio.TakeArchive;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A recorder with one source, mic, that records nothing, and an archive that holds all of it. */
final class SourcesInMemory implements StudioRecorder, TakeArchive {
  private static final Path FILE = Path.of("/rec/mic.wav");
  private volatile Activity activity = Activity.IDLE;

  @Override
  public List<Source> sources() {
    return List.of(
        new Source(
            "mic",
            true,
            activity,
            Optional.empty(),
            activity == Activity.RECORDING ? Optional.of(FILE) : Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false));
  }

  @Override
  public CompletableFuture<Beginning> start(Take take, Instant at) {
    activity = Activity.RECORDING;
    return CompletableFuture.completedFuture(new Beginning.Begun(at, Duration.ZERO, FILE));
  }

  @Override
  public CompletableFuture<Beginning> resume(Take take) {
    return start(take, take.origin().requestedAt());
  }

  @Override
  public CompletableFuture<Ending> stop(String source, Instant at) {
    activity = Activity.IDLE;
    return CompletableFuture.completedFuture(
        new Ending.Kept(
            new Stored(Optional.empty(), Optional.of(at), Duration.ofSeconds(1), List.of(FILE))));
  }

  @Override
  public CompletableFuture<Cut> cut(String source, Instant at) {
    return CompletableFuture.completedFuture(new Cut.Done(at, FILE));
  }

  @Override
  public Stored stored(String source, Instant from, Instant to) {
    return new Stored(
        Optional.of(from), Optional.of(to), Duration.between(from, to), List.of(FILE));
  }

  @Override
  public void putAway(Take take, String by) {}
}
