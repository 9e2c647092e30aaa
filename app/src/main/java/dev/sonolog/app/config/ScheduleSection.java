package dev.sonolog.app.config;

import dev.sonolog.app.config.SectionSettings.Setting;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.studio.schedule.Recurrence;
import dev.sonolog.studio.schedule.Rule;
import dev.sonolog.studio.schedule.Schedule;
import dev.sonolog.studio.schedule.Schedule.Extent;
import dev.sonolog.studio.schedule.Schedule.Lead;
import java.util.List;
import java.util.Optional;

/** What a section {@code [schedule NAME]} says, and what in it does not fit together. */
record ScheduleSection(SectionSettings section, Problems problems) {
  /** The first word of the names of such sections. */
  static final String WORD = "schedule";

  private static final int LONGEST_NAME = 100;
  private static final List<Key<?>> RULES = List.of(Keys.DAYS, Keys.DATE, Keys.CRON, Keys.RULE);

  /** How the rest of the section is to be read: by a time span, or by a length. */
  private record When(Rule rule, Extent extent) {}

  /**
   * The schedule, if it is right and in force; all that is wrong is reported.
   *
   * @param sources that there are
   */
  Optional<Schedule> schedule(List<SourceSettings> sources) {
    String id = section.name().substring(WORD.length()).strip();
    checkName(id);
    Optional<SourceSettings> source = source(sources);
    Optional<When> when = when();
    if (source.isEmpty() || when.isEmpty() || !section.get(Keys.ENABLED)) {
      return Optional.empty();
    }
    return Optional.of(
        new Schedule(
            id,
            source.get().name(),
            section.find(Keys.TAKE_NAME).orElse(id),
            when.get().rule(),
            when.get().extent(),
            new Lead(section.get(Keys.LEAD_IN), section.get(Keys.LEAD_OUT)),
            section.find(Keys.SCHEDULE_ZONE).orElse(source.get().files().zone())));
  }

  private void checkName(String id) {
    if (id.isEmpty()
        || id.length() > LONGEST_NAME
        || id.chars().anyMatch(Character::isISOControl)) {
      problems.error(
          section.line(),
          "[" + section.name() + "] needs a name of its own; write [schedule evening]");
    }
  }

  private Optional<SourceSettings> source(List<SourceSettings> sources) {
    List<String> names = sources.stream().map(SourceSettings::name).toList();
    if (!section.sets(Keys.SCHEDULED_SOURCE)) {
      error(Keys.SCHEDULED_SOURCE, "is missing; write which source is recorded: " + names);
    }
    Optional<String> name = section.find(Keys.SCHEDULED_SOURCE);
    Optional<SourceSettings> source =
        sources.stream().filter(it -> name.equals(Optional.of(it.name()))).findFirst();
    if (name.isPresent() && source.isEmpty() && !names.isEmpty()) {
      error(
          Keys.SCHEDULED_SOURCE,
          "there is no source " + name.get() + "; there are " + String.join(", ", names));
    }
    return source;
  }

  private Optional<When> when() {
    List<Key<?>> set = RULES.stream().filter(section::sets).toList();
    if (set.size() != 1) {
      problems.error(
          section.line(),
          "["
              + section.name()
              + "] needs exactly one of days, date, cron and rule; "
              + (set.isEmpty() ? "it has none" : "it has " + names(set)));
      return Optional.empty();
    }
    Key<?> key = set.getFirst();
    boolean hasSpan = key.equals(Keys.DAYS) || key.equals(Keys.DATE);
    need(key, Keys.TIME, hasSpan, "such as 20:00-21:00");
    need(key, Keys.LENGTH, !hasSpan, "such as 60 min");
    need(key, Keys.RULE_START, key.equals(Keys.RULE), "such as 2026-01-05 20:00");
    return hasSpan ? bySpan() : byLength();
  }

  private static List<String> names(List<Key<?>> keys) {
    return keys.stream().map(Key::name).toList();
  }

  private void need(Key<?> rule, Key<?> other, boolean isNeeded, String example) {
    if (isNeeded && !section.sets(other)) {
      problems.error(
          section.line(), other.name(), "is missing; " + rule.name() + " needs it, " + example);
    } else if (!isNeeded && section.sets(other)) {
      error(other, "does not go with " + rule.name() + "; take one of them out");
    }
  }

  private Optional<When> bySpan() {
    Optional<ScheduleValues.TimeSpan> times = section.find(Keys.TIME);
    if (times.isEmpty()) {
      return Optional.empty();
    }
    Extent until = new Extent.Until(times.get().to());
    return section
        .find(Keys.DAYS)
        .<Rule>map(it -> new Rule.Weekly(it, times.get().from()))
        .or(() -> section.find(Keys.DATE).map(it -> new Rule.Dates(it, times.get().from())))
        .map(it -> new When(it, until));
  }

  private Optional<When> byLength() {
    Optional<Extent> lasting = section.find(Keys.LENGTH).map(Extent.Lasting::new);
    Optional<Rule> rule =
        section
            .find(Keys.CRON)
            .<Rule>map(it -> it)
            .or(
                () ->
                    section
                        .find(Keys.RULE)
                        .flatMap(
                            it ->
                                section
                                    .find(Keys.RULE_START)
                                    .map(start -> new Recurrence(it, start))));
    return rule.flatMap(it -> lasting.map(extent -> new When(it, extent)));
  }

  private void error(Key<?> key, String message) {
    int line = section.setting(key).map(Setting::line).orElse(section.line());
    problems.error(line, key.name(), message);
  }
}
