package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.recording.CutOutcome;
import dev.sonolog.recording.Progress;
import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.recording.SourceStatus;
import dev.sonolog.recording.Sources;
import dev.sonolog.recording.TakeOutcome;
import dev.sonolog.recording.TakeSettings;
import dev.sonolog.studio.Stored;
import dev.sonolog.studio.StudioRecorder;
import dev.sonolog.studio.Take;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The sources of a recorder, as the studio sees them. Any thread; never waits.
 *
 * @param configuration what is recorded now
 * @param words told what takes are called
 */
record RecorderStudio(Sources recording, Supplier<Configuration> configuration, CurrentWords words)
    implements StudioRecorder {
  @Override
  public List<Source> sources() {
    Configuration now = configuration.get();
    Map<String, SourceSettings> settings =
        now.sources().stream().collect(Collectors.toMap(SourceSettings::name, Function.identity()));
    return recording.status().stream()
        .flatMap(
            it ->
                Optional.ofNullable(settings.get(it.name())).stream()
                    .map(known -> source(it, known, now)))
        .toList();
  }

  private static Source source(SourceStatus status, SourceSettings settings, Configuration now) {
    Optional<TakeSettings> takes = settings.takes();
    return new Source(
        status.name(),
        takes.isPresent(),
        activity(status.state()),
        since(status.state()),
        status.progress().map(Progress::file),
        takes.map(TakeSettings::preRoll),
        takes.flatMap(TakeSettings::shortest),
        takes.flatMap(TakeSettings::longest),
        now.stoppedWithoutControl().contains(status.name()));
  }

  private static Activity activity(RecordingState state) {
    return switch (state) {
      case RecordingState.Idle() -> Activity.IDLE;
      case RecordingState.Connecting() -> Activity.CONNECTING;
      case RecordingState.Recording _ -> Activity.RECORDING;
      case RecordingState.Stalled _, RecordingState.Waiting _, RecordingState.Faulted _ ->
          Activity.LOST;
    };
  }

  private static Optional<Instant> since(RecordingState state) {
    return state instanceof RecordingState.Recording(Instant since)
        ? Optional.of(since)
        : Optional.empty();
  }

  @Override
  public CompletableFuture<Beginning> start(Take take, Instant at) {
    words.begins(take);
    return recording.startTake(take.source(), at).begun().thenApply(RecorderStudio::beginning);
  }

  @Override
  public CompletableFuture<Beginning> resume(Take take) {
    words.begins(take);
    return recording
        .resumeTake(take.source(), take.origin().requestedAt(), take.extent().from())
        .begun()
        .thenApply(RecorderStudio::beginning);
  }

  private static Beginning beginning(TakeOutcome outcome) {
    return switch (outcome) {
      case TakeOutcome.Begun(Instant requestedAt, Instant at, Path file) ->
          new Beginning.Begun(at, before(requestedAt, at), file);
      case TakeOutcome.Refused(String why) -> new Beginning.Refused(why);
      case TakeOutcome.Kept _, TakeOutcome.TooShort _, TakeOutcome.Empty _ ->
          new Beginning.Refused("The take is over already");
    };
  }

  /** How much of a take came before it was asked for. */
  private static Duration before(Instant requestedAt, Instant at) {
    return at.isBefore(requestedAt) ? Duration.between(at, requestedAt) : Duration.ZERO;
  }

  @Override
  public CompletableFuture<Ending> stop(String source, Instant at) {
    words.ended(source);
    return recording.stopTake(source, at).thenApply(RecorderStudio::ending);
  }

  private static Ending ending(TakeOutcome outcome) {
    return switch (outcome) {
      case TakeOutcome.Kept(TakeOutcome.Span span, Duration recorded, List<Path> files) ->
          new Ending.Kept(stored(span, recorded, files));
      case TakeOutcome.TooShort(
              TakeOutcome.Span span,
              Duration recorded,
              Duration _,
              List<Path> files) ->
          new Ending.TooShort(stored(span, recorded, files));
      case TakeOutcome.Empty() -> new Ending.Empty();
      case TakeOutcome.Refused(String why) -> new Ending.Refused(why);
      case TakeOutcome.Begun _ -> new Ending.Refused("The take goes on");
    };
  }

  private static Stored stored(TakeOutcome.Span span, Duration recorded, List<Path> files) {
    return new Stored(Optional.of(span.from()), Optional.of(span.to()), recorded, files);
  }

  @Override
  public CompletableFuture<Cut> cut(String source, Instant at) {
    return recording.cut(source, at).thenApply(RecorderStudio::cut);
  }

  private static Cut cut(CutOutcome outcome) {
    return switch (outcome) {
      case CutOutcome.Done(Instant _, Instant actualAt, Path _, Path after) ->
          new Cut.Done(actualAt, after);
      case CutOutcome.Refused(String why) -> new Cut.Refused(why);
    };
  }
}
