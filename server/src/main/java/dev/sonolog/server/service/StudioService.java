package dev.sonolog.server.service;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The studio of the recorder: who is in control, and takes. Any number of threads, but platform
 * threads: each call waits for the recorder.
 */
public interface StudioService {
  /** A studio without a recorder. */
  StudioService NONE =
      new StudioService() {
        @Override
        public Outcome<StudioReport> sources() {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public Outcome<StudioReport.Source> source(String name) {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public Outcome<StudioReport.Takes> takes(String source, int most) {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public Outcome<StudioReport.Agenda> agenda(int days) {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public Outcome<StudioReport.Controlled> control(String source, ControlWish wish) {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public Outcome<StudioReport.Commanded> command(
            String source, String verb, CommandWish wish) {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public Outcome<StudioReport.Take> change(String take, TextWish wish) {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public Outcome<String> delete(String take, String by) {
          return new Outcome.NoRecorder<>();
        }

        @Override
        public void watch(Predicate<StudioReport.Source> told) {}

        @Override
        public void meters(Predicate<StudioReport.Meters> told) {}
      };

  /** What came of a call. */
  sealed interface Outcome<T> {
    /** It was done. */
    record Done<T>(T value) implements Outcome<T> {}

    /** It was not done. */
    record Refused<T>(StudioReport.Refusal why) implements Outcome<T> {}

    /** No recorder runs. */
    record NoRecorder<T>() implements Outcome<T> {}
  }

  /** Who may be in control. */
  record Owner(String id, String name) {
    @Override
    public String toString() {
      return name; // the id is a secret
    }
  }

  /**
   * What somebody wants of control.
   *
   * @param action take, renew, release, keep, request, takeOver or force
   */
  record ControlWish(String action, Optional<Owner> owner, Optional<String> token) {
    @Override
    public String toString() {
      return action;
    }
  }

  /**
   * What somebody wants done.
   *
   * @param request its id; its repeat is not done again
   * @param name of the take that begins
   * @param label of the mark
   */
  record CommandWish(String request, String token, Optional<String> name, Optional<String> label) {
    @Override
    public String toString() {
      return request;
    }
  }

  /** What a take is to be called; what is absent stays as it is. */
  record TextWish(Optional<String> name, Optional<String> note) {}

  /** All sources. */
  Outcome<StudioReport> sources() throws IOException;

  /** One source. */
  Outcome<StudioReport.Source> source(String name) throws IOException;

  /** The takes of a source, newest first. */
  Outcome<StudioReport.Takes> takes(String source, int most) throws IOException;

  /** What is to be recorded at its time within so many days, and what was missed of late. */
  Outcome<StudioReport.Agenda> agenda(int days) throws IOException;

  /** Changes who is in control, or tries to. */
  Outcome<StudioReport.Controlled> control(String source, ControlWish wish) throws IOException;

  /**
   * Commands a source.
   *
   * @param verb start, stop, cut or mark
   */
  Outcome<StudioReport.Commanded> command(String source, String verb, CommandWish wish)
      throws IOException;

  /** One take, also where no recorder runs. */
  default Outcome<StudioReport.Take> take(String id) throws IOException {
    return new Outcome.NoRecorder<>();
  }

  /** Changes what a take is called. */
  Outcome<StudioReport.Take> change(String take, TextWish wish) throws IOException;

  /**
   * Forgets a take; its recordings go to the trash where they are of it alone.
   *
   * @param by who wants it
   * @return what was done, for a person
   */
  Outcome<String> delete(String take, String by) throws IOException;

  /**
   * Tells all sources as they are, and from then on each that changes, until the recorder ends or
   * nobody wants to know. Blocks.
   *
   * @param told whether more is wanted; asked again and again
   */
  void watch(Predicate<StudioReport.Source> told) throws IOException;

  /**
   * Begins integrated loudness and highest peaks of a source anew.
   *
   * @return what was done, for a person
   */
  default Outcome<String> resetMeters(String source) throws IOException {
    return new Outcome.NoRecorder<>();
  }

  /** Tells what all sources sound like, 20 times a second; see {@link #watch}. */
  void meters(Predicate<StudioReport.Meters> told) throws IOException;
}
