package dev.sonolog.app.config;

import dev.sonolog.app.config.Key.Kind;
import dev.sonolog.app.config.SectionSettings.Setting;
import dev.sonolog.capture.StreamSettings;
import dev.sonolog.capture.StreamSettings.Credentials;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.recording.FileSettings;
import dev.sonolog.recording.RetrySettings;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.recording.TakeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes sources of sections that were read, and finds what is wrong between keys. Owned by the
 * thread that reads the configuration.
 */
final class SourceFactory {
  private static final int MOST_CHANNELS_OF_FLAC = 8;

  private final List<Draft> drafts;
  private final Folders folders;
  private final Problems problems;

  SourceFactory(List<Draft> drafts, Path workingDirectory, Problems problems) {
    this.drafts = drafts;
    this.folders = new Folders(drafts, workingDirectory);
    this.problems = problems;
  }

  /** The sources, in order; those that lack something are left out and reported. */
  List<SourceSettings> sources() {
    folders.warnOfEqualNames(problems);
    reportTwins();
    return drafts.stream().flatMap(draft -> sources(draft).stream()).toList();
  }

  /** A channel's source may bear the name of another section. */
  private void reportTwins() {
    Set<String> names = drafts.stream().map(it -> it.settings().name()).collect(Collectors.toSet());
    for (Draft draft : drafts) {
      draft.names().stream()
          .filter(name -> draft.isSplit() && names.contains(name))
          .forEach(
              name ->
                  error(
                      draft.settings(),
                      Keys.SPLIT_CHANNELS,
                      "makes a source " + name + ", and there is a section of that name"));
    }
  }

