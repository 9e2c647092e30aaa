package dev.sonolog.app.config;

import dev.sonolog.app.alerts.AlertSettings;
import dev.sonolog.app.config.Key.Kind;
import dev.sonolog.app.config.SectionSettings.Setting;
import dev.sonolog.archive.RetentionRule;
import dev.sonolog.archive.RetentionRules;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.server.SiteSettings;
import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.service.AnalysisDefaults;
import dev.sonolog.studio.LevelTrigger;
import dev.sonolog.studio.schedule.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What each section of a file is: {@code [general]}, a source, settings that this version does not
 * use, or a mistake. Owned by the thread that reads the configuration.
 */
final class Sections {
  private static final String GENERAL = "general";

  /** Settings of parts that are still to come. */
  private static final Set<String> LATER = Set.of("retention", "users");

  private static final String ALERTS = "alerts";

  private static final String WEB = "web";

  private static final String LIBRETIME = "libretime";

  private static final Set<String> KNOWN = Set.of(WEB, ALERTS, LIBRETIME, "retention", "users");

  private final SectionReader reader;
  private final Problems problems;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<SectionSettings> schedules = new ArrayList<>();
  private Map<Key<?>, Setting> inherited = Map.of();
  private SectionSettings alerts = new SectionSettings(ALERTS, 0, Map.of(), Map.of());
  private SectionSettings libretime = new SectionSettings(LIBRETIME, 0, Map.of(), Map.of());
  private SectionSettings web = new SectionSettings(WEB, 0, Map.of(), Map.of());

  Sections(SectionReader reader, Problems problems) {
    this.reader = reader;
    this.problems = problems;
  }

  Sections read(IniFile file) {
    file.sections().stream()
        .filter(section -> section.name().equals(GENERAL))
        .forEach(section -> inherited = reader.read(section, Kind.GENERAL));
    file.sections().stream()
        .filter(section -> !section.name().equals(GENERAL))
        .forEach(this::readOther);
    if (drafts.isEmpty()) {
      problems.fileError(
          "there is no source, so nothing would be recorded; add a section such as [radio] with"
              + " type = stream and url = http://...");
    }
    return this;
  }

  /** The sources that were found. */
  List<Draft> drafts() {
    return List.copyOf(drafts);
  }

  GeneralSettings general(Path workingDirectory) {
    SectionSettings settings = new SectionSettings(GENERAL, 0, inherited, Map.of());
    Path output = workingDirectory.resolve(settings.get(Keys.OUTPUT_DIRECTORY)).normalize();
    Path state = settings.find(Keys.STATE_DIRECTORY).orElseGet(() -> output.resolve(".sonolog"));
    boolean unlogged = settings.setting(Keys.LOG_FILE).isPresent() && !settings.sets(Keys.LOG_FILE);
    Optional<Path> log = unlogged ? Optional.empty() : Optional.of(settings.get(Keys.LOG_FILE));
    return new GeneralSettings(
        output,
        workingDirectory.resolve(state).normalize(),
        settings.get(Keys.LOG_LEVEL),
        log.map(file -> workingDirectory.resolve(file).normalize()),
        settings.get(Keys.SYNC_SECONDS));
  }

  /** Who is told what is wrong. */
  AlertSettings alerts() {
    return new AlertSection(alerts, problems).settings();
  }

  /** The station whose shows are recorded, and whose state is shown. */
  Optional<LibretimeSettings> libretime() {
    return new LibretimeSection(libretime, known(libretime, Keys.SHOW_SOURCE), problems).settings();
  }

