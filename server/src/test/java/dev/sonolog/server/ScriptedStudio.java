package dev.sonolog.server;

import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioReport.Refusal;
import dev.sonolog.server.service.StudioService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** A studio with one source, mic, that notes what it is asked; "stale" is no token of today's. */
public final class ScriptedStudio implements StudioService {
  public static final String AT = "2026-05-23T20:00:00Z";

  public final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String end = "2026-05-23T20:00:08.500Z";
  public final BlockingQueue<StudioReport.Source> changes = new LinkedBlockingQueue<>();

  public volatile StudioReport.Source now = mic("Anna", 7);

  /** The same when nothing of it is recorded. */
  public static StudioReport.Source idle(String state) {
    StudioReport.Source busy = mic("Anna", 7);
    return new StudioReport.Source(
        busy.name(),
        busy.mode(),
        state,
        busy.since(),
        busy.preRoll(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        busy.limits());
  }

  public static StudioReport.Source mic(String holder, long version) {
    return new StudioReport.Source(
        "mic",
        "manual",
        "recording",
        Optional.of(AT),
        Optional.of(10.0),
        Optional.of(new StudioReport.Lease(holder, version, AT, AT, Optional.empty())),
        Optional.of(new StudioReport.Wanted("Ben", AT, AT)),
        Optional.of(running("")),
        new StudioReport.Limits(Optional.of(20.0), Optional.empty()));
  }

  private static StudioReport.Take running(String name) {
    return take("7", "mic", name, Optional.empty(), "running");
  }

  private static StudioReport.Take take(
      String id, String source, String name, Optional<String> to, String state) {
    return new StudioReport.Take(
        id,
        source,
        name,
        "",
        Optional.of(AT),
        to,
        AT,
        10,
        0,
        state,
        List.of(new StudioReport.Mark(AT, "applause")),
        List.of("/rec/mic.wav"),
        "Anna",
        "person");
  }

  private static <T> Outcome<T> known(String source, T value) {
    return source.equals("mic") || source.equals("7")
        ? new Outcome.Done<>(value)
        : new Outcome.Refused<>(
            new Refusal("unknown", "There is no " + source, Optional.empty(), Optional.empty()));
  }

  @Override
  public Outcome<StudioReport> sources() {
    return new Outcome.Done<>(new StudioReport(List.of(now)));
  }

  @Override
  public Outcome<StudioReport.Source> source(String name) {
    return known(name, now);
  }

  @Override
  public Outcome<StudioReport.Takes> takes(String source, int most) {
    asked.add("takes " + most);
    return known(source, new StudioReport.Takes(List.of(running("First"))));
  }

  @Override
  public Outcome<StudioReport.Agenda> agenda(int days) {
    asked.add("agenda " + days);
    return new Outcome.Done<>(
        new StudioReport.Agenda(
            List.of(
                new StudioReport.Booking(
                    "schedule/evening/" + AT,
                    "mic",
                    "Evening",
                    "",
                    AT,
                    "2026-05-23T21:00:00Z",
                    "schedule",
                    "waiting",
                    Optional.empty()))));
  }

  @Override
  public Outcome<StudioReport.Controlled> control(String source, ControlWish wish) {
    asked.add(wish.action() + wish.owner().map(it -> " " + it.id() + " " + it.name()).orElse(""));
    if (wish.token().filter("stale"::equals).isPresent()) {
      return stale();
    }
    StudioReport.Source mic = mic("Anna", 7);
    return known(source, new StudioReport.Controlled(Optional.of("token"), mic.lease(), mic));
  }

  private static <T> Outcome<T> stale() {
    return new Outcome.Refused<>(
        new Refusal(
            "conflict", "Anna is in control of mic now", Optional.of("Anna"), Optional.of(7L)));
  }

  @Override
  public Outcome<StudioReport.Commanded> command(String source, String verb, CommandWish wish) {
    asked.add(verb + " " + wish.request() + wish.name().map(it -> " " + it).orElse(""));
    if (wish.token().equals("stale")) {
      return stale();
    }
    return known(
        source,
        new StudioReport.Commanded(
            "done",
            AT,
            Optional.of(AT),
            Optional.of(running("")),
            mic("Anna", 7),
            "Recording mic"));
  }

  /** Take 8 lies in the archive, from the beginning to here. */
  public void holds(String to) {
    end = to;
  }

  @Override
  public Outcome<StudioReport.Take> take(String id) {
    return id.equals("8")
        ? new Outcome.Done<>(take(id, TestArchive.SOURCE, "First/set", Optional.of(end), "kept"))
        : known(id, running("First"));
  }

  @Override
  public Outcome<StudioReport.Take> change(String take, TextWish wish) {
    return known(take, running(wish.name().orElse("")));
  }

  @Override
  public Outcome<String> delete(String take, String by) {
    asked.add("delete " + take + " by " + by);
    return known(take, "gone");
  }

  @Override
  public void watch(Predicate<StudioReport.Source> told) {
    try {
      boolean wanted = told.test(mic("Anna", 7));
      while (wanted) {
        wanted = told.test(changes.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void meters(Predicate<StudioReport.Meters> told) {
    StudioReport.Channel channel =
        new StudioReport.Channel(
            Optional.of(-12.3), Optional.of(-6.0), Optional.of(-3.0), Optional.empty(), 2);
    StudioReport.Meter meter =
        new StudioReport.Meter(
            "mic",
            List.of(channel),
            Optional.of(-23.0),
            Optional.empty(),
            Optional.empty(),
            List.of("channel 2 is dead"));
    asked.add("meters");
    var _ = told.test(new StudioReport.Meters(AT, List.of(meter)));
  }
}
