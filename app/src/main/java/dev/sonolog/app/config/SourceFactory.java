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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Makes sources of sections that were read, and finds what is wrong between keys. Owned by the
 * thread that reads the configuration.
 */
final class SourceFactory {
  private static final int MOST_CHANNELS_OF_FLAC = 8;

  /** A section with {@code type =}. */
  record Draft(Kind kind, SectionSettings settings) {}

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
    return drafts.stream().flatMap(draft -> source(draft).stream()).toList();
  }

  private Optional<SourceSettings> source(Draft draft) {
    SectionSettings settings = draft.settings();
    SourceName.fault(settings.name())
        .ifPresent(fault -> problems.error(settings.line(), "[" + settings.name() + "] " + fault));
    warn(settings);
    FileSettings files = files(settings);
    return input(draft)
        .map(
            input ->
                new SourceSettings(
                    settings.name(),
                    input,
                    files,
                    retry(settings),
                    draft.kind() == Kind.STREAM && settings.get(Keys.REJOIN),
                    settings.get(Keys.KEEP_TITLES)));
  }

  private Optional<? extends SourceSettings.Input> input(Draft draft) {
    return switch (draft.kind()) {
      case STREAM -> stream(draft.settings());
      case SOUNDCARD -> Optional.of(soundCard(draft.settings()));
      case SIGNAL -> Optional.of(signal(draft.settings()));
      case GENERAL -> throw new IllegalStateException("[general] is no source");
    };
  }

  private LocalInput soundCard(SectionSettings settings) {
    List<Integer> pick = settings.find(Keys.PICK).orElse(List.of());
    int channels = settings.get(Keys.CHANNELS);
    pick.stream()
        .filter(channel -> channel > channels)
        .forEach(
            channel ->
                error(
                    settings,
                    Keys.PICK,
                    "names channel " + channel + " of " + channels + "; raise channels"));
    PcmSettings pcm = pcm(settings, pick.isEmpty() ? channels : pick.size());
    return new LocalInput.SoundCard(settings.get(Keys.DEVICE), pcm, pick);
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

  private FileSettings files(SectionSettings settings) {
    return new FileSettings(
        folders.of(settings),
        settings.get(Keys.FILENAME_PATTERN),
        settings.find(Keys.TIMEZONE).orElseGet(ZoneId::systemDefault),
        settings.get(Keys.SPLIT_MINUTES),
        settings.find(Keys.MAX_FILE_MINUTES),
        settings.find(Keys.MAX_FILE_SIZE),
        settings.get(Keys.FILE_MODE),
        settings.get(Keys.CHAINS));
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
