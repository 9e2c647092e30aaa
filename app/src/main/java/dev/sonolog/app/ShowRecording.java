package dev.sonolog.app;

import dev.sonolog.app.config.LibretimeSettings;
import dev.sonolog.libretime.ShowDelivery;
import dev.sonolog.studio.Booked;
import dev.sonolog.studio.Studio;
import dev.sonolog.studio.Take.StartedBy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The shows of one station as recordings: booked as the plan has them, and brought into its library
 * where that is wished. Lives as long as the line to the station.
 */
final class ShowRecording implements AutoCloseable {
  private static final long BETWEEN_LOOKS_MILLIS = 5_000;

  private final Studio studio;
  private final ShowBookings bookings;
  private final Optional<ShowDeliveries> deliveries;

  /**
   * Where shows are recorded.
   *
   * @param directory what is kept of them
   * @param source that is meant, of what the configuration says of it; nothing where there is none
   * @param files writes what is delivered
   */
  record Place(
      Path directory,
      UnaryOperator<Optional<String>> source,
      ShowDeliveries.TakeFile files,
      InstantSource clock) {}

  ShowRecording(Studio studio, OnAirLine line, Place place) {
    LibretimeSettings settings = line.settings();
    this.studio = studio;
    this.bookings =
        new ShowBookings(
            studio,
            line,
            () -> place.source().apply(settings.source()),
            place.clock(),
            place.directory().resolve("replaced.json"));
    this.deliveries =
        settings.deliver()
            ? Optional.of(
                new ShowDeliveries(
                    this::recorded,
                    new ShowDelivery(line.client(), place.clock(), settings.maxUpload()),
                    place.files(),
                    place.clock(),
                    place.directory(),
                    BETWEEN_LOOKS_MILLIS))
            : Optional.empty();
  }

  /** Begins. */
  void begin() {
    bookings.begin();
    deliveries.ifPresent(ShowDeliveries::begin);
  }

  private List<ShowDeliveries.Recorded> recorded() {
    return studio.bookings().stream()
        .filter(it -> it.booking().kind() == StartedBy.LIBRETIME)
        .filter(it -> it.state() == Booked.State.DONE)
        .map(this::recorded)
        .toList();
  }

  private ShowDeliveries.Recorded recorded(Booked booked) {
    String id = booked.booking().id();
    return new ShowDeliveries.Recorded(
        id,
        booked.booking().name(),
        booked.booking().to(),
        () -> bookings.instance(id),
        () -> booked.take().flatMap(studio::take));
  }

  /** No shows are wanted any more: those that have not begun are not recorded. */
  static void forget(Studio studio) {
    for (Booked booked : studio.bookings()) {
      if (booked.booking().kind() == StartedBy.LIBRETIME
          && booked.state() == Booked.State.WAITING) {
        var _ = studio.cancel(booked.booking().id());
      }
    }
  }

  @Override
  public void close() {
    bookings.close();
    deliveries.ifPresent(ShowDeliveries::close);
  }
}
