package dev.sonolog.studio;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A recorder and an archive whose outcomes the test decides: it notes what it was asked, and says
 * what it was told to say.
 */
final class ScriptedRecorder implements StudioRecorder, TakeArchive {
  static final Source MIC = source("mic", true, Activity.IDLE, false);
  static final Source RADIO = source("radio", false, Activity.RECORDING, false);

  final List<String> asked = new CopyOnWriteArrayList<>();
  final Map<String, Source> sources = new ConcurrentHashMap<>();
  final List<String> putAway = new CopyOnWriteArrayList<>();
  volatile CompletableFuture<Beginning> beginning = new CompletableFuture<>();
  volatile CompletableFuture<Ending> ending = new CompletableFuture<>();
  volatile CompletableFuture<Cut> cut = new CompletableFuture<>();
  volatile Stored stored = Stored.NOTHING;
  volatile boolean failsToRead;

  ScriptedRecorder() {
    now(MIC);
    now(RADIO);
  }

  static Source source(String name, boolean manual, Activity activity, boolean stops) {
    return new Source(
        name,
        manual,
        activity,
        Optional.empty(),
        Optional.empty(),
        manual ? Optional.of(Duration.ofSeconds(10)) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        stops);
  }

  void now(Source source) {
    sources.put(source.name(), source);
  }

  void now(Activity activity) {
    boolean stops = Objects.requireNonNull(sources.get("mic")).stopWithoutControl();
    now(source("mic", true, activity, stops));
  }

  @Override
  public List<Source> sources() {
    List<Source> all = new ArrayList<>(sources.values());
    all.sort((one, other) -> one.name().compareTo(other.name()));
    return all;
  }

  @Override
  public CompletableFuture<Beginning> start(Take take, Instant at) {
    asked.add("start " + take.source());
    return beginning;
  }

  @Override
  public CompletableFuture<Beginning> resume(Take take) {
    asked.add("resume " + take.source());
    return beginning;
  }

  @Override
  public CompletableFuture<Ending> stop(String source, Instant at) {
    asked.add("stop " + source);
    return ending;
  }

  @Override
  public CompletableFuture<Cut> cut(String source, Instant at) {
    asked.add("cut " + source);
    return cut;
  }

  @Override
  public Stored stored(String source, Instant from, Instant to) throws IOException {
    if (failsToRead) {
      throw new IOException("no catalogue");
    }
    return stored;
  }

  @Override
  public void putAway(Take take, String by) throws IOException {
    if (failsToRead) {
      throw new IOException("it is pinned");
    }
    putAway.add(take.id() + " by " + by);
  }

  static Stored file(String name, int seconds) {
    return new Stored(
        Optional.of(StepTime.BEGIN),
        Optional.of(StepTime.BEGIN.plusSeconds(seconds)),
        Duration.ofSeconds(seconds),
        List.of(Path.of(name)));
  }
}
