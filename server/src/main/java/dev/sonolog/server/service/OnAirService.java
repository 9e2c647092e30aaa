package dev.sonolog.server.service;

import dev.sonolog.server.service.StudioService.CommandWish;
import dev.sonolog.server.service.StudioService.Outcome;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The LibreTime station of the recorder. Any number of threads, but platform threads: each call
 * waits for the recorder, and some for the station.
 */
public interface OnAirService {
  /** A recorder without a station, or no recorder. */
  OnAirService NONE =
      new OnAirService() {
        @Override
        public Outcome<OnAirReport> report() {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public Outcome<OnAirReport.Handed> handedOn(String call, String query) {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public Outcome<OnAirReport.Switched> master(MasterWish wish) {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public void watch(Predicate<OnAirReport> told) {}
      };

  /**
   * What somebody wants of the main input.
   *
   * @param action connect, disconnect or disconnectEncoder
   * @param recording a source that begins when the input is connected, and ends with it
   */
  record MasterWish(String action, Optional<RecordingWish> recording) {}

  /** A source, and the command's own words. */
  record RecordingWish(String source, CommandWish command) {}

  /** What is known now; waits for the recorder only. */
  Outcome<OnAirReport> report() throws IOException;

  /**
   * An answer of the station in its own words, no older than two seconds.
   *
   * @param call live-info, on-air-light or bootstrap-info
   * @param query encoded; what is a key in it is left out
   * @return refused with the kind "unreachable" where nothing came back, and "unknown" where there
   *     is no station
   */
  Outcome<OnAirReport.Handed> handedOn(String call, String query) throws IOException;

  /** Switches the main input, and looks whether it did. Takes some seconds. */
  Outcome<OnAirReport.Switched> master(MasterWish wish) throws IOException;

  /**
   * Tells what is known, and from then on each change, until the recorder ends or nobody wants to
   * know. Blocks.
   *
   * @param told whether more is wanted; asked again and again
   */
  void watch(Predicate<OnAirReport> told) throws IOException;
}
