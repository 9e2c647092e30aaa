package dev.sonolog.studio;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the studio needs of whoever records. Calls never wait for audio or storage; their outcomes
 * come as futures, on any thread.
 */
public interface StudioRecorder {
  /** What a source is doing. */
  enum Activity {
    IDLE("idle"),
    CONNECTING("connecting"),
    RECORDING("recording"),
    LOST("lost"),
    STOPPING("stopping");

    private final String word;

    Activity(String word) {
      this.word = word;
    }

    /** What people and programs are told. */
    public String word() {
      return word;
    }
  }

  /**
   * A source as it is now.
   *
   * @param isManual whether it is recorded only while somebody wants it
   * @param since since when it does what it does, where that is known
   * @param file being written
   * @param preRoll how much of what was heard before a take begins it
   * @param shortest takes with less audio go to the trash
   * @param longest a take ends by itself when it is so long
   * @param stopWithoutControl whether a take ends when nobody is in control any more
   */
  record Source(
      String name,
      boolean isManual,
      Activity activity,
      Optional<Instant> since,
      Optional<Path> file,
      Optional<Duration> preRoll,
      Optional<Duration> shortest,
      Optional<Duration> longest,
      boolean stopWithoutControl) {}

  /** What became of a wish to begin. */
  sealed interface Beginning {
    /**
     * Audio is being stored.
     *
     * @param at when its first sample was on air
     * @param preRoll how much of it came before it was asked for
     */
    record Begun(Instant at, Duration preRoll, Path file) implements Beginning {}

    /**
     * Nothing is recorded.
     *
     * @param why for a person
     */
    record Refused(String why) implements Beginning {}
  }

  /** What became of a wish to end. */
  sealed interface Ending {
    /** It is over, and all of it is stored. */
    record Kept(Stored stored) implements Ending {}

    /** It was shorter than the source keeps; it is in the trash, and had these files. */
    record TooShort(Stored stored) implements Ending {}

    /** No audio came while it lasted. */
    record Empty() implements Ending {}

    /**
     * Nothing was done.
     *
     * @param why for a person
     */
    record Refused(String why) implements Ending {}
  }

  /** What became of a wish for a new file. */
  sealed interface Cut {
    /** The source goes on in a new file. */
    record Done(Instant at, Path file) implements Cut {}

    /**
     * There will be none.
     *
     * @param why for a person
     */
    record Refused(String why) implements Cut {}
  }

  /** All sources, in the order of the configuration. */
  List<Source> sources();

  /** Begins a take of a manual source as of an instant. */
  CompletableFuture<Beginning> start(Take take, Instant at);

  /** Goes on with a take of a manual source that a restart interrupted. */
  CompletableFuture<Beginning> resume(Take take);

  /** Ends the take of a manual source as of an instant. */
  CompletableFuture<Ending> stop(String source, Instant at);

  /** A new file from an instant on. */
  CompletableFuture<Cut> cut(String source, Instant at);
}
