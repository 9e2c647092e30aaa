package dev.sonolog.studio;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of control once more, told another way: a list of all that happened, read from the end
 * each time, in milliseconds of one clock.
 */
final class LeaseModel {
  private enum What {
    GIVEN,
    LEFT,
    ASKED,
    DENIED
  }

  private record Happened(long at, What what, String who) {}

  private final List<Happened> history = new ArrayList<>();
  private long now;
  private long hands;

  void pass(long millis) {
    now += millis;
  }

  /** Who is in control; nobody is empty. */
  String holder() {
    for (int i = history.size() - 1; i >= 0; i--) {
      Happened it = history.get(i);
      if (it.what() == What.GIVEN) {
        return now - it.at() < 300_000 ? it.who() : "";
      }
      if (it.what() == What.LEFT) {
        return "";
      }
    }
    return "";
  }

  long hands() {
    return hands;
  }

  /** Who asks, and since when; nobody is an empty name. */
  private Happened asking() {
    Happened none = new Happened(0, What.DENIED, "");
    String holder = holder();
    if (holder.isEmpty()) {
      return none;
    }
    for (int i = history.size() - 1; i >= 0; i--) {
      Happened it = history.get(i);
      boolean isEnd =
          it.what() == What.DENIED
              || it.what() == What.LEFT
              || (it.what() == What.GIVEN && !it.who().equals(holder));
      if (isEnd) {
        return none;
      }
      if (it.what() == What.ASKED) {
        return now - it.at() < 75_000 ? it : none;
      }
    }
    return none;
  }

  String asker() {
    return asking().who();
  }

  private boolean give(String who) {
    if (!holder().equals(who)) {
      hands++;
      history.add(new Happened(now, What.DENIED, who)); // whoever asked asked somebody else
    }
    history.add(new Happened(now, What.GIVEN, who));
    return true;
  }

  boolean take(String who) {
    return (holder().isEmpty() || holder().equals(who)) && give(who);
  }

  boolean force(String who) {
    return give(who);
  }

  /** Nobody asks any more. */
  void forgetWish() {
    history.add(new Happened(now, What.DENIED, ""));
  }

  boolean renew(String who, long version) {
    return holder().equals(who) && version == hands && give(who);
  }

  boolean release(String who, long version) {
    boolean may = holder().equals(who) && version == hands;
    if (may) {
      history.add(new Happened(now, What.LEFT, who));
    }
    return may;
  }

  boolean keep(String who, long version) {
    boolean may = renew(who, version);
    if (may) {
      history.add(new Happened(now, What.DENIED, who));
    }
    return may;
  }

  /** Whether this one asks now, or has it. */
  boolean request(String who) {
    if (take(who)) {
      return true;
    }
    if (asker().isEmpty()) {
      history.add(new Happened(now, What.ASKED, who));
    }
    return asker().equals(who);
  }

  boolean takeOver(String who) {
    Happened asking = asking();
    boolean waited = asking.who().equals(who) && now - asking.at() >= 15_000;
    return take(who) || (waited && give(who));
  }
}
