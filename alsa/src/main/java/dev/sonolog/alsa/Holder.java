package dev.sonolog.alsa;

/**
 * A program that holds a card.
 *
 * @param pid its process
 * @param program its name; empty if this machine does not tell
 */
public record Holder(long pid, String program) {
  @Override
  public String toString() {
    return (program.isEmpty() ? "a program" : program) + " (process " + pid + ")";
  }
}