  private List<SourceSettings> sources(Draft draft) {
    SectionSettings settings = draft.settings();
    SourceName.fault(settings.name())
        .ifPresent(fault -> problems.error(settings.line(), "[" + settings.name() + "] " + fault));
    warn(settings);
    RetrySettings retry = retry(settings);
    List<? extends SourceSettings.Input> inputs = inputs(draft);
    List<SourceSettings> sources = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String name = draft.names().get(i);
      sources.add(
          new SourceSettings(
              name,
              inputs.get(i),
              files(settings, name),
              retry,
              draft.kind() == Kind.STREAM && settings.get(Keys.REJOIN),
              settings.get(Keys.KEEP_TITLES),
              takes(draft)));
    }
    return sources;
  }

  private List<? extends SourceSettings.Input> inputs(Draft draft) {
    return switch (draft.kind()) {
      case STREAM -> stream(draft.settings()).stream().toList();
      case SOUNDCARD -> soundCards(draft);
      case SIGNAL -> List.of(signal(draft.settings()));
      case GENERAL, WEB, ALERTS, LIBRETIME, SCHEDULE ->
          throw new IllegalStateException("no source: " + draft.kind());
    };
  }

  private List<LocalInput> soundCards(Draft draft) {
    SectionSettings settings = draft.settings();
    int there = settings.get(Keys.CHANNELS);
    List<Integer> kept = draft.channels();
    kept.stream()
        .filter(channel -> channel > there)
        .forEach(
            channel ->
                error(
                    settings,
                    Keys.PICK,
                    "names channel " + channel + " of " + there + "; raise channels"));
    String device = settings.get(Keys.DEVICE);
    PcmSettings pcm = pcm(settings, draft.isSplit() ? 1 : kept.size());
    if (!draft.isSplit()) {
      List<Integer> pick = settings.find(Keys.PICK).orElse(List.of());
      return List.of(new LocalInput.SoundCard(device, pcm, pick, Optional.empty()));
    }
    var split = Optional.of(new LocalInput.Split(settings.name(), kept.size()));
    return kept.stream()
        .<LocalInput>map(channel -> new LocalInput.SoundCard(device, pcm, List.of(channel), split))
        .toList();
  }

  private LocalInput signal(SectionSettings settings) {
    return new LocalInput.Signal(
        settings.get(Keys.SIGNAL), pcm(settings, settings.get(Keys.CHANNELS)));
  }

  /**
   * @param stored how many channels a file has
   */
  private PcmSettings pcm(SectionSettings settings, int stored) {
    Optional<SampleFormat> sampleFormat = settings.get(Keys.SAMPLE_FORMAT);
    boolean flac = settings.get(Keys.FILE_FORMAT) == Codec.FLAC;
    if (flac && stored > MOST_CHANNELS_OF_FLAC) {
      error(
          settings,
          Keys.FILE_FORMAT,
          "holds at most 8 channels, and here are " + stored + "; pick some, or write wav");
    }
    if (flac && sampleFormat.equals(Optional.of(SampleFormat.FLOAT))) {
      error(
          settings,
          Keys.FILE_FORMAT,
          "holds no floating point samples; write sample_format = s24 or s32, or format = wav");
    }
    return new PcmSettings(
        new SampleRate(settings.get(Keys.SAMPLE_RATE)),
        settings.get(Keys.CHANNELS),
        sampleFormat,
        settings.get(Keys.FILE_FORMAT),
        settings.get(Keys.FLAC_LEVEL),
        new Metering(
            settings.get(Keys.METERS),
            settings.get(Keys.SILENCE_DBFS),
            settings.get(Keys.SILENCE_SECONDS)));
  }

  private Optional<SourceSettings.Input> stream(SectionSettings settings) {
    if (!settings.sets(Keys.URL)) {
      reportNoAddress(settings);
      return Optional.empty();
    }
    SequencedMap<String, String> headers = headers(settings);
    Optional<Credentials> credentials = credentials(settings);
    List<URI> mirrors = settings.all(Keys.URL);
    if (mirrors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SourceSettings.Stream(
            new StreamSettings(
                mirrors,
                credentials,
                settings.get(Keys.USER_AGENT),
                headers,
                settings.get(Keys.CONNECT_TIMEOUT),
                settings.get(Keys.STALL_TIMEOUT),
                settings.find(Keys.STREAM_FORMAT).filter(format -> !format.equals("auto")),
                settings.find(Keys.TITLE_CHARSET))));
  }

  private void reportNoAddress(SectionSettings settings) {
    if (settings.setting(Keys.URL).filter(url -> problems.hasError(url.line())).isEmpty()) {
      problems.error(
          settings.line(),
          Keys.URL.name(),
          "[" + settings.name() + "] has no address; add url = http://...");
    }
  }

  private Optional<Credentials> credentials(SectionSettings settings) {
    if (!settings.sets(Keys.USERNAME) && settings.sets(Keys.PASSWORD)) {
      Setting password = settings.setting(Keys.PASSWORD).orElseThrow();
      problems.warning(
          password.line(), password.key(), "is of no use without a username; add username =");
    }
    return settings
        .find(Keys.USERNAME)
        .map(user -> new Credentials(user, settings.find(Keys.PASSWORD).orElse("")));
  }

  private SequencedMap<String, String> headers(SectionSettings settings) {
    SequencedMap<String, String> headers = new LinkedHashMap<>();
    TreeMap<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : settings.all(Keys.HEADERS)) {
      if (seen.put(header.name(), header.value()) != null) {
        problems.error(
            settings.setting(Keys.HEADERS).orElseThrow().line(),
            Keys.HEADERS.name(),
            header.name() + " is there twice; join the values with a comma");
      }
      headers.put(header.name(), header.value());
    }
    return Collections.unmodifiableSequencedMap(headers);
  }

  private FileSettings files(SectionSettings settings, String source) {
    return new FileSettings(
        folders.of(settings, source),
        settings.get(Keys.FILENAME_PATTERN),
        settings.find(Keys.TIMEZONE).orElseGet(ZoneId::systemDefault),
        settings.get(Keys.SPLIT_MINUTES),
        settings.find(Keys.MAX_FILE_MINUTES),
        settings.find(Keys.MAX_FILE_SIZE),
        settings.get(Keys.FILE_MODE),
        settings.get(Keys.CHAINS));
  }

  /** What is kept of takes, where there are any. */
  private Optional<TakeSettings> takes(Draft draft) {
    SectionSettings settings = draft.settings();
    if (settings.get(Keys.MODE) == Mode.CONTINUOUS) {
      warn(settings, Keys.MIN_LENGTH, "is of use only with mode = manual");
      warn(settings, Keys.MAX_LENGTH, "is of use only with mode = manual");
      warn(settings, Keys.PRE_ROLL, "is of use only with mode = manual");
      warn(settings, Keys.STOP_WITHOUT_CONTROL, "is of use only with mode = manual");
      warn(settings, Keys.TRIGGER_LEVEL, "is of use only with mode = manual");
      return Optional.empty();
    }
    if (draft.isSplit()) {
      error(
          settings,
          Keys.MODE,
          "is for sources of one file; record all channels in it, or a section for each by pick");
    }
    Optional<Duration> shortest = settings.find(Keys.MIN_LENGTH);
    Optional<Duration> longest = settings.find(Keys.MAX_LENGTH);
    if (longest.isPresent() && shortest.filter(it -> it.compareTo(longest.get()) > 0).isPresent()) {
      error(settings, Keys.MIN_LENGTH, "is more than max_length: every take would be too short");
    }
    Duration preRoll = settings.get(Keys.PRE_ROLL);
    if (longest.filter(it -> it.compareTo(preRoll) <= 0).isPresent()) {
      error(settings, Keys.PRE_ROLL, "leaves nothing of max_length to what comes after the press");
    }
    return Optional.of(new TakeSettings(shortest, longest, preRoll, reach(settings)));
  }

  /** A take that begins because it is loud begins where it became loud. */
  private Duration reach(SectionSettings settings) {
    if (!settings.sets(Keys.TRIGGER_LEVEL)) {
      return Duration.ZERO;
    }
    if (settings.get(Keys.METERS) == Metering.Meters.OFF) {
      error(settings, Keys.TRIGGER_LEVEL, "needs levels; take meters = off out");
    }
    return settings.get(Keys.TRIGGER_AFTER);
  }

  private RetrySettings retry(SectionSettings settings) {
    return new RetrySettings(
        settings.find(Keys.MAX_RETRIES).map(OptionalInt::of).orElseGet(OptionalInt::empty),
        settings.find(Keys.RETRY_DELAY_SECONDS));
  }

  private void warn(SectionSettings settings) {
    if (settings.find(Keys.RETRY_DELAY_SECONDS).filter(Duration::isZero).isPresent()) {
      warn(settings, Keys.RETRY_DELAY_SECONDS, "does not wait at all; a station may bar you");
    }
  }

  private void error(SectionSettings settings, Key<?> key, String message) {
    int line = settings.setting(key).map(Setting::line).orElse(settings.line());
    problems.error(line, key.name(), message);
  }

  private void warn(SectionSettings settings, Key<?> key, String message) {
    settings
        .setting(key)
        .ifPresent(setting -> problems.warning(setting.line(), setting.key(), message));
  }
}
