package dev.sonolog.app.config;

import dev.sonolog.capture.signal.Waveform;
import dev.sonolog.recording.SourceSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What this computer hears or makes by itself. */
public sealed interface LocalInput extends SourceSettings.Local {
  /** How samples are taken. */
  PcmSettings pcm();

  /**
   * A sound card.
   *
   * @param device as a person names it
   * @param pick the channels that are kept, counted from 1; all when empty
   * @param split if it is one of several sources that keep a channel each
   */
  record SoundCard(String device, PcmSettings pcm, List<Integer> pick, Optional<Split> split)
      implements LocalInput {
    public SoundCard {
      pick = List.copyOf(pick);
    }

    @Override
    public String toString() {
      return "sound card " + device + (pick.isEmpty() ? "" : ", channels " + pick) + ", " + pcm;
    }
  }

  /**
   * What the channels of one card have in common that are recorded apart from each other.
   *
   * @param section the name of the section that they are of
   * @param channels how many there are
   */
  record Split(String section, int channels) {}

  /** A generated signal. */
  record Signal(Waveform waveform, PcmSettings pcm) implements LocalInput {
    @Override
    public String toString() {
      return "generated " + waveform.name().toLowerCase(Locale.ROOT) + ", " + pcm;
    }
  }
}
