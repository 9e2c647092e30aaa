package dev.sonolog.recording;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.NameWords;
import dev.sonolog.archive.RunTail;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.SegmentTags.GapNote;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All sources of a recorder: starts and stops them as the configuration says, and answers for them.
 * Changes come from one thread at a time; questions from any.
 */
public final class Sources {
  private static final Logger LOG = System.getLogger(Sources.class.getName());

  private final Archive archive;
  private final TimeSource time;
  private final WallClock wallClock;
  private final Connector connector;
  private final Function<String, SegmentTap> taps;
  private final BiFunction<String, Instant, NameWords> words;
  private final RandomGenerator random;
  private volatile SequencedMap<String, Member> members = new LinkedHashMap<>();
  private volatile boolean stopped;

  /** A configured source: one that records, or one that cannot. */
  private sealed interface Member {
    SourceSettings settings();

    SourceStatus status();

    record Active(Supervisor supervisor) implements Member {
      @Override
      public SourceSettings settings() {
        return supervisor.settings();
      }

      @Override
      public SourceStatus status() {
        return supervisor.status();
      }
    }

    record Unavailable(SourceSettings settings, String reason) implements Member {
      @Override
      public SourceStatus status() {
        return new SourceStatus(
            settings.name(),
            new RecordingState.Faulted(reason, Optional.empty()),
            Optional.empty(),
            0);
      }
    }
  }

  /**
   * @param connector reaches what the sources hear
   * @param taps by a source's name, told what is stored of it
   * @param words by a source's name, what is on at an instant, for the names of files; must not
   *     wait
   * @param random for the identity of runs and the jitter of pauses
   */
  public Sources(
      Archive archive,
      TimeSource time,
      Connector connector,
      Function<String, SegmentTap> taps,
      BiFunction<String, Instant, NameWords> words,
      RandomGenerator random) {
    this.archive = archive;
    this.time = time;
    this.wallClock = new WallClock(time);
    this.connector = connector;
    this.taps = taps;
    this.words = words;
    this.random = random;
  }

  /**
   * Makes the sources what is wanted: those that are unchanged go on without a break, the others
   * are stopped, and started anew where they are still wanted.
   *
   * @param openGap the gap in which a source is, asked for those that are started and did not run
   *     until now
   */
  public synchronized void apply(
      List<SourceSettings> wanted, Function<String, Optional<GapNote>> openGap)
      throws InterruptedException {
    Map<String, Member> before = members;
    List<Supervisor> leaving = new ArrayList<>();
    for (Member member : before.values()) {
      if (member instanceof Member.Active(Supervisor supervisor) && !goesOn(member, wanted)) {
        supervisor.stop(GapCause.RECONFIGURED);
        leaving.add(supervisor);
      }
    }
    for (Supervisor supervisor : leaving) {
      await(supervisor);
    }
    SequencedMap<String, Member> after = new LinkedHashMap<>();
    for (SourceSettings settings : wanted) {
      Member old = before.get(settings.name());
      boolean unchanged = old != null && goesOn(old, List.of(settings));
      after.put(settings.name(), unchanged ? old : start(settings, old, openGap));
    }
    members = after;
    if (stopped) {
      for (Member member : after.values()) {
        var _ = stop(member);
      }
    }
  }

  /** A source that was given up is started anew when somebody reloads. */
  private static boolean goesOn(Member member, List<SourceSettings> wanted) {
    boolean alive = !(member instanceof Member.Active(Supervisor it)) || !it.hasGivenUp();
    return alive && wanted.contains(member.settings());
  }

  /** All sources as they are now, in the order of the configuration. */
  public List<SourceStatus> status() {
    return members.values().stream().map(Member::status).toList();
  }

  /**
   * Asks a source for a new file from {@code at} on.
   *
   * @return what becomes of it; completed when audio of that instant has come
   */
  public CompletableFuture<CutOutcome> cut(String source, Instant at) {
    return switch (members.get(source)) {
      case null -> CompletableFuture.completedFuture(new CutOutcome.Refused(isNone(source)));
      case Member.Active(Supervisor supervisor) -> supervisor.cut(at);
      case Member.Unavailable(SourceSettings _, String reason) ->
          CompletableFuture.completedFuture(new CutOutcome.Refused(source + ": " + reason));
    };
  }

