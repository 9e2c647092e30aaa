package dev.sonolog.formats.frames;

import dev.sonolog.formats.StreamElement.Damage;
import java.util.ArrayList;
import java.util.List;

/** The damage found in one file, in order; bounded. Owned by whoever reads the file. */
public final class DamageList {
  /** More stretches than this are told as one, from here to the last. */
  private static final int LIMIT = 1_000;

  private final List<Damage> damages = new ArrayList<>();

  /** Adds a stretch that was found behind all others. */
  public void add(Damage damage) {
    if (damages.size() < LIMIT) {
      damages.add(damage);
      return;
    }
    Damage last = damages.removeLast();
    long length = Math.max(last.bytes(), damage.position() + damage.bytes() - last.position());
    damages.add(new Damage(last.position(), length, "many stretches"));
  }

  /** Whether the last stretch begins at this position or behind it. */
  public boolean reachFrom(long position) {
    return !damages.isEmpty() && damages.getLast().position() >= position;
  }

  /** The stretches that begin at this position or behind it. */
  public List<Damage> from(long position) {
    return damages.stream().filter(damage -> damage.position() >= position).toList();
  }
}
