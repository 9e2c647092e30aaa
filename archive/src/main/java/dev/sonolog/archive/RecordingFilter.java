package dev.sonolog.archive;

import dev.sonolog.formats.Codec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which recordings are wanted. Immutable.
 *
 * @param sources of these alone, unless it is empty
 * @param from those that end behind it
 * @param to those that begin before it
 * @param codec coded so
 * @param state those that are there, finished or not, where it is empty
 * @param text that the name of the file holds, in capitals or not
 * @param only of these alone, where it is present
 * @param except none of these
 */
public record RecordingFilter(
    List<String> sources,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Codec> codec,
    Optional<SegmentState> state,
    Optional<String> text,
    Optional<Set<SegmentKey>> only,
    Set<SegmentKey> except) {
  /** All that are there. */
  public static final RecordingFilter ALL =
      new RecordingFilter(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of());

  /** Behind the last slash. Asked of files alone whose whole path holds the text: it is slower. */
  private static final String NAME =
      "substr(s.file, length(rtrim(s.file, replace(s.file, '/', ''))) + 1)";

  /** One value: rows of two are searched for from one end of a list to the other. */
  private static final String KEY = "s.number || ' ' || s.run";

  public RecordingFilter {
    sources = List.copyOf(sources);
    only = only.map(Set::copyOf);
    except = Set.copyOf(except);
  }

  /**
   * The index in whose order segments are looked through until a page is full. Without being told
   * SQLite may look for all that suit, and put them in order then.
   */
  String index() {
    if (isOfFew()) {
      return "segments_not_sealed";
    }
    return sources.size() == 1 ? "segments_by_start" : "segments_by_time";
  }

  /** Most are sealed; the others have an index of their own. */
  private boolean isOfFew() {
    return state.isPresent() && state.get() != SegmentState.SEALED;
  }

  /** In SQL, of a segment {@code s}. */
  String condition() {
    StringBuilder sql = new StringBuilder();
    sql.append(state.isPresent() ? "s.state = :state" : "s.state in ('recording', 'sealed')");
    sql.append(isOfFew() ? " and s.state <> 'sealed'" : ""); // as the index says it
    switch (sources.size()) {
      case 0 -> {}
      case 1 -> sql.append(" and s.source = :source");
      default -> sql.append(" and s.source in (select value from json_each(:sources))");
    }
    from.ifPresent(_ -> sql.append(" and (s.end_at > :from or s.end_at is null)"));
    to.ifPresent(_ -> sql.append(" and s.start_at < :to"));
    codec.ifPresent(_ -> sql.append(" and s.run in (select id from runs where codec = :codec)"));
    text.ifPresent(_ -> sql.append(" and s.file glob :text and " + NAME + " glob :text"));
    only.ifPresent(_ -> sql.append(" and " + KEY + " in (select value from json_each(:only))"));
    if (!except.isEmpty()) {
      sql.append(" and " + KEY + " not in (select value from json_each(:except))");
    }
    return sql.toString();
  }

  void bind(Query query) {
    state.ifPresent(it -> query.bind("state", it.word()));
    switch (sources.size()) {
      case 0 -> {}
      case 1 -> query.bind("source", sources.getFirst());
      default -> query.bind("sources", JsonMapper.shared().writeValueAsString(sources));
    }
    from.ifPresent(it -> query.bind("from", Nanos.clamped(it)));
    to.ifPresent(it -> query.bind("to", Nanos.clamped(it)));
    codec.ifPresent(it -> query.bind("codec", it.name()));
    text.ifPresent(it -> query.bind("text", "*" + pattern(it) + "*"));
    only.ifPresent(it -> query.bind("only", keys(it)));
    if (!except.isEmpty()) {
      query.bind("except", keys(except));
    }
  }

  private static String keys(Set<SegmentKey> keys) {
    return JsonMapper.shared()
        .writeValueAsString(keys.stream().map(it -> it.number() + " " + it.run()).toList());
  }

  /** As a GLOB, which knows letters of all scripts where LIKE knows but those of ASCII. */
  private static String pattern(String text) {
    StringBuilder pattern = new StringBuilder();
    text.codePoints().forEach(point -> pattern.append(anyCase(point)));
    return pattern.toString();
  }

  private static String anyCase(int point) {
    String upper = Character.toString(Character.toUpperCase(point));
    String lower = Character.toString(Character.toLowerCase(point));
    boolean special = "*?[".indexOf(point) >= 0;
    return special || !upper.equals(lower) ? "[" + (special ? lower : lower + upper) + "]" : lower;
  }
}
