package dev.sonolog.app;

import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioReport.Refusal;
import dev.sonolog.studio.Answer;
import dev.sonolog.studio.Booked;
import dev.sonolog.studio.Booking;
import dev.sonolog.studio.Lease;
import dev.sonolog.studio.SourceState;
import dev.sonolog.studio.StudioRecorder;
import dev.sonolog.studio.Take;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The studio's state as programs are told it. */
final class StudioReporter {
  private StudioReporter() {}

  static StudioReport of(List<SourceState> states) {
    return new StudioReport(states.stream().map(StudioReporter::of).toList());
  }

  static StudioReport.Source of(SourceState state) {
    return of(state, Optional.empty());
  }

  /**
   * A source.
   *
   * @param yours whether whoever asked is in control, where that is known
   */
  static StudioReport.Source of(SourceState state, Optional<Boolean> yours) {
    StudioRecorder.Source source = state.source();
    return new StudioReport.Source(
        source.name(),
        source.isManual() ? "manual" : "continuous",
        source.activity().word(),
        source.since().map(Instant::toString),
        source.preRoll().map(StudioReporter::seconds),
        state.lease().map(it -> of(it, yours)),
        state
            .wanted()
            .map(
                it ->
                    new StudioReport.Wanted(
                        it.holder(), it.since().toString(), it.takeOverAt().toString())),
        state.take().map(StudioReporter::of),
        new StudioReport.Limits(
            source.shortest().map(StudioReporter::seconds),
            source.longest().map(StudioReporter::seconds)));
  }

  static StudioReport.Lease of(Lease lease, Optional<Boolean> yours) {
    return new StudioReport.Lease(
        lease.holder(),
        lease.version(),
        lease.since().toString(),
        lease.expires().toString(),
        yours);
  }

  static StudioReport.Take of(Take take) {
    return new StudioReport.Take(
        take.id(),
        take.source(),
        take.text().name(),
        take.text().note(),
        take.extent().from().map(Instant::toString),
        take.isRunning() ? Optional.empty() : take.extent().to().map(Instant::toString),
        take.origin().requestedAt().toString(),
        seconds(take.extent().preRoll()),
        seconds(take.extent().recorded()),
        take.state().word(),
        take.marks().stream()
            .map(it -> new StudioReport.Mark(it.at().toString(), it.label()))
            .toList(),
        take.extent().files(),
        take.origin().by(),
        take.origin().startedBy().word());
  }

  static StudioReport.Agenda agenda(List<Booked> booked) {
    return new StudioReport.Agenda(booked.stream().map(StudioReporter::of).toList());
  }

  private static StudioReport.Booking of(Booked booked) {
    Booking booking = booked.booking();
    return new StudioReport.Booking(
        booking.id(),
        booking.source(),
        booking.name(),
        booking.note(),
        booking.from().toString(),
        booking.to().toString(),
        booking.kind().word(),
        booked.state().word(),
        booked.take());
  }

  static StudioReport.Commanded of(Answer.Told told, StudioReport.Source source) {
    return new StudioReport.Commanded(
        told.isDone() ? "done" : "pending",
        told.requestedAt().toString(),
        told.at().map(Instant::toString),
        told.take().map(StudioReporter::of),
        source,
        told.message());
  }

  static Refusal conflict(String why, Optional<Lease> lease) {
    return new Refusal("conflict", why, lease.map(Lease::holder), lease.map(Lease::version));
  }

  static Refusal unknown(String why) {
    return new Refusal("unknown", why, Optional.empty(), Optional.empty());
  }

  static Refusal invalid(String why) {
    return new Refusal("invalid", why, Optional.empty(), Optional.empty());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