  /** The web side. */
  SiteSettings web(Path workingDirectory) {
    Optional<SiteSettings.Place> first = places().stream().findFirst();
    return new SiteSettings(
        first.map(SiteSettings.Place::port).orElseGet(() -> web.get(Keys.PORT)),
        first.isPresent() ? first.get().host() : web.find(Keys.HOST),
        web.find(Keys.BASE_PATH).orElse(BasePath.ROOT),
        new AnalysisDefaults(
            web.get(Keys.MARGIN), web.get(Keys.MIN_GAP), web.get(Keys.MIN_DURATION)),
        web.find(Keys.LEGACY_OPEN).orElse(List.of()),
        web.find(Keys.TRUSTED_PROXIES).orElse(List.of()),
        known(web, Keys.LEGACY_SOURCE),
        tls(workingDirectory),
        places());
  }

  /** What {@code listen} names, behind host and port where they are set. */
  private List<SiteSettings.Place> places() {
    if (!web.sets(Keys.LISTEN)) {
      return List.of();
    }
    boolean isBeside = web.sets(Keys.HOST) || web.sets(Keys.PORT);
    List<SiteSettings.Place> first =
        isBeside
            ? List.of(
                new SiteSettings.Place(
                    web.find(Keys.HOST), web.get(Keys.PORT), OptionalInt.empty()))
            : List.of();
    return ListenPlace.behind(
        first,
        web.find(Keys.LISTEN).orElse(List.of()),
        web.setting(Keys.LISTEN).map(Setting::line).orElse(0));
  }

  /** The name of a source, which must be one. */
  private Optional<String> known(SectionSettings section, Key<String> key) {
    Optional<String> name = section.find(key);
    List<String> names = drafts.stream().flatMap(it -> it.names().stream()).toList();
    if (name.isPresent() && !names.contains(name.get())) {
      problems.error(
          section.setting(key).orElseThrow().line(),
          key.name(),
          "names no source; there are " + String.join(", ", names));
    }
    return name;
  }

  private Optional<SiteSettings.Tls> tls(Path workingDirectory) {
    Optional<Path> certificate = web.find(Keys.TLS_CERTIFICATE).map(workingDirectory::resolve);
    Optional<Path> key = web.find(Keys.TLS_KEY).map(workingDirectory::resolve);
    if (certificate.isPresent() != key.isPresent()) {
      problems.error(
          web.line(),
          "[web] needs both tls_certificate and tls_key for TLS; only one of them is set");
    }
    return certificate.flatMap(it -> key.map(other -> new SiteSettings.Tls(it, other)));
  }

  /** What is recorded at its time. */
  List<Schedule> schedules(List<SourceSettings> sources) {
    return schedules.stream()
        .flatMap(it -> new ScheduleSection(it, problems).schedule(sources).stream())
        .toList();
  }

