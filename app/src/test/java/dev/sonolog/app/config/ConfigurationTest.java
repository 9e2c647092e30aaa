package dev.sonolog.app.config;

import static dev.sonolog.app.config.Loading.FOLDER;
import static dev.sonolog.app.config.Loading.load;
import static dev.sonolog.app.config.Loading.radio;
import static dev.sonolog.app.config.Loading.refusal;
import static dev.sonolog.app.config.Loading.refused;
import static dev.sonolog.app.config.Loading.source;
import static dev.sonolog.app.config.Loading.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.FileNamePattern;
import dev.sonolog.archive.FreeSpace;
import dev.sonolog.archive.RetentionRule;
import dev.sonolog.archive.RetentionRules;
import dev.sonolog.capture.StreamSettings.Credentials;
import dev.sonolog.capture.signal.Waveform;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.recording.Chains;
import dev.sonolog.recording.FileSettings;
import dev.sonolog.recording.RetrySettings;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.recording.TakeSettings;
import dev.sonolog.server.SiteSettings;
import dev.sonolog.server.service.AnalysisDefaults;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  private static final String ISR =
      """
      [general]
      output_directory = recordings    ; relative to here
      split_minutes = 30               # on :00 and :30
      filename_pattern = %Y/%m/%d/rec_%H%M%S
      max_retries = 10
      retry_delay_seconds = 5
      log_level = INFO
      log_file = recorder.log

      ; a stream
      [jazz]
      type = stream
      url = http://stream.example.org:8000/jazz;stream.nsv#here
      username = me
      password = se#cret;
      format = mp3
      output_directory = jazz

      [News: Berlin]
      type: stream
      url: https://news.example.org/live
      SPLIT_MINUTES = 60

      [mic]
      type = soundcard
      device = hw:0,0
      sample_rate = 48000
      channels = 1
      format = flac
      """
          .replace("    ; relative to here", "    # relative to here");

  @Test
  void aConfigurationOfIsrMeansWhatItMeantThere() {
    Configuration configuration = load(ISR);

    assertThat(configuration.warnings()).isEmpty();
    assertThat(configuration.general())
        .isEqualTo(
            new GeneralSettings(
                FOLDER.resolve("recordings"),
                FOLDER.resolve("recordings/.sonolog"),
                LogLevel.INFO,
                Optional.of(FOLDER.resolve("recorder.log")),
                Duration.ofSeconds(10)));
    assertThat(configuration.sources())
        .extracting(SourceSettings::name)
        .containsExactly("jazz", "News: Berlin", "mic");
    SourceSettings jazz = configuration.sources().getFirst();
    assertThat(jazz.files())
        .isEqualTo(
            new FileSettings(
                FOLDER.resolve("jazz"),
                new FileNamePattern("%Y/%m/%d/rec_%H%M%S"),
                ZoneId.systemDefault(),
                Duration.ofMinutes(30),
                Optional.empty(),
                Optional.empty(),
                PosixFilePermissions.fromString("rw-r-----"),
                Chains.SPLIT));
    assertThat(jazz.retry())
        .isEqualTo(new RetrySettings(OptionalInt.of(10), Optional.of(Duration.ofSeconds(5))));
    assertThat(jazz.keepTitles()).isTrue();
    assertThat(configuration.sources().get(1).files().split()).isEqualTo(Duration.ofMinutes(60));
    assertThat(configuration.sources().get(1).files().directory())
        .isEqualTo(FOLDER.resolve("recordings"));
  }

  @Test
  void aStreamIsReachedAsItWasWritten() {
    var jazz = stream(ISR);

    assertThat(jazz.mirrors())
        .containsExactly(URI.create("http://stream.example.org:8000/jazz;stream.nsv#here"));
    assertThat(jazz.credentials()).contains(new Credentials("me", "se#cret;"));
    assertThat(jazz.formatHint()).contains("mp3");
    assertThat(jazz.userAgent()).isEqualTo("Sonolog");
    assertThat(jazz.headers()).isEmpty();
    assertThat(jazz.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(jazz.stallTimeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(jazz.titleCharset()).isEmpty();
  }

  private static final Metering METERS =
      new Metering(Metering.Meters.ALL, -50, Duration.ofSeconds(10));

  @Test
  void aSoundCardOfIsrIsRecordedAsIsrDid() {
    assertThat(load(ISR).sources().getLast().input())
        .isEqualTo(
            new LocalInput.SoundCard(
                "hw:0,0",
                new PcmSettings(
                    new SampleRate(48_000),
                    1,
                    Optional.of(SampleFormat.S16),
                    Codec.FLAC,
                    5,
                    METERS),
                List.of(),
                Optional.empty()));
  }

  @Test
  void theLeastSoundCardIsTheDefaultOneInWav() {
    SourceSettings mic = source("[mic]\ntype = soundcard\n");
    assertThat(mic.input())
        .isEqualTo(
            new LocalInput.SoundCard(
                "default",
                new PcmSettings(
                    new SampleRate(44_100), 2, Optional.of(SampleFormat.S16), Codec.PCM, 5, METERS),
                List.of(),
                Optional.empty()));
    assertThat(mic.rejoin()).as("samples of a card never come twice").isFalse();
  }

  @Test
  void aSignalHasSamplesLikeASoundCard() {
    assertThat(
            source(
                    """
                    [test]
                    type = signal
                    signal = clicks
                    sample_format = auto
                    channels = 32
                    sample_rate = 192000
                    """)
                .input())
        .isEqualTo(
            new LocalInput.Signal(
                Waveform.CLICKS,
                new PcmSettings(
                    new SampleRate(192_000), 32, Optional.empty(), Codec.PCM, 5, METERS)));
  }

  @Test
  void theLeastConfigurationIsASource() {
    SourceSettings radio = source(radio(""));

    assertThat(radio.files().directory()).isEqualTo(FOLDER.resolve("recordings"));
    assertThat(radio.files().pattern()).isEqualTo(FileNamePattern.DEFAULT);
    assertThat(radio.files().split()).isEqualTo(Duration.ofHours(1));
    assertThat(radio.retry()).isEqualTo(new RetrySettings(OptionalInt.empty(), Optional.empty()));
  }

  @Test
  void severalSourcesWithoutAPatternGetFoldersOfTheirOwn() {
    String text = radio("") + radio("").replace("[radio]", "[other one]");

    assertThat(load(text).sources())
        .extracting(source -> source.files().directory())
        .containsExactly(
            FOLDER.resolve("recordings/radio"), FOLDER.resolve("recordings/other one"));
    assertThat(load(text).outputDirectories())
        .containsExactlyInAnyOrder(
            FOLDER.resolve("recordings"),
            FOLDER.resolve("recordings/radio"),
            FOLDER.resolve("recordings/other one"));
  }

  @Test
  void aSourceWithAFolderOfItsOwnRecordsRightThere() {
    String text = radio("output_directory = /data/a") + radio("").replace("[radio]", "[other]");

    assertThat(load(text).sources())
        .extracting(source -> source.files().directory())
        .containsExactly(Path.of("/data/a"), FOLDER.resolve("recordings"));
  }

  @Test
  void aPatternKeepsSourcesInTheCommonFolder() {
    String pattern = "[general]\nfilename_pattern = %{source}_%H\n";
    Configuration configuration =
        load(pattern + radio("") + radio("").replace("[radio]", "[other]"));

    assertThat(configuration.warnings()).isEmpty();
    assertThat(configuration.sources())
        .extracting(source -> source.files().directory())
        .containsOnly(FOLDER.resolve("recordings"));
  }

  @Test
  void sourcesThatWriteTheSameNamesAreWarnedOf() {
    String pattern = "[general]\nfilename_pattern = %H\n";
    Configuration configuration =
        load(pattern + radio("") + radio("").replace("[radio]", "[other]"));

    assertThat(configuration.warnings())
        .singleElement()
        .asString()
        .contains("[other] and [radio]")
        .contains("%{source}");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceInTheOrderOfLines() {
    assertThat(
            refused(
                """
                [general]
                split_minutes = -5
                file_mode = rw-r
                oputput_directory = x
                [radio]
                type = stream
                url = ftp://radio.example/
                timezone = Europe/Berlim
                filename_pattern = ../%H
                [status]
                type = stream
                url = http://radio.example/
                [thing]
                device = default
                [radio]
                """))
        .extracting(Problem::toString)
        .satisfiesExactly(
            p ->
                assertThat(p).startsWith("config.ini:2: error: split_minutes: \"-5\" is no number"),
            p -> assertThat(p).startsWith("config.ini:3: error: file_mode: \"rw-r\" is no mode"),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "config.ini:4: warning: oputput_directory: is no key that is known; did you"
                            + " mean output_directory?"),
            p -> assertThat(p).startsWith("config.ini:7: error: url: the value begins with ftp://"),
            p -> assertThat(p).endsWith("UTC; did you mean Europe/Berlin?"),
            p -> assertThat(p).startsWith("config.ini:9: error: filename_pattern: \"../%H\""),
            p -> assertThat(p).startsWith("config.ini:10: error: [status] is a word of the HTTP"),
            p -> assertThat(p).contains("13: error: [thing]").contains("add type = soundcard"),
            p -> assertThat(p).contains("15: error: [radio] begins in line 5 already"));
  }

  @ParameterizedTest
  @CsvSource({
    "split_minutes, 7, PT7M",
    "split_minutes, 45, PT45M",
    "split_minutes, 1440, PT24H",
    "split_minutes, 0.5, PT30S",
    "split_minutes, 0, PT0S",
  })
  void splitsAreMinutes(String key, String value, Duration duration) {
    assertThat(source(radio(key + "=" + value)).files().split()).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "split_minutes = 1441 | is more than a day",
        "split_minutes = 0.001 | is less than a second",
        "split_minutes = NaN | is no number of minutes",
        "split_minutes = 1e3 | is no number of minutes",
        "max_file_minutes = 0 | is out of range",
        "max_file_size = much | is no size",
        "max_file_size = 1kB | is less than 1MiB",
        "max_retries = 0 | is out of range",
        "max_retries = 2.5 | is no whole number",
        "retry_delay_seconds = soon | is no number of seconds",
        "stall_timeout = 0 | is out of range",
        "keep_titles = perhaps | is neither yes nor no",
        "title_charset = klingon | is no charset",
        "file_mode = 0440 | keeps the recorder",
        "file_mode = 4755 | is no mode",
        "chains = many | is none of one, split",
        "format = midi | is none of auto, mp3",
        "filename_pattern = %f | %f is no code",
        "filename_pattern = a%nb | line break",
        "headers = nonsense | is no header",
        "headers = Host: x | which the recorder sets itself",
        "headers = User-Agent: x | user_agent",
        "url_file = missing.txt | is no file that exists",
        "url_file = /dev/null | is no ordinary file",
        "type = stream | is set in line 2 already",
        "username = ${NOBODY_SET_THIS} | NOBODY_SET_THIS, which is not set",
        "username = ${a b} | without the name of an environment variable",
      })
  void aValueThatIsWrongIsRefused(String line, String message) {
    assertThat(refusal(radio(line)))
        .startsWith("config.ini:4: error: " + line.substring(0, line.indexOf(' ')) + ": ")
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "device = hw:0,0 | sample_rate = fast | is no whole number",
        "sample_rate = 44100 | channels = 0 | is out of range",
        "sample_rate = 44100 | format = mp3 | is none of",
        "channels = 2 | pick = 1,1 | has 1 twice",
        "channels = 2 | pick = 3 | names channel 3 of 2",
        "channels = 9 | format = flac | holds at most 8 channels",
        "sample_format = float | format = flac | holds no floating point samples",
        "format = flac | flac_level = 9 | is out of range",
        "meters = levels | silence_dbfs = 3 | is out of range",
        "format = flac | sample_format = s20 | is none of",
      })
  void soundCardsAreCheckedToo(String good, String bad, String message) {
    assertThat(refusal("[mic]\ntype = soundcard\n" + good + "\n" + bad)).contains(message);
  }

  @Test
  void anEmptyValueInASourceIsTheDefaultAgain() {
    String general = "[general]\nusername = me\nsplit_minutes = 5\nmax_retries = 3\n";
    String empty = "username =\nsplit_minutes =\nmax_retries = # for ever";
    SourceSettings radio = source(general + radio(empty));

    assertThat(radio.files().split()).isEqualTo(Duration.ofHours(1));
    assertThat(radio.retry().most()).isEmpty();
    assertThat(stream(general + radio(empty)).credentials()).isEmpty();
    assertThat(stream(general + radio("")).credentials()).contains(new Credentials("me", ""));
  }

  @Test
  void anEmptyLogFileIsNone() {
    assertThat(load("[general]\nlog_file =\n" + radio("")).general().logFile()).isEmpty();
  }

  @Test
  void aGeneralKeyOfStreamsReachesStreams() {
    var radio = stream("[general]\nstall_timeout = 2.5\nuser_agent = Archive/1\n" + radio(""));

    assertThat(radio.stallTimeout()).isEqualTo(Duration.ofMillis(2500));
    assertThat(radio.userAgent()).isEqualTo("Archive/1");
  }

  @Test
  void severalAddressesAreMirrorsInOrder() {
    assertThat(stream(radio("url = https://b.example/\n  http://c.example/x")).mirrors())
        .extracting(URI::getHost)
        .containsExactly("radio.example", "b.example", "c.example");
  }

  @Test
  void headersAreSentInOrder() {
    assertThat(stream(radio("headers = X-B: 1\nheaders = Accept: audio/*; q=1")).headers())
        .containsExactly(Map.entry("X-B", "1"), Map.entry("Accept", "audio/*; q=1"));
    assertThat(stream(radio("headers =\n    A: b:c\n    # not this one\n\n    D: e")).headers())
        .containsExactly(Map.entry("A", "b:c"), Map.entry("D", "e"));
    assertThat(refusal(radio("headers = A: 1\nheaders = a: 2"))).contains("a is there twice");
  }

  @Test
  void aLineThatIsIndentedByMistakeIsExplained() {
    assertThat(refusal(radio("split_minutes = 5\n  keep_titles = no")))
        .startsWith("config.ini:5: error: split_minutes: this line is indented deeper");
  }

  @Test
  void aSectionThatIsIndentedAsAWholeIsFine() {
    assertThat(source("  [radio]\n  type = stream\n  url = http://a.example/").name())
        .isEqualTo("radio");
  }

  @Test
  void settingsOfLaterPartsAreLeftOutWithAWarning() {
    assertThat(load("[users]\nport = 8080\n" + radio("")).warnings())
        .singleElement()
        .asString()
        .contains("[users] is not used by this version");
  }

  @Test
  void theWebSideHasItsOwnSection() {
    SiteSettings web =
        load("""
        [web]
        port = 9000
        host = ::1
        base_path = /audio/sonolog
        margin = 6
        min_gap = 0
        min_duration = 1.5
        legacy_open = 10.0.0.0/8, 192.168.1.0/24
        tls_certificate = c.pem
        tls_key = k.pem
        """
                + radio(""))
            .web();
    assertThat(web.port()).isEqualTo(9000);
    assertThat(web.host()).contains("::1");
    assertThat(web.basePath().prefix()).isEqualTo("/audio/sonolog");
    assertThat(web.defaults()).isEqualTo(new AnalysisDefaults(6, 0, 1.5));
    assertThat(web.legacyOpen()).hasSize(2);
    assertThat(web.tls().orElseThrow().key()).isAbsolute();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "margin = 0.5",
        "margin = 61",
        "margin = nan",
        "min_gap = 301",
        "port = 70000",
        "base_path = sonolog",
        "base_path = /",
        "base_path = /sonolog/",
        "legacy_open = 10.0.0.0/8 nonsense",
        "tls_key = k.pem",
      })
  void whatIsWrongWithTheWebSideIsTold(String line) {
    assertThat(refused("[web]\n" + line + "\n" + radio(""))).isNotEmpty();
  }

  @Test
  void aBasePathThatIsNoneIsToldWithItsFileLineAndKey() {
    assertThat(refused("[web]\nbase_path = /sonolog/\n" + radio("")))
        .singleElement()
        .asString()
        .containsPattern(
            "\\.ini:2: error: base_path: .*is no path such as /sonolog: .* none at the end");
  }

  @Test
  void aSectionForRetentionSaysWhereItsKeysStand() {
    assertThat(load("[retention]\nkeep_days = 3\n" + radio("")).warnings())
        .singleElement()
        .asString()
        .contains(
            "[retention] is left out; write keep_days, keep_size and min_free into [general]");
  }

  @Test
  void nothingIsDeletedUntilSomebodySaysSo() {
    assertThat(load(radio("")).retention().sources()).isEmpty();
    assertThat(load(radio("")).retention().trash()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void whatIsKeptIsInheritedAndEachSourceMayDiffer() {
    RetentionRules rules =
        load("[general]\nkeep_days = 30\nkeep_size = 2TB\ntrash_hours = 48\n"
                + radio("keep_days = 0.5\nmin_free = 10%")
                + "[other]\ntype = stream\nurl = http://b.example/\nkeep_days =\nkeep_size ="
                + "\n[third]\ntype = signal\nmin_free = 20GB\n")
            .retention();
    assertThat(rules.trash()).isEqualTo(Duration.ofDays(2));
    assertThat(rules.sources())
        .containsOnlyKeys("radio", "third")
        .containsEntry(
            "radio",
            new RetentionRule(
                Optional.of(Duration.ofHours(12)),
                Optional.of(2_000_000_000_000L),
                Optional.of(new FreeSpace.Percent(10))))
        .hasEntrySatisfying(
            "third",
            rule -> assertThat(rule.minFree()).contains(new FreeSpace.Bytes(20_000_000_000L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keep_days = 0",
        "keep_days = -1",
        "keep_days = a month",
        "keep_size = 100",
        "keep_size = much",
        "min_free = 0%",
        "min_free = 95%",
        "min_free = -3%",
        "min_free = half",
      })
  void rulesThatWouldDeleteEverythingOrMeanNothingAreRefused(String line) {
    assertThat(refusal(radio(line))).contains(line.substring(0, line.indexOf(' ')));
  }

  @Test
  void whatIsRecordedByHandHasTakesAndNothingElseHas() {
    String manual = "mode = manual\nmin_length = 20\nmax_length = 1.5 h\npre_roll = 10 s";
    assertThat(source(radio(manual)).takes())
        .contains(
            new TakeSettings(
                Optional.of(Duration.ofSeconds(20)),
                Optional.of(Duration.ofMinutes(90)),
                Duration.ofSeconds(10)));
    assertThat(source(radio("mode = manual")).takes().orElseThrow().preRoll()).isZero();
    assertThat(source(radio("mode = continuous")).takes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "min_length = 20 days",
        "min_length = 0.5 s",
        "max_length = 9000 h",
        "pre_roll = 121 s",
        "pre_roll = long",
        "pre_roll = 60 s\nmax_length = 1 min",
        "min_length = 2 min\nmax_length = 119 s"
      })
  void takesThatCannotBeAreRefused(String lines) {
    assertThat(refusal(radio("mode = manual\n" + lines)))
        .contains(lines.substring(0, lines.indexOf(' ')));
  }

  @Test
  void channelsThatAreSplitAreNotRecordedByHand() {
    String card = "[band]\ntype = soundcard\nsplit_channels = yes\nmode = manual\n";
    assertThat(refusal(card)).startsWith("config.ini:4: error: mode: ");
  }

  @Test
  void aTypeMakesASourceWhateverItsName() {
    assertThat(source(radio("").replace("[radio]", "[web]")).name()).isEqualTo("web");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1",
        "files",
        "analyze",
        "Status",
        "storage",
        "config",
        "cut",
        "clip",
        "recording",
        ".x",
        "..",
        "a/b",
        "a\\b",
        "a\u0007b",
        "0123456789012345678901234567890123456789012345678901234567" + "89012345678901234567890"
      })
  void namesThatCannotBeFoldersOrAddressesAreRefused(String name) {
    assertThat(refusal(radio("").replace("[radio]", "[" + name + "]")))
        .startsWith("config.ini:1: error: [" + name + "] ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"General", "DEFAULT"})
  void anotherNameForGeneralIsExplained(String name) {
    assertThat(refusal("[" + name + "]\nsplit_minutes = 5\n" + radio(""))).contains("[general]");
  }

  @Test
  void aMisplacedKeyIsWarnedOf() {
    assertThat(load(radio("log_level = DEBUG\ndevice = x")).warnings())
        .extracting(Problem::message)
        .containsExactly(
            "is of no use here; it belongs into a section of: general",
            "is of no use here; it belongs into a section of: soundcard");
  }

  @Test
  void aReconnectThatLosesNothingGoesOnUnlessItIsForbidden() {
    assertThat(load(radio("")).sources().getFirst().rejoin()).isTrue();
    assertThat(load(radio("rejoin = no")).sources().getFirst().rejoin()).isFalse();
  }

  @Test
  void nothingToRecordIsAnError() {
    assertThat(refusal("[general]\nsplit_minutes = 5"))
        .startsWith("config.ini: error: there is no source");
    assertThat(refusal("")).contains("there is no source");
    assertThat(refused(radio("").replace("[radio]", "[general]")).getFirst().message())
        .startsWith("there is no source");
  }

  @Test
  void aStreamWithoutAnAddressIsAnError() {
    assertThat(refusal("[radio]\ntype = stream\n"))
        .isEqualTo("config.ini:1: error: url: [radio] has no address; add url = http://...");
  }

  @ParameterizedTest
  @ValueSource(strings = {"url =", "url_file =", "url_file = ", "username = me"})
  void anEmptyAddressIsNone(String line) {
    assertThat(refusal("[radio]\ntype = stream\n" + line)).contains("[radio] has no address");
  }

  @Test
  void thousandsOfSourcesAreRead() {
    StringBuilder text = new StringBuilder("[general]\ntimezone = UTC\n");
    for (int i = 0; i < 5000; i++) {
      text.append(radio("").replace("[radio]", "[radio" + i + "]"));
    }

    assertThat(load(text.toString()).sources()).hasSize(5000);
  }

  @ParameterizedTest
  @CsvSource({"debug, DEBUG", "Warn, WARNING", "CRITICAL, CRITICAL"})
  void logLevelsHaveTheNamesOfPython(String text, LogLevel level) {
    assertThat(load("[general]\nlog_level = " + text + "\n" + radio("")).general().logLevel())
        .isEqualTo(level);
  }

  @Test
  void absolutePathsStayAndRelativeOnesBeginInTheWorkingDirectory() {
    GeneralSettings general =
        load("[general]\noutput_directory = ../archive/./x\nstate_directory = /var/lib/s\n"
                + radio(""))
            .general();

    assertThat(general.outputDirectory()).isEqualTo(Path.of("/srv/archive/x"));
    assertThat(general.stateDirectory()).isEqualTo(Path.of("/var/lib/s"));
  }
}
