package dev.sonolog.app;

import dev.sonolog.app.config.LibretimeSettings;
import dev.sonolog.libretime.Capabilities;
import dev.sonolog.libretime.Failure;
import dev.sonolog.libretime.Inputs;
import dev.sonolog.libretime.Known;
import dev.sonolog.libretime.Lamp;
import dev.sonolog.libretime.LiveInfo;
import dev.sonolog.libretime.Plan;
import dev.sonolog.libretime.PlanReading;
import dev.sonolog.libretime.Show;
import dev.sonolog.libretime.ShowPlan;
import dev.sonolog.libretime.StationState;
import dev.sonolog.server.service.OnAirReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is known of a LibreTime, as programs are told it. */
final class OnAirReporter {
  private static final String NO_LOGIN =
      "LibreTime lets only a logged-in person switch its inputs; set user and password_file in"
          + " [libretime]";

  private OnAirReporter() {}

  static OnAirReport of(OnAirLine line) {
    StationState state = line.state();
    OnAirLine.Since since = line.since();
    LibretimeSettings settings = line.settings();
    return new OnAirReport(
        true,
        state.name(),
        word(state.lamp()),
        state.lamp() == Lamp.UNKNOWN || since.lamp() != state.lamp()
            ? Optional.empty()
            : Optional.of(since.lampAt().toString()),
        shows(state.current(), settings),
        shows(state.next(), settings),
        state.track().map(OnAirReporter::of),
        of(state.inputs(), settings),
        new OnAirReport.Reach(
            word(state.answers()),
            since.answers() == state.answers() && state.answers() != Known.UNKNOWN
                ? Optional.of(since.answersAt().toString())
                : Optional.empty(),
            state.trouble()),
        of(line.plan()),
        line.calls().map(OnAirReporter::of).orElse(List.of()));
  }

  static String word(Lamp lamp) {
    return switch (lamp) {
      case ON -> "on";
      case OFF -> "off";
      case SHOULD_BE_ON -> "should be on";
      case UNKNOWN -> "unknown";
    };
  }

  private static String word(Known known) {
    return known.toString().toLowerCase(Locale.ROOT);
  }

  private static List<OnAirReport.Show> shows(List<Show> shows, LibretimeSettings settings) {
    return shows.stream()
        .map(
            it ->
                new OnAirReport.Show(
                    it.instance(),
                    it.name(),
                    it.starts().toString(),
                    it.ends().toString(),
                    settings.rules().wanted(it).isPresent()))
        .toList();
  }

  private static OnAirReport.Track of(LiveInfo.Track track) {
    return new OnAirReport.Track(
        track.name(),
        track.type(),
        track.starts().map(Instant::toString),
        track.ends().map(Instant::toString));
  }

  private static OnAirReport.Inputs of(Inputs inputs, LibretimeSettings settings) {
    boolean mayLogIn = settings.access().login().isPresent();
    return new OnAirReport.Inputs(
        of(inputs.main()),
        of(inputs.show()),
        word(inputs.schedule()),
        mayLogIn,
        mayLogIn ? Optional.empty() : Optional.of(NO_LOGIN));
  }

  private static OnAirReport.Input of(Inputs.Input input) {
    return new OnAirReport.Input(word(input.connected()), word(input.switchedOn()));
  }

  private static OnAirReport.Plan of(ShowPlan plan) {
    Plan known = plan.plan();
    return new OnAirReport.Plan(
        known.read().map(it -> it.at().toString()),
        known.read().map(it -> word(it.source())),
        known.shows().size(),
        plan.trouble());
  }

  private static String word(PlanReading.Source source) {
    return switch (source) {
      case INSTANCES -> "calendar";
      case WEEK -> "week";
      case LIVE -> "live";
    };
  }

  private static List<OnAirReport.Call> of(Capabilities calls) {
    return calls.failures().entrySet().stream()
        .map(
            it -> {
              Optional<Failure> failure = it.getValue();
              return new OnAirReport.Call(
                  it.getKey(), failure.isEmpty(), failure.map(why -> "LibreTime " + why.words()));
            })
        .toList();
  }
}
