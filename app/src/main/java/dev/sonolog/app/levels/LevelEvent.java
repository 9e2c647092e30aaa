package dev.sonolog.app.levels;

import dev.sonolog.measure.LevelReading;
import dev.sonolog.measure.SignalEvent;
import java.util.List;

/** Something that is told of the samples of a source while they are recorded. */
public sealed interface LevelEvent {
  /**
   * Levels: {@value LevelReading#PER_SECOND} in a second of audio.
   *
   * @param conditions what is wrong with the signal now, such as silence; for a person
   */
  record Measured(LevelReading levels, List<String> conditions) implements LevelEvent {}

  /**
   * The state of the signal changed.
   *
   * @param kind one word, or several with hyphens: {@code silence-began}
   * @param text the same for a person
   * @param event where in the audio, and what besides
   */
  record Noticed(String kind, String text, SignalEvent event) implements LevelEvent {}
}
