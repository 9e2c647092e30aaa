package dev.sonolog.app.config;

import java.util.Optional;

/**
 * A key of the configuration.
 *
 * @param name as it is written
 * @param scope in which sections it stands
 * @param form how its value is written
 * @param parser what makes a value of a text
 * @param fallback the text that it has when it is not set; empty when then there is nothing, or
 *     something that depends on other things, as {@code meaning} says
 * @param meaning one line for a person
 */
record Key<T>(
    String name, Scope scope, Form form, Parser<T> parser, String fallback, String meaning) {

  /** Makes a value of a text. */
  interface Parser<T> {
    T parse(String text) throws BadValueException;
  }

  /** What a section is about. */
  enum Kind {
    GENERAL,
    STREAM,
    SOUNDCARD,
    SIGNAL,
    WEB,
    ALERTS,
    LIBRETIME,
    SCHEDULE
  }

  /** In which sections a key stands. */
  enum Scope {
    /** In {@code [general]} only. */
    GENERAL("general"),
    /** In {@code [general]} for all sources, and in each source for itself. */
    EVERYWHERE("general, source"),
    /** In {@code [general]} for all streams, and in each stream for itself. */
    ALL_STREAMS("general, stream"),
    /** In each source. */
    SOURCE("source"),
    /** In each stream. */
    STREAM("stream"),
    /** In each sound card. */
    SOUNDCARD("soundcard"),
    /** In each sound card and each generated signal. */
    SAMPLES("soundcard, signal"),
    /** In each generated signal. */
    SIGNAL("signal"),
    /** In {@code [web]}. */
    WEB("web"),
    /** In {@code [alerts]}. */
    ALERTS("alerts"),
    /** In {@code [libretime]}. */
    LIBRETIME("libretime"),
    /** In each schedule. */
    SCHEDULE("schedule");

    private final String words;

    Scope(String words) {
      this.words = words;
    }

    /** The scope as the documentation names it. */
    String words() {
      return words;
    }

    boolean covers(Kind kind) {
      return switch (this) {
        case GENERAL -> kind == Kind.GENERAL;
        case EVERYWHERE ->
            kind != Kind.WEB
                && kind != Kind.ALERTS
                && kind != Kind.LIBRETIME
                && kind != Kind.SCHEDULE;
        case ALL_STREAMS -> kind == Kind.GENERAL || kind == Kind.STREAM;
        case SOURCE -> kind != Kind.GENERAL && EVERYWHERE.covers(kind);
        case STREAM -> kind == Kind.STREAM;
        case SOUNDCARD -> kind == Kind.SOUNDCARD;
        case SAMPLES -> kind == Kind.SOUNDCARD || kind == Kind.SIGNAL;
        case SIGNAL -> kind == Kind.SIGNAL;
        case WEB -> kind == Kind.WEB;
        case ALERTS -> kind == Kind.ALERTS;
        case LIBRETIME -> kind == Kind.LIBRETIME;
        case SCHEDULE -> kind == Kind.SCHEDULE;
      };
    }
  }

  /** How a value is written. */
  enum Form {
    /** One line that anybody may see. */
    OPEN,
    /** One line that is never shown. */
    SECRET,
    /** Lines of equal rank, by repeating the key or by continuing its line; never shown. */
    SECRET_LINES
  }

  boolean repeatable() {
    return form == Form.SECRET_LINES;
  }

  boolean secret() {
    return form != Form.OPEN;
  }

  /** The value of a text that may be wrong; what is wrong was reported when it was read. */
  Optional<T> read(String text) {
    try {
      return Optional.of(parser.parse(text));
    } catch (BadValueException _) {
      return Optional.empty();
    }
  }
}
