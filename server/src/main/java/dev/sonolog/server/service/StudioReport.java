package dev.sonolog.server.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What the studio tells, and what goes over the control socket for it. Instants are ISO-8601 in
 * UTC, lengths in seconds.
 *
 * @param sources in the order of the configuration
 */
public record StudioReport(List<Source> sources) {
  /**
   * A source now.
   *
   * @param mode manual or continuous
   * @param state idle, connecting, recording, lost or stopping
   * @param since since when it is in that state
   * @param preRoll how much of what was heard before a take begins it
   * @param lease of whoever is in control
   * @param request of whoever asks for control
   * @param take that goes on; else the last one
   */
  public record Source(
      String name,
      String mode,
      String state,
      Optional<String> since,
      Optional<Double> preRoll,
      Optional<Lease> lease,
      Optional<Wanted> request,
      Optional<Take> take,
      Limits limits) {}

  /**
   * Who is in control.
   *
   * @param version counts changes of holder
   * @param yours whether that is who asked, where that is known
   */
  public record Lease(
      String holder,
      long version,
      String since,
      String expires,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> yours) {}

  /**
   * Somebody asks for control.
   *
   * @param takeOverAt from when on it may be taken over, if nobody says no
   */
  public record Wanted(String holder, String since, String takeOverAt) {}

  /** How long a take must be to be kept, and may be. */
  public record Limits(Optional<Double> min, Optional<Double> max) {}

  /**
   * A take.
   *
   * @param from when its first sample was on air; none as long as no audio has come
   * @param to its end; none while it goes on
   * @param recorded how much audio it holds
   * @param state running, kept, too short, empty or failed
   */
  public record Take(
      String id,
      String source,
      String name,
      String note,
      Optional<String> from,
      Optional<String> to,
      String requestedAt,
      double preRoll,
      double recorded,
      String state,
      List<Mark> marks,
      List<String> files,
      String by,
      String startedBy) {}

  /** An instant that somebody marked. */
  public record Mark(String at, String label) {}

  /** Takes of a source, newest first. */
  public record Takes(List<Take> takes) {}

  /**
   * What is to be recorded at its time, in order of time.
   *
   * @param bookings that are to come, go on, or were missed of late
   */
  public record Agenda(List<Booking> bookings) {}

  /**
   * A take that is to be recorded at its time.
   *
   * @param from its first instant, the lead-in included
   * @param to the first instant behind it, the lead-out included
   * @param kind schedule, libretime or level
   * @param state waiting, running, done or missed
   * @param take the id of what was recorded for it, once that has begun
   */
  public record Booking(
      String id,
      String source,
      String name,
      String note,
      String from,
      String to,
      String kind,
      String state,
      Optional<String> take) {}

  /**
   * What came of a wish about control.
   *
   * @param token proves control; none where the caller is not in control
   * @param lease of whoever is in control
   */
  public record Controlled(Optional<String> token, Optional<Lease> lease, Source source) {}

  /**
   * What came of a command.
   *
   * @param outcome done, or pending: it goes on by itself
   * @param at the instant that came of it
   */
  public record Commanded(
      String outcome,
      String requestedAt,
      Optional<String> at,
      Optional<Take> take,
      Source source,
      String message) {}

  /**
   * Why nothing was done.
   *
   * @param kind conflict, unknown or invalid
   * @param holder of whoever is in control
   * @param version of that
   */
  public record Refusal(String kind, String why, Optional<String> holder, Optional<Long> version) {}

  /**
   * What sources sound like, 20 times a second.
   *
   * @param time when it was told
   */
  public record Meters(String time, List<Meter> sources) {}

  /**
   * A source's meters. Levels are in dBFS, loudness in LUFS, true peaks in dBTP, to a tenth; none
   * of digital silence.
   *
   * @param conditions what is wrong with the signal, such as silence
   */
  public record Meter(
      String source,
      List<Channel> channels,
      Optional<Double> momentary,
      Optional<Double> shortTerm,
      Optional<Double> integrated,
      List<String> conditions) {}

  /**
   * A channel's meter.
   *
   * @param peak the highest sample of late, falling slowly
   * @param hold the highest sample of the last seconds
   * @param highest the highest sample since the meters were reset
   * @param truePeak the highest true peak since then, where that is measured
   * @param clips how often it clipped since then
   */
  public record Channel(
      Optional<Double> peak,
      Optional<Double> hold,
      Optional<Double> highest,
      Optional<Double> truePeak,
      long clips) {}
}