  /**
   * Begins a take of a source that is recorded only while somebody wants it.
   *
   * @param asked the press: the take begins with the first sample at or after it, or so much
   *     earlier as the source's pre-roll says
   */
  public TakeWatch startTake(String source, Instant asked) {
    return beginTake(source, asked, Optional.empty());
  }

  /**
   * Goes on with a take that ran when the recorder before this one ended: in a new run, with the
   * first audio that comes. To be called as soon as the source is configured.
   *
   * @param asked when it was asked for
   * @param from when its first sample was on air; nothing of it is known to be stored where absent
   */
  public TakeWatch resumeTake(String source, Instant asked, Optional<Instant> from) {
    return beginTake(source, asked, from);
  }

  private TakeWatch beginTake(String source, Instant asked, Optional<Instant> fromBefore) {
    return switch (members.get(source)) {
      case null -> TakeWatch.refused(isNone(source));
      case Member.Active(Supervisor supervisor) -> supervisor.startTake(asked, fromBefore);
      case Member.Unavailable(SourceSettings _, String reason) ->
          TakeWatch.refused(source + ": " + reason);
    };
  }

  /**
   * Ends the take of a source: its last sample is the last before an instant.
   *
   * @return what became of it; completed when all its files are sealed
   */
  public CompletableFuture<TakeOutcome> stopTake(String source, Instant asked) {
    return switch (members.get(source)) {
      case null -> CompletableFuture.completedFuture(new TakeOutcome.Refused(isNone(source)));
      case Member.Active(Supervisor supervisor) -> supervisor.stopTake(asked);
      case Member.Unavailable(SourceSettings _, String reason) ->
          CompletableFuture.completedFuture(new TakeOutcome.Refused(source + ": " + reason));
    };
  }

  private String isNone(String source) {
    return "There is no source " + source + "; there are " + members.keySet();
  }

  /**
   * Stops all sources and waits until all their segments are sealed.
   *
   * @return whether all had within the deadline
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    stopped = true;
    List<CompletableFuture<Void>> ends = members.values().stream().map(Sources::stop).toList();
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
          .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Member start(
      SourceSettings settings,
      @Nullable Member before,
      Function<String, Optional<GapNote>> openGap) {
    return switch (settings.input()) {
      case SourceSettings.Unavailable(String reason) -> {
        LOG.log(Level.ERROR, "{0}: {1}", settings.name(), reason);
        yield new Member.Unavailable(settings, reason);
      }
      case SourceSettings.Live input -> {
        Optional<GapNote> gap =
            before instanceof Member.Active(Supervisor old)
                ? old.gap()
                : openGap.apply(settings.name());
        Supervisor supervisor =
            new Supervisor(
                settings,
                new Surroundings(
                    archive,
                    time,
                    wallClock,
                    taps.apply(settings.name()),
                    start -> words.apply(settings.name(), start)),
                () -> connector.connection(settings.name(), input),
                gap,
                () ->
                    before == null && settings.rejoin() && settings.takes().isEmpty()
                        ? tail(settings, gap)
                        : Optional.empty(),
                new SplittableRandom(random.nextLong()));
        supervisor.start(threads(input));
        yield new Member.Active(supervisor);
      }
    };
  }

  /**
   * Who waits for the network waits without a thread of the system's; who waits for a driver not.
   */
  private static Thread.Builder threads(SourceSettings.Live input) {
    return switch (input) {
      case SourceSettings.Stream _ -> Thread.ofVirtual();
      case SourceSettings.Local _ -> Thread.ofPlatform().daemon();
    };
  }

  /** Where the source stopped a moment ago, if nothing happened since. */
  private Optional<RunTail> tail(SourceSettings source, Optional<GapNote> gap) {
    Instant since = time.now().minus(SuspendedRun.PATIENCE);
    Optional<Instant> from = gap.map(note -> note.from().toInstant());
    return from.filter(since::isBefore).isEmpty()
        ? Optional.empty()
        : archive
            .tail(source.files().directory(), source.name(), PacketTail.KEPT, since)
            .filter(tail -> from.equals(Optional.of(tail.end())));
  }

  private static CompletableFuture<Void> stop(Member member) {
    if (member instanceof Member.Active(Supervisor supervisor)) {
      supervisor.stop(GapCause.RECORDER_STOPPED);
      return supervisor.ended();
    }
    return CompletableFuture.completedFuture(null);
  }

  private static void await(Supervisor supervisor) throws InterruptedException {
    try {
      supervisor.left().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
