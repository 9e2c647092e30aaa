package dev.sonolog.libretime.station;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A station's calendar, which a test writes. Any thread. */
public final class Calendar {
  private final Map<Long, Entry> entries = new LinkedHashMap<>();
  private long lastInstance = 100;

  /** Plans a show; the same name is the same show. Returns its instance. */
  public synchronized long plan(String name, Instant starts, Instant ends) {
    long instance = ++lastInstance;
    long show = 1L + Math.floorMod(name.hashCode(), 1_000_000);
    entries.put(instance, new Entry(instance, show, name, starts, ends, false, Optional.empty()));
    return instance;
  }

  /** Gives a show another time. */
  public void move(long instance, Instant starts, Instant ends) {
    change(instance, it -> it.at(starts, ends));
  }

  /** Gives an instance another name. */
  public void rename(long instance, String name) {
    change(instance, it -> it.named(name));
  }

  /** Strikes out one of a series: its row stays and is marked. */
  public void strikeOut(long instance) {
    change(instance, Entry::strikeOut);
  }

  /** Takes out a show that is no series: its row goes. */
  public synchronized void remove(long instance) {
    entries.remove(instance);
  }

  synchronized boolean link(long instance, long file) {
    return entries.computeIfPresent(instance, (_, it) -> it.recordedAs(file)) != null;
  }

  private synchronized void change(long instance, UnaryOperator<Entry> change) {
    entries.computeIfPresent(instance, (_, it) -> change.apply(it));
  }

  /** All rows, in the order of their making. */
  public synchronized List<Entry> all() {
    return new ArrayList<>(entries.values());
  }

  /** A row by its instance. */
  public synchronized Optional<Entry> find(long instance) {
    return Optional.ofNullable(entries.get(instance));
  }

  List<Entry> current(Instant at) {
    return all().stream()
        .filter(it -> !it.struckOut() && !at.isBefore(it.starts()) && at.isBefore(it.ends()))
        .toList();
  }

  /** Those that start within a span, in their order. */
  List<Entry> starting(Instant from, Instant to, int limit) {
    return all().stream()
        .filter(it -> !it.struckOut() && !it.starts().isBefore(from) && it.starts().isBefore(to))
        .sorted(Comparator.comparing(Entry::starts))
        .limit(limit)
        .toList();
  }
}
