package dev.sonolog.server.pirecord;

import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioReport.Refusal;
import dev.sonolog.server.service.StudioService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/**
 * A studio in memory with one source, mic: one owner may be in control, whose token is its version,
 * and records files that are called by their number.
 */
final class OneMicrophone implements StudioService {
  private static final String AT = "2026-05-23T20:00:00Z";

  final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<BlockingQueue<StudioReport.Source>> watchers = new CopyOnWriteArrayList<>();
  private Optional<Owner> holder = Optional.empty();
  private Optional<StudioReport.Take> take = Optional.empty();
  private long version;
  private int renewals;
  private int files;
  private boolean isGone;
  private boolean isShort;
  private boolean isLate;
  private boolean isSilent;

  synchronized void isPulled(boolean gone) {
    isGone = gone;
    tell();
  }

  /** Takes are not kept. */
  synchronized void dropsTakes() {
    isShort = true;
  }

  /** A take begins, and its file comes a moment later. */
  synchronized void isSlow() {
    isLate = true;
  }

  synchronized void isNotMetered() {
    isSilent = true;
  }

  synchronized int renewals() {
    return renewals;
  }

  synchronized Optional<String> holder() {
    return holder.map(Owner::name);
  }

  synchronized StudioReport.Source mic() {
    return new StudioReport.Source(
        "mic",
        "manual",
        isGone ? "lost" : isRecorded() ? "recording" : "idle",
        Optional.of(AT),
        Optional.of(0.0),
        holder.map(it -> new StudioReport.Lease(it.name(), version, AT, AT, Optional.empty())),
        Optional.empty(),
        take,
        new StudioReport.Limits(Optional.of(20.0), Optional.empty()));
  }

  private boolean isRecorded() {
    return take.filter(it -> it.state().equals("running")).isPresent();
  }

  private StudioReport.Take take(String state, List<String> names) {
    return new StudioReport.Take(
        "" + files,
        "mic",
        "",
        "",
        Optional.of(AT),
        state.equals("running") ? Optional.empty() : Optional.of(AT),
        AT,
        0,
        0,
        state,
        List.of(),
        names,
        "whoever",
        "person");
  }

  private void tell() {
    watchers.forEach(it -> it.add(mic()));
  }

  private static <T> Outcome<T> refused(String kind) {
    return new Outcome.Refused<>(new Refusal(kind, kind, Optional.empty(), Optional.empty()));
  }

  @Override
  public Outcome<StudioReport> sources() {
    return new Outcome.Done<>(new StudioReport(List.of(mic())));
  }

  @Override
  public Outcome<StudioReport.Source> source(String name) {
    return name.equals("mic") ? new Outcome.Done<>(mic()) : refused("unknown");
  }

  @Override
  public Outcome<StudioReport.Agenda> agenda(int days) {
    throw new UnsupportedOperationException("Clients of Pi_Record do not ask for it");
  }

  @Override
  public Outcome<StudioReport.Takes> takes(String source, int most) {
    return new Outcome.Done<>(new StudioReport.Takes(List.of()));
  }

  @Override
  public synchronized Outcome<StudioReport.Controlled> control(String source, ControlWish wish) {
    boolean isHolders = wish.token().filter(it -> it.startsWith("v" + version + ".")).isPresent();
    switch (wish.action()) {
      case "take" -> {
        Owner owner = wish.owner().orElseThrow();
        if (holder.filter(it -> !it.id().equals(owner.id())).isPresent()) {
          return refused("conflict");
        }
        version += holder.isEmpty() ? 1 : 0;
        holder = Optional.of(owner);
      }
      case "renew" -> {
        if (holder.isEmpty() || !isHolders) {
          return refused("conflict");
        }
        renewals++;
      }
      case "release" -> {
        if (holder.isEmpty() || !isHolders) {
          return refused("conflict");
        }
        holder = Optional.empty();
      }
      default -> throw new AssertionError(wish);
    }
    tell();
    return new Outcome.Done<>(
        new StudioReport.Controlled(
            holder.map(_ -> "v" + version + "." + renewals), mic().lease(), mic()));
  }

  /** Control lapses. */
  synchronized void lapses() {
    holder = Optional.empty();
    tell();
  }

  @Override
  public synchronized Outcome<StudioReport.Commanded> command(
      String source, String verb, CommandWish wish) {
    boolean isRepeat = requests.contains(verb + " " + wish.request());
    boolean isHolders = holder.isPresent() && wish.token().startsWith("v" + version + ".");
    if (!isHolders || (!isRepeat && verb.equals("start") == isRecorded())) {
      return refused("conflict");
    }
    requests.add(verb + " " + wish.request());
    if (isRepeat || verb.equals("stop") || !isLate) {
      happen(verb, isRepeat);
    } else {
      take = Optional.of(take("running", List.of()));
    }
    tell();
    return new Outcome.Done<>(
        new StudioReport.Commanded(
            isLate && !isRepeat ? "pending" : "done", AT, Optional.of(AT), take, mic(), ""));
  }

  private void happen(String verb, boolean isRepeat) {
    if (verb.equals("start")) {
      files++;
      take = Optional.of(take("running", List.of("/rec/mic-" + files + ".wav")));
    } else if (!isRepeat) {
      List<String> names = new ArrayList<>(take.orElseThrow().files());
      take = Optional.of(take(isShort ? "too short" : "kept", names));
    }
  }

  @Override
  public Outcome<StudioReport.Take> change(String id, TextWish wish) {
    return refused("unknown");
  }

  @Override
  public Outcome<String> delete(String id, String by) {
    return refused("unknown");
  }

  @Override
  public synchronized Outcome<String> resetMeters(String source) {
    return isSilent ? refused("conflict") : new Outcome.Done<>("begun anew");
  }

  @Override
  public void watch(Predicate<StudioReport.Source> told) {
    BlockingQueue<StudioReport.Source> news = new LinkedBlockingQueue<>(List.of(mic()));
    watchers.add(news);
    try {
      boolean isWanted = true;
      while (isWanted) {
        isWanted = told.test(news.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      watchers.remove(news);
    }
  }

  @Override
  public void meters(Predicate<StudioReport.Meters> told) {
    StudioReport.Meter loud = meter("mic", List.of(channel(-6.0), channel(-6.5)));
    StudioReport.Meter other = meter("line", List.of(channel(-60.0)));
    var _ = told.test(new StudioReport.Meters(AT, List.of(other, loud)));
  }

  private static StudioReport.Meter meter(String source, List<StudioReport.Channel> channels) {
    return new StudioReport.Meter(
        source, channels, Optional.of(-23.04), Optional.of(-24.0), Optional.empty(), List.of());
  }

  private static StudioReport.Channel channel(double peak) {
    return new StudioReport.Channel(
        Optional.of(peak), Optional.of(peak), Optional.of(-3.0), Optional.of(-2.5), 0);
  }
}
