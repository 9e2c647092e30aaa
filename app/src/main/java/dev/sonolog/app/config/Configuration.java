package dev.sonolog.app.config;

import dev.sonolog.app.alerts.AlertSettings;
import dev.sonolog.archive.RetentionRules;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.server.SiteSettings;
import dev.sonolog.studio.LevelTrigger;
import dev.sonolog.studio.schedule.Schedule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A configuration that can be used: every value in it was checked.
 *
 * @param general what concerns the recorder as a whole
 * @param sources in the order of the file, at least one
 * @param retention what of them is deleted without anybody's doing
 * @param analysed the names of those that are measured without being asked for
 * @param stoppedWithoutControl the names of those whose takes end when control of them lapses
 * @param schedules what is recorded at its time
 * @param triggers which sources are recorded when they are loud, by their names
 * @param web how it is served
 * @param alerts who is told what is wrong with it
 * @param libretime the LibreTime that it has to do with
 * @param warnings what a person should know, from the first line of the file to the last
 */
public record Configuration(
    GeneralSettings general,
    List<SourceSettings> sources,
    RetentionRules retention,
    Set<String> analysed,
    Set<String> stoppedWithoutControl,
    List<Schedule> schedules,
    Map<String, LevelTrigger.Settings> triggers,
    SiteSettings web,
    AlertSettings alerts,
    Optional<LibretimeSettings> libretime,
    List<Problem> warnings) {
  public Configuration {
    sources = List.copyOf(sources);
    analysed = Set.copyOf(analysed);
    stoppedWithoutControl = Set.copyOf(stoppedWithoutControl);
    schedules = List.copyOf(schedules);
    triggers = Map.copyOf(triggers);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a configuration in the environment and the working directory of this process.
   *
   * @throws ConfigurationException if anything is wrong with it; it says everything that is
   */
  public static Configuration load(Path file) throws ConfigurationException {
    return load(file, Path.of("").toAbsolutePath(), System.getenv());
  }

  /**
   * Reads a configuration, and the files that it names for secrets.
   *
   * @param workingDirectory what relative paths in it are relative to, absolute
   * @param environment where {@code ${NAME}} is looked up
   * @throws ConfigurationException if anything is wrong with it; it says everything that is
   */
  public static Configuration load(
      Path file, Path workingDirectory, Map<String, String> environment)
      throws ConfigurationException {
    Problems problems = new Problems(file);
    String text =
        ConfigurationText.read(workingDirectory.resolve(file), problems)
            .orElseThrow(() -> new ConfigurationException(problems.sorted()));
    return parse(text, workingDirectory, environment, problems);
  }

  /**
   * Reads a text as if it stood in a file.
   *
   * @throws ConfigurationException if anything is wrong with it; it says everything that is
   */
  public static Configuration read(Path file, String text) throws ConfigurationException {
    Problems problems = new Problems(file);
    String read =
        ConfigurationText.decode(text.getBytes(StandardCharsets.UTF_8), problems)
            .orElseThrow(() -> new ConfigurationException(problems.sorted()));
    return parse(read, Path.of("").toAbsolutePath(), System.getenv(), problems);
  }

  /**
   * The text of a file, as it stands there.
   *
   * @throws ConfigurationException if it cannot be read
   */
  public static String text(Path file) throws ConfigurationException {
    Problems problems = new Problems(file);
    return ConfigurationText.read(file.toAbsolutePath(), problems)
        .orElseThrow(() -> new ConfigurationException(problems.sorted()));
  }

  static Configuration parse(
      String text, Path workingDirectory, Map<String, String> environment, Problems problems)
      throws ConfigurationException {
    return parse(IniFile.parse(text, problems), workingDirectory, environment, problems);
  }

  /**
   * A configuration that stands in no file.
   *
   * @param sections their keys and values, by their names; values are taken as they are
   * @throws ConfigurationException if anything is wrong with it; it says everything that is
   */
  public static Configuration of(Map<String, Map<String, String>> sections)
      throws ConfigurationException {
    return parse(
        IniFile.of(sections),
        Path.of("").toAbsolutePath(),
        Map.of(),
        new Problems(Path.of("command line")));
  }

  private static Configuration parse(
      IniFile ini, Path workingDirectory, Map<String, String> environment, Problems problems)
      throws ConfigurationException {
    References references = new References(workingDirectory, environment);
    Sections sections = new Sections(new SectionReader(references, problems), problems).read(ini);
    GeneralSettings general = sections.general(workingDirectory);
    List<SourceSettings> sources =
        new SourceFactory(sections.drafts(), workingDirectory, problems).sources();
    SiteSettings web = sections.web(workingDirectory);
    AlertSettings alerts = sections.alerts();
    Optional<LibretimeSettings> libretime = sections.libretime();
    List<Schedule> schedules = sections.schedules(sources);
    problems.throwErrors();
    return new Configuration(
        general,
        sources,
        sections.retention(),
        sections.analysed(),
        sections.stoppedWithoutControl(),
        schedules,
        sections.triggers(),
        web,
        alerts,
        libretime,
        problems.sorted());
  }

  /**
   * The sources that people mean by a name: the one that has it, or all that a section of that name
   * was split into.
   */
  public List<String> sourcesCalled(String name) {
    return sources.stream()
        .filter(source -> source.name().equals(name) || isOf(name, source.input()))
        .map(SourceSettings::name)
        .toList();
  }

  private static boolean isOf(String section, SourceSettings.Input input) {
    return input instanceof LocalInput.SoundCard card
        && card.split().filter(split -> split.section().equals(section)).isPresent();
  }

  /** All folders below which files are written. */
  public Set<Path> outputDirectories() {
    Set<Path> directories = new TreeSet<>();
    directories.add(general.outputDirectory());
    sources.forEach(source -> directories.add(source.files().directory()));
    return directories;
  }

  /** The source that shows are recorded of where nobody says: the first that waits for somebody. */
  public Optional<String> sourceOfShows() {
    return sources.stream()
        .filter(it -> it.takes().isPresent())
        .findFirst()
        .or(() -> sources.stream().findFirst())
        .map(SourceSettings::name);
  }

  /** Whose local time the names of a source's files are in. */
  public ZoneId zone(String source) {
    return sources.stream()
        .filter(it -> it.name().equals(source))
        .map(it -> it.files().zone())
        .findFirst()
        .orElse(ZoneId.systemDefault());
  }
}