  /** Which sources are recorded when they are loud, by their names. */
  Map<String, LevelTrigger.Settings> triggers() {
    Map<String, LevelTrigger.Settings> triggers = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      SectionSettings settings = draft.settings();
      boolean isManual = settings.get(Keys.MODE) == Mode.MANUAL;
      Optional<Double> level = settings.find(Keys.TRIGGER_LEVEL).filter(_ -> isManual);
      level.ifPresent(
          it ->
              triggers.put(
                  settings.name(),
                  new LevelTrigger.Settings(
                      it, settings.get(Keys.TRIGGER_AFTER), settings.get(Keys.TRIGGER_SILENCE))));
    }
    return triggers;
  }

  /** What is kept of each source. */
  RetentionRules retention() {
    Map<String, RetentionRule> rules = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      draft.names().forEach(name -> rules.put(name, rule(draft.settings())));
    }
    SectionSettings general = new SectionSettings(GENERAL, 0, inherited, Map.of());
    return new RetentionRules(rules, general.get(Keys.TRASH_HOURS));
  }

  /** The names of the sources whose recordings are measured by themselves. */
  Set<String> analysed() {
    return drafts.stream()
        .filter(draft -> draft.settings().find(Keys.ANALYSE).orElse(draft.kind() != Kind.STREAM))
        .flatMap(draft -> draft.names().stream())
        .collect(Collectors.toSet());
  }

  /** The names of the sources whose takes end when control of them lapses. */
  Set<String> stoppedWithoutControl() {
    return drafts.stream()
        .filter(draft -> draft.settings().get(Keys.STOP_WITHOUT_CONTROL))
        .flatMap(draft -> draft.names().stream())
        .collect(Collectors.toSet());
  }

  private static RetentionRule rule(SectionSettings settings) {
    return new RetentionRule(
        settings.find(Keys.KEEP_DAYS), settings.find(Keys.KEEP_SIZE), settings.find(Keys.MIN_FREE));
  }

  private void readOther(IniFile.Section section) {
    Optional<IniFile.Entry> type = type(section);
    if (section.name().startsWith(ScheduleSection.WORD + " ")) {
      var own = reader.read(section, Kind.SCHEDULE);
      schedules.add(new SectionSettings(section.name(), section.line(), own, Map.of()));
    } else if (type.isPresent()) {
      Kind kind = kind(section, type.get());
      drafts.add(new Draft(kind, settings(section, kind)));
    } else if (section.name().equals(WEB)) {
      web = new SectionSettings(WEB, section.line(), reader.read(section, Kind.WEB), Map.of());
    } else if (section.name().equals(ALERTS)) {
      alerts =
          new SectionSettings(ALERTS, section.line(), reader.read(section, Kind.ALERTS), Map.of());
    } else if (section.name().equals(LIBRETIME)) {
      libretime =
          new SectionSettings(
              LIBRETIME, section.line(), reader.read(section, Kind.LIBRETIME), Map.of());
    } else if (LATER.contains(section.name())) {
      problems.warning(section.line(), "[" + section.name() + "] " + unused(section.name()));
    } else {
      problems.error(section.line(), "[" + section.name() + "] " + missingType(section));
    }
  }

  private static String unused(String section) {
    return section.equals("retention")
        ? "is left out; write keep_days, keep_size and min_free into [general] or into sources"
        : "is not used by this version; it is left out";
  }

  private SectionSettings settings(IniFile.Section section, Kind kind) {
    if (kind == Kind.STREAM) {
      reportTrigger(section);
    }
    return new SectionSettings(
        section.name(), section.line(), reader.read(section, kind), inherited);
  }

  /** Who waits for a loud sound would wait in vain. */
  private void reportTrigger(IniFile.Section section) {
    section.entries().stream()
        .filter(entry -> entry.key().equals(Keys.TRIGGER_LEVEL.name()))
        .forEach(
            entry ->
                problems.error(
                    entry.line(),
                    entry.key(),
                    "is for sound cards: of a stream no level is measured while it comes; take it"
                        + " out, and write a [schedule NAME] or mode = continuous"));
  }

  private static Optional<IniFile.Entry> type(IniFile.Section section) {
    return section.entries().stream()
        .filter(entry -> entry.key().equals(Keys.TYPE.name()))
        .filter(entry -> entry.value().stream().anyMatch(line -> !line.text().isEmpty()))
        .findFirst();
  }

  /** What a source is; a type that is wrong is reported with its key, and guessed here. */
  private static Kind kind(IniFile.Section section, IniFile.Entry type) {
    return Keys.TYPE
        .read(type.value().getFirst().text())
        .orElseGet(() -> has(section, Keys.DEVICE) ? Kind.SOUNDCARD : Kind.STREAM);
  }

  private static String missingType(IniFile.Section section) {
    if (section.name().equalsIgnoreCase(GENERAL) || section.name().equalsIgnoreCase("default")) {
      return "is not where common settings stand; call it [general]";
    }
    if (section.name().equals(ScheduleSection.WORD)) {
      return "needs a name of its own; write [schedule evening]";
    }
    String type = has(section, Keys.DEVICE) ? "soundcard" : "stream";
    return "is neither a source nor settings that are known; add type = "
        + type
        + " to make it a source"
        + Nearest.question(section.name(), KNOWN);
  }

  private static boolean has(IniFile.Section section, Key<?> key) {
    return section.entries().stream().anyMatch(entry -> entry.key().equals(key.name()));
  }
}
