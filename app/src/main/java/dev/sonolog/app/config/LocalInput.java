package dev.sonolog.app.config;

import dev.sonolog.capture.signal.Waveform;
import dev.sonolog.recording.SourceSettings;
import java.util.List;
import java.util.Locale;

/** What this computer hears or makes by itself. */
public sealed interface LocalInput extends SourceSettings.Local {
  /** How samples are taken. */
  PcmSettings pcm();

  /**
   * A sound card.
   *
   * @param device as a person names it
   * @param pick the channels that are kept, counted from 1; all when empty
   */
  record SoundCard(String device, PcmSettings pcm, List<Integer> pick) implements LocalInput {
    public SoundCard {
      pick = List.copyOf(pick);
    }

    @Override
    public String toString() {
      return "sound card " + device + (pick.isEmpty() ? "" : ", channels " + pick) + ", " + pcm;
    }
  }

  /** A generated signal. */
  record Signal(Waveform waveform, PcmSettings pcm) implements LocalInput {
    @Override
    public String toString() {
      return "generated " + waveform.name().toLowerCase(Locale.ROOT) + ", " + pcm;
    }
  }
}
