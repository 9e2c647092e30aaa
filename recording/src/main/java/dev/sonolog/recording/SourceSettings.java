package dev.sonolog.recording;

import dev.sonolog.capture.StreamSettings;
import java.util.Optional;

/**
 * What a person wants of one source.
 *
 * @param name its name, unique; also the name of its folder and what people call it in logs
 * @param input where its audio comes from
 * @param files how it is stored
 * @param retry what happens when it fails
 * @param rejoin whether a reconnect that lost nothing goes on in the same file
 * @param keepTitles whether titles go into the catalogue and into files as chapters
 * @param takes what is kept of takes, if it is recorded only while somebody wants it; none for what
 *     is recorded all the time
 */
public record SourceSettings(
    String name,
    Input input,
    FileSettings files,
    RetrySettings retry,
    boolean rejoin,
    boolean keepTitles,
    Optional<TakeSettings> takes) {

  /** A source that is recorded all the time. */
  public SourceSettings(
      String name,
      Input input,
      FileSettings files,
      RetrySettings retry,
      boolean rejoin,
      boolean keepTitles) {
    this(name, input, files, retry, rejoin, keepTitles, Optional.empty());
  }

  /** Where the audio comes from. */
  public sealed interface Input {}

  /** What a {@link Connector} knows how to reach. Equal when a reload has nothing to change. */
  public sealed interface Live extends Input {}

  /** A stream from the network. */
  public record Stream(StreamSettings settings) implements Live {}

  /**
   * Something on this computer, such as a sound card: it has samples and no packets, and its thread
   * may block outside Java.
   */
  public non-sealed interface Local extends Live {}

  /**
   * Something that this program cannot record: the source exists, is shown, and is faulted.
   *
   * @param reason why, for a person
   */
  public record Unavailable(String reason) implements Input {}
}
