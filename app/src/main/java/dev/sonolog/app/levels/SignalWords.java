package dev.sonolog.app.levels;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.measure.SignalEvent;
import java.util.Locale;

/** Says to programs and to people what happened to a signal. */
final class SignalWords {
  private final SampleRate rate;

  SignalWords(SampleRate rate) {
    this.rate = rate;
  }

  LevelEvent.Noticed noticed(SignalEvent event) {
    return switch (event) {
      case SignalEvent.SilenceBegan _ ->
          noticed(
              event, "silence-began", "silence for " + seconds(event.knownAt() - event.position()));
      case SignalEvent.SilenceEnded(long _, long _, long silent) ->
          noticed(
              event,
              "silence-ended",
              "the signal is back after " + seconds(silent) + " of silence");
      case SignalEvent.StandstillBegan _ ->
          noticed(
              event,
              "standstill-began",
              "the samples stand still: a cable that was pulled, or a muted input?");
      case SignalEvent.StandstillEnded(long _, long _, long still) ->
          noticed(event, "standstill-ended", "the samples move again after " + seconds(still));
      case SignalEvent.ChannelDied(long _, long _, int channel) ->
          noticed(
              event, "channel-died", "channel " + (channel + 1) + " is dead while another is not");
      case SignalEvent.ChannelRevived(long _, long _, int channel) ->
          noticed(event, "channel-revived", "channel " + (channel + 1) + " is back");
      case SignalEvent.Clipped(long _, long _, int channel, long clips) ->
          noticed(
              event, "clipped", "channel " + (channel + 1) + " is clipped, " + clips + " times");
    };
  }

  private static LevelEvent.Noticed noticed(SignalEvent event, String kind, String text) {
    return new LevelEvent.Noticed(kind, text, event);
  }

  private String seconds(long samples) {
    return String.format(Locale.ROOT, "%.1f s", samples / (double) rate.hertz());
  }
}
