package dev.sonolog.app.alerts;

import java.util.Objects;

/**
 * What an alert is about.
 *
 * @param name of the source, or the folder of the volume
 */
public record Subject(Kind kind, String name) {
  public Subject { // what was written to a file may be anything
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
  }

  /** What can be wrong. */
  public enum Kind {
    /** A source does not come. */
    LOST("source-lost", "source-back"),
    /** A source comes, and nothing is heard in it. */
    SILENT("source-silent", "source-heard"),
    /** A volume fills up. */
    DISK_LOW("disk-low", "disk-ok");

    private final String raised;
    private final String cleared;

    Kind(String raised, String cleared) {
      this.raised = raised;
      this.cleared = cleared;
    }

    /** The word for it in messages, for programs. */
    String event(boolean over) {
      return over ? cleared : raised;
    }
  }
}
