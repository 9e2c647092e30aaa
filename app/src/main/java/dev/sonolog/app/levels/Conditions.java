package dev.sonolog.app.levels;

import dev.sonolog.measure.SignalEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a signal now, by what was told of it. Owned by one thread. */
final class Conditions {
  private static final String SILENCE = "silence";
  private static final String STANDSTILL = "standstill";

  private final Map<String, String> standing = new LinkedHashMap<>();

  void apply(SignalEvent event) {
    switch (event) {
      case SignalEvent.SilenceBegan _ -> standing.put(SILENCE, "silent");
      case SignalEvent.SilenceEnded _ -> standing.remove(SILENCE);
      case SignalEvent.StandstillBegan _ -> standing.put(STANDSTILL, "the samples stand still");
      case SignalEvent.StandstillEnded _ -> standing.remove(STANDSTILL);
      case SignalEvent.ChannelDied(long _, long _, int channel) ->
          standing.put(channel(channel), channel(channel) + " is dead");
      case SignalEvent.ChannelRevived(long _, long _, int channel) ->
          standing.remove(channel(channel));
      case SignalEvent.Clipped _ -> {} // a moment, no state
    }
  }

  List<String> texts() {
    return List.copyOf(standing.values());
  }

  private static String channel(int channel) {
    return "channel " + (channel + 1);
  }
}
