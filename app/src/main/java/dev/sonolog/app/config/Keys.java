package dev.sonolog.app.config;

import dev.sonolog.app.alerts.MailSettings;
import dev.sonolog.app.config.Key.Form;
import dev.sonolog.app.config.Key.Kind;
import dev.sonolog.app.config.Key.Scope;
import dev.sonolog.archive.FileNamePattern;
import dev.sonolog.archive.FreeSpace;
import dev.sonolog.capture.signal.Waveform;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.libretime.ShowChoice;
import dev.sonolog.recording.Chains;
import dev.sonolog.server.access.Cidr;
import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.service.AnalysisDefaults;
import dev.sonolog.studio.schedule.Cron;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * All keys that there are: what is parsed, suggested and documented comes from this table. Defaults
 * go through the same parser as what a person writes.
 */
final class Keys {
  /** The most that interfaces have which are sold today. */
  private static final int MOST_CHANNELS = 32;

  static final Key<Path> OUTPUT_DIRECTORY =
      key("output_directory", Scope.EVERYWHERE, Values::path, "recordings", "where files go");
  static final Key<FileNamePattern> FILENAME_PATTERN =
      key(
          "filename_pattern",
          Scope.EVERYWHERE,
          Values::pattern,
          FileNamePattern.DEFAULT.pattern(),
          "how files are named by their start, in the codes of strftime; / begins a folder");
  static final Key<Duration> SPLIT_MINUTES =
      key(
          "split_minutes",
          Scope.EVERYWHERE,
          Values::split,
          "60",
          "a new file every so many minutes, counted from local midnight; 0 for never");
  static final Key<Duration> MAX_FILE_MINUTES =
      key(
          "max_file_minutes",
          Scope.EVERYWHERE,
          Values::longest,
          "",
          "no file is longer than this, counted from its own start");
  static final Key<Long> MAX_FILE_SIZE =
      key(
          "max_file_size",
          Scope.EVERYWHERE,
          Values::size,
          "",
          "no file is larger than this: bytes, or with kB, MB, GB, TB, KiB, MiB, GiB or TiB");
  static final Key<ZoneId> TIMEZONE =
      key("timezone", Scope.EVERYWHERE, Values::zone, "", "the time zone of names and splits");
  static final Key<Set<PosixFilePermission>> FILE_MODE =
      key("file_mode", Scope.EVERYWHERE, Values::mode, "0640", "the permissions of files, octal");
  static final Key<Integer> MAX_RETRIES =
      key(
          "max_retries",
          Scope.EVERYWHERE,
          text -> Values.whole(text, 1, 1_000_000),
          "",
          "after so many failures in a row the source is given up; unset, never");
  static final Key<Duration> RETRY_DELAY_SECONDS =
      key(
          "retry_delay_seconds",
          Scope.EVERYWHERE,
          text -> Values.seconds(text, BigDecimal.ZERO, 86_400),
          "",
          "a fixed pause between tries; unset, 1, 2, 5, 10, 30, 60 s with jitter");
  static final Key<Boolean> REJOIN =
      key(
          "rejoin",
          Scope.EVERYWHERE,
          Values::truth,
          "yes",
          "whether a reconnect that lost nothing goes on in the same file");
  static final Key<Duration> KEEP_DAYS =
      key(
          "keep_days",
          Scope.EVERYWHERE,
          Values::days,
          "",
          "recordings that ended longer ago are deleted, through the trash; unset, never");
  static final Key<Long> KEEP_SIZE =
      key(
          "keep_size",
          Scope.EVERYWHERE,
          Values::size,
          "",
          "the oldest recordings of a source are deleted when all have more bytes; unset, never");
  static final Key<FreeSpace> MIN_FREE =
      key(
          "min_free",
          Scope.EVERYWHERE,
          text -> Values.free(text, 90),
          "",
          "the oldest recordings are deleted when less than this is free: bytes or a percentage;"
              + " unset, never");
  static final Key<String> USERNAME =
      secret("username", Scope.ALL_STREAMS, Values::text, "the user that the station asks for");
  static final Key<Path> USERNAME_FILE =
      key("username_file", Scope.ALL_STREAMS, Values::path, "", "a file that holds the user");
  static final Key<String> PASSWORD =
      secret("password", Scope.ALL_STREAMS, Values::text, "the password that the station asks for");
  static final Key<Path> PASSWORD_FILE =
      key("password_file", Scope.ALL_STREAMS, Values::path, "", "a file that holds the password");
  static final Key<String> USER_AGENT =
      key(
          "user_agent",
          Scope.ALL_STREAMS,
          Header::checkedValue,
          "Sonolog",
          "what the recorder calls itself to stations");
  static final Key<Header> HEADERS =
      lines("headers", Scope.ALL_STREAMS, Header::parse, "further request headers, Name: value");
  static final Key<Duration> CONNECT_TIMEOUT =
      key(
          "connect_timeout",
          Scope.ALL_STREAMS,
          text -> Values.seconds(text, new BigDecimal("0.1"), 3600),
          "10",
          "seconds for the connection, for TLS and for the reply, each");
  static final Key<Duration> STALL_TIMEOUT =
      key(
          "stall_timeout",
          Scope.ALL_STREAMS,
          text -> Values.seconds(text, BigDecimal.ONE, 3600),
          "15",
          "seconds without audio after which a connection counts as dead");
  static final Key<Boolean> KEEP_TITLES =
      key(
          "keep_titles",
          Scope.ALL_STREAMS,
          Values::truth,
          "yes",
          "whether titles that the station sends are kept");
  static final Key<String> TITLE_CHARSET =
      key(
          "title_charset",
          Scope.ALL_STREAMS,
          Values::charset,
          "windows-1252",
          "the charset of titles that are not UTF-8");
  static final Key<Chains> CHAINS =
      key(
          "chains",
          Scope.ALL_STREAMS,
          text -> Values.oneOf(text, Map.of("split", Chains.SPLIT, "one", Chains.ONE)),
          "split",
          "whether each link of a chained Ogg stream begins a file (split) or none (one)");
  static final Key<LogLevel> LOG_LEVEL =
      key(
          "log_level",
          Scope.GENERAL,
          Values::logLevel,
          "INFO",
          "DEBUG, INFO, WARNING, ERROR or CRITICAL");
  static final Key<Path> LOG_FILE =
      key(
          "log_file",
          Scope.GENERAL,
          Values::path,
          "recorder.log",
          "where the log goes besides standard output; empty for no file");
  static final Key<Path> STATE_DIRECTORY =
      key(
          "state_directory",
          Scope.GENERAL,
          Values::path,
          "",
          "where the catalogue lies; unset, .sonolog in the general output_directory");
  static final Key<Duration> SYNC_SECONDS =
      key(
          "sync_seconds",
          Scope.GENERAL,
          text -> Values.seconds(text, BigDecimal.ONE, 3600),
          "10",
          "how often recorded data is forced to the disk");
  static final Key<Duration> TRASH_HOURS =
      key(
          "trash_hours",
          Scope.GENERAL,
          Values::hours,
          "24",
          "how long what was deleted can be restored");
  static final Key<Kind> TYPE =
      key(
          "type",
          Scope.SOURCE,
          text ->
              Values.oneOf(
                  text,
                  Map.of(
                      "stream", Kind.STREAM,
                      "soundcard", Kind.SOUNDCARD,
                      "signal", Kind.SIGNAL)),
          "",
          "stream, soundcard or signal; makes a section a source");
  static final Key<Mode> MODE =
      key(
          "mode",
          Scope.SOURCE,
          text -> Values.oneOf(text, Map.of("continuous", Mode.CONTINUOUS, "manual", Mode.MANUAL)),
          "continuous",
          "continuous, recorded all the time; or manual, takes by sonolog take");
  static final Key<Duration> MIN_LENGTH =
      key(
          "min_length",
          Scope.SOURCE,
          Values::length,
          "",
          "takes with less audio go to the trash: 20 s, 1.5 min, 2 h; unset, all are kept");
  static final Key<Duration> MAX_LENGTH =
      key(
          "max_length",
          Scope.SOURCE,
          Values::length,
          "",
          "a take ends by itself when it is so long: 90 s, 30 min, 4 h; unset, it does not");
  static final Key<Duration> PRE_ROLL =
      key(
          "pre_roll",
          Scope.SOURCE,
          Values::preRoll,
          "0 s",
          "how much of what came before the press belongs to a take: 0 s to 120 s");
  static final Key<Boolean> STOP_WITHOUT_CONTROL =
      key(
          "stop_without_control",
          Scope.SOURCE,
          text -> Values.oneOf(text, Map.of("on", true, "off", false)),
          "off",
          "whether a take ends when control of the source lapses: on or off");
  static final Key<URI> URL =
      lines("url", Scope.STREAM, StreamAddress::parse, "the address; further ones are mirrors");
  static final Key<Path> URL_FILE =
      key("url_file", Scope.STREAM, Values::path, "", "a file that holds the address, or several");
  static final Key<String> STREAM_FORMAT =
      key(
          "format",
          Scope.STREAM,
          text -> Values.word(text, "auto", "mp3", "ogg", "aac", "flac", "opus"),
          "auto",
          "auto, mp3, ogg, aac, flac or opus; a hint only, the bytes decide");
  static final Key<String> DEVICE =
      key(
          "device",
          Scope.SOUNDCARD,
          Values::text,
          "default",
          "which sound card: default, a number that sonolog devices prints, hw:X,Y, a part of its"
              + " name, a PCM of ALSA, monitor, usb:PORT or card:ID");
  static final Key<List<Integer>> PICK =
      key(
          "pick",
          Scope.SOUNDCARD,
          text -> Values.numbers(text, 1, MOST_CHANNELS),
          "",
          "the channels that are kept, such as 1,2; unset, all");
  static final Key<Boolean> SPLIT_CHANNELS =
      key(
          "split_channels",
          Scope.SOUNDCARD,
          Values::truth,
          "no",
          "whether each channel is recorded into files of its own, as source NAME.ch1, NAME.ch2"
              + " ...");
  static final Key<Integer> SAMPLE_RATE =
      key(
          "sample_rate",
          Scope.SAMPLES,
          text -> Values.whole(text, 1000, 768_000),
          "44100",
          "frames per second");
  static final Key<Integer> CHANNELS =
      key(
          "channels",
          Scope.SAMPLES,
          text -> Values.whole(text, 1, MOST_CHANNELS),
          "2",
          "how many channels");
  static final Key<Optional<SampleFormat>> SAMPLE_FORMAT =
      key(
          "sample_format",
          Scope.SAMPLES,
          text ->
              Values.oneOf(
                  text,
                  Map.of(
                      "s16", Optional.of(SampleFormat.S16),
                      "s24", Optional.of(SampleFormat.S24),
                      "s32", Optional.of(SampleFormat.S32),
                      "float", Optional.of(SampleFormat.FLOAT),
                      "auto", Optional.empty())),
          "s16",
          "s16, s24, s32, float, or auto for the best that the hardware has");
  static final Key<Codec> FILE_FORMAT =
      key(
          "format",
          Scope.SAMPLES,
          text -> Values.oneOf(text, Map.of("wav", Codec.PCM, "flac", Codec.FLAC)),
          "wav",
          "wav or flac");
  static final Key<Integer> FLAC_LEVEL =
      key(
          "flac_level",
          Scope.SAMPLES,
          text -> Values.whole(text, 0, 8),
          "5",
          "how small FLAC is made, 0 (fast) to 8 (small)");
  static final Key<Metering.Meters> METERS =
      key(
          "meters",
          Scope.SAMPLES,
          text ->
              Values.oneOf(
                  text,
                  Map.of(
                      "off", Metering.Meters.OFF,
                      "levels", Metering.Meters.LEVELS,
                      "loudness", Metering.Meters.LOUDNESS,
                      "all", Metering.Meters.ALL)),
          "all",
          "off, levels (peak, RMS, clips), loudness (EBU R128 too) or all (true peak too)");
  static final Key<Integer> SILENCE_DBFS =
      key(
          "silence_dbfs",
          Scope.SAMPLES,
          text -> Values.decibels(text, -120, 0),
          "-50",
          "below which peak a signal counts as silence, in dBFS");
  static final Key<Duration> SILENCE_SECONDS =
      key(
          "silence_seconds",
          Scope.SAMPLES,
          text -> Values.seconds(text, BigDecimal.ONE, 86_400),
          "10",
          "how long it must be silent to be told");
  static final Key<Waveform> SIGNAL =
      key(
          "signal",
          Scope.SIGNAL,
          text ->
              Values.oneOf(
                  text,
                  Map.of(
                      "tone", Waveform.TONE,
                      "sweep", Waveform.SWEEP,
                      "noise", Waveform.NOISE,
                      "silence", Waveform.SILENCE,
                      "clicks", Waveform.CLICKS,
                      "counter", Waveform.COUNTER)),
          "tone",
          "tone, sweep, noise, silence, clicks (one a second) or counter");

  static final Key<Boolean> ANALYSE =
      key(
          "analyse",
          Scope.EVERYWHERE,
          text -> Values.oneOf(text, Map.of("on", true, "off", false)),
          "",
          "whether levels are measured for sections and waveforms without being asked for: of"
              + " samples while they are recorded, of streams when a file is finished; unset, on"
              + " for sound cards and signals");

  static final Key<Integer> PORT =
      key(
          "port",
          Scope.WEB,
          text -> Values.whole(text, 0, 65_535),
          "8080",
          "the port of the web side; 0 takes a free one");
  static final Key<String> HOST =
      key(
          "host",
          Scope.WEB,
          Values::text,
          "",
          "the address to listen on; unset, 127.0.0.1 without users and 0.0.0.0 with some");
  static final Key<List<ListenPlace>> LISTEN =
      key(
          "listen",
          Scope.WEB,
          ListenPlace::parse,
          "",
          "several addresses to listen on, such as 0.0.0.0:8080, 5000; beside host and port, where"
              + " one of those is set");
  static final Key<BasePath> BASE_PATH =
      key(
          "base_path",
          Scope.WEB,
          Values::basePath,
          "",
          "below which path everything is served, such as /sonolog, behind a proxy that leaves it");
  static final Key<Double> MARGIN =
      key(
          "margin",
          Scope.WEB,
          text -> Values.number(text, AnalysisDefaults.LEAST_MARGIN, AnalysisDefaults.MOST_MARGIN),
          "12",
          "how far above the noise a loud section is, in dB, where nobody says");
  static final Key<Double> MIN_GAP =
      key(
          "min_gap",
          Scope.WEB,
          text -> Values.number(text, 0, AnalysisDefaults.MOST_GAP),
          "2",
          "quiet of no more seconds does not end a section, where nobody says");
  static final Key<Double> MIN_DURATION =
      key(
          "min_duration",
          Scope.WEB,
          text -> Values.number(text, 0, AnalysisDefaults.MOST_DURATION),
          "0.5",
          "sections of fewer seconds are left out, where nobody says");
  static final Key<List<Cidr>> LEGACY_OPEN =
      key(
          "legacy_open",
          Scope.WEB,
          Values::networks,
          "",
          "networks for which the addresses of ISR's clients are open, such as 192.168.1.0/24");
  static final Key<String> LEGACY_SOURCE =
      key(
          "legacy_source",
          Scope.WEB,
          Values::text,
          "",
          "the source that the addresses of live-recorder's clients record; the first with mode ="
              + " manual where it is not set");
  static final Key<List<Cidr>> TRUSTED_PROXIES =
      key(
          "trusted_proxies",
          Scope.WEB,
          Values::networks,
          "",
          "networks of proxies that are believed whom they speak for");
  static final Key<Path> TLS_CERTIFICATE =
      key("tls_certificate", Scope.WEB, Values::path, "", "the certificate for TLS, in PEM");
  static final Key<Path> TLS_KEY =
      key("tls_key", Scope.WEB, Values::path, "", "its private key, in PEM (PKCS #8)");

  static final Key<URI> WEBHOOK =
      lines(
          "webhook",
          Scope.ALERTS,
          AlertAddresses::webhook,
          "an address that is told of alerts by POST, as JSON; may be repeated");
  static final Key<String> WEBHOOK_TOKEN =
      secret(
          "webhook_token",
          Scope.ALERTS,
          AlertAddresses::token,
          "a bearer token that webhooks are sent");
  static final Key<Path> WEBHOOK_TOKEN_FILE =
      key("webhook_token_file", Scope.ALERTS, Values::path, "", "a file that holds the token");
  static final Key<List<String>> MAIL_TO =
      key(
          "mail_to",
          Scope.ALERTS,
          AlertAddresses::people,
          "",
          "who gets alerts as e-mail: addresses between spaces or commas");
  static final Key<List<String>> MAIL_FROM =
      key(
          "mail_from",
          Scope.ALERTS,
          AlertAddresses::person,
          "",
          "the sender's address; unset, the first of mail_to");
  static final Key<MailSettings.Server> SMTP =
      secret(
          "smtp",
          Scope.ALERTS,
          AlertAddresses::server,
          "the server that takes mail: smtp://host:587, or smtps://host:465 for TLS at once");
  static final Key<Boolean> SMTP_REQUIRE_TLS =
      key(
          "smtp_require_tls",
          Scope.ALERTS,
          Values::truth,
          "",
          "whether no mail is sent where the server has no STARTTLS; unset, yes with smtp_user");
  static final Key<String> SMTP_USER =
      secret("smtp_user", Scope.ALERTS, Values::text, "the user that the mail server asks for");
  static final Key<String> SMTP_PASSWORD =
      secret("smtp_password", Scope.ALERTS, Values::text, "the password of that user");
  static final Key<Path> SMTP_PASSWORD_FILE =
      key("smtp_password_file", Scope.ALERTS, Values::path, "", "a file that holds the password");
  static final Key<Duration> LOST_AFTER =
      key(
          "lost_after",
          Scope.ALERTS,
          text -> Values.seconds(text, BigDecimal.ONE, 86_400),
          "30",
          "seconds that a source is lost before it is told");
  static final Key<Duration> SILENCE_AFTER =
      key(
          "silence_after",
          Scope.ALERTS,
          text -> Values.seconds(text, BigDecimal.ZERO, 3_600),
          "60",
          "seconds that a source is silent before it is told; 0 for never");
  static final Key<Integer> SILENCE_BELOW =
      key(
          "silence_below",
          Scope.ALERTS,
          text -> Values.decibels(text, -90, 0),
          "-50",
          "below which peak a stream counts as silent, in dBFS");
  static final Key<FreeSpace> DISK_BELOW =
      key(
          "disk_below",
          Scope.ALERTS,
          text -> Values.free(text, 100),
          "5%",
          "what must be free on each volume, bytes or a percentage");
  static final Key<Duration> REPEAT_MINUTES =
      key(
          "repeat_minutes",
          Scope.ALERTS,
          Values::repeat,
          "60",
          "what lasts is told again every so many minutes; 0 for never");
  static final Key<Integer> MOST_PER_HOUR =
      key(
          "most_per_hour",
          Scope.ALERTS,
          text -> Values.whole(text, 1, 1_000),
          "20",
          "no more messages in any hour");

  static final Key<URI> LIBRETIME_URL =
      secret(
          "url",
          Scope.LIBRETIME,
          LibretimeValues::url,
          "the address of LibreTime's web pages, with the path that they lie under");
  static final Key<String> API_KEY =
      secret(
          "api_key", Scope.LIBRETIME, LibretimeValues::apiKey, "LibreTime's own general.api_key");
  static final Key<Path> API_KEY_FILE =
      key("api_key_file", Scope.LIBRETIME, Values::path, "", "a file that holds the key");
  static final Key<String> LIBRETIME_USER =
      secret(
          "user",
          Scope.LIBRETIME,
          Values::text,
          "a user of LibreTime who may schedule, for switching its main input");
  static final Key<String> LIBRETIME_PASSWORD =
      secret("password", Scope.LIBRETIME, Values::text, "the password of that user");
  static final Key<Path> LIBRETIME_PASSWORD_FILE =
      key("password_file", Scope.LIBRETIME, Values::path, "", "a file that holds the password");
  static final Key<ShowChoice> SHOWS =
      key(
          "shows",
          Scope.LIBRETIME,
          LibretimeValues::shows,
          "off",
          "which shows are recorded: off, all, only NAME, NAME ... or except NAME, NAME ...; * and"
              + " ? stand for anything");
  static final Key<String> SHOW_SOURCE =
      key(
          "source",
          Scope.LIBRETIME,
          Values::text,
          "",
          "the source that shows are recorded of; the first with mode = manual, or else the first,"
              + " where it is not set");
  static final Key<Duration> SHOW_LEAD_IN =
      key(
          "lead_in",
          Scope.LIBRETIME,
          text -> Values.upTo(text, 3_600),
          "0 s",
          "so long before its start a show is recorded");
  static final Key<Duration> SHOW_LEAD_OUT =
      key(
          "lead_out",
          Scope.LIBRETIME,
          text -> Values.upTo(text, 3_600),
          "0 s",
          "so long behind its end a show is recorded");
  static final Key<Duration> SHORTEST_SHOW =
      key(
          "min_length",
          Scope.LIBRETIME,
          Values::length,
          "10 s",
          "shows that are planned to be shorter are not recorded");
  static final Key<Boolean> DELIVER =
      key(
          "deliver",
          Scope.LIBRETIME,
          Values::truth,
          "off",
          "whether shows that were recorded are put into LibreTime's library");
  static final Key<Long> MAX_UPLOAD =
      key(
          "max_upload",
          Scope.LIBRETIME,
          Values::size,
          "512MiB",
          "the largest file that LibreTime's web server takes");
  static final Key<Double> TRIGGER_LEVEL =
      key(
          "trigger_level",
          Scope.SAMPLES,
          text -> (double) Values.decibels(text, -90, 0),
          "",
          "a take of a manual source begins when its peaks reach this, in dBFS; unset, never");
  static final Key<Duration> TRIGGER_AFTER =
      key(
          "trigger_after",
          Scope.SAMPLES,
          text -> Values.upTo(text, 60),
          "2 s",
          "so long it must be so loud, pauses of half a second aside: 0 s to 60 s");
  static final Key<Duration> TRIGGER_SILENCE =
      key(
          "trigger_silence",
          Scope.SAMPLES,
          Values::length,
          "30 s",
          "such a take ends when it has not been so loud for so long: 1 s or more");

  static final Key<String> SCHEDULED_SOURCE =
      key("source", Scope.SCHEDULE, Values::text, "", "the source that is recorded");
  static final Key<Set<DayOfWeek>> DAYS =
      key(
          "days",
          Scope.SCHEDULE,
          ScheduleValues::days,
          "",
          "the days of the week: mon-fri, or sat, sun, or daily; with time");
  static final Key<SortedSet<LocalDate>> DATE =
      key(
          "date",
          Scope.SCHEDULE,
          ScheduleValues::dates,
          "",
          "a date such as 2026-12-24, or several; with time");
  static final Key<ScheduleValues.TimeSpan> TIME =
      key(
          "time",
          Scope.SCHEDULE,
          ScheduleValues::times,
          "",
          "from when to when by the clock on the wall, such as 20:00-21:00, also over midnight");
  static final Key<Cron> CRON =
      key(
          "cron",
          Scope.SCHEDULE,
          ScheduleValues::cron,
          "",
          "five fields of cron, such as 0 20 * * 1-5; with length");
  static final Key<String> RULE =
      key(
          "rule",
          Scope.SCHEDULE,
          ScheduleValues::rule,
          "",
          "a rule of calendars, such as FREQ=WEEKLY;BYDAY=MO; with start and length");
  static final Key<LocalDateTime> RULE_START =
      key(
          "start",
          Scope.SCHEDULE,
          ScheduleValues::start,
          "",
          "from when on the rule holds, and at what time of the day: 2026-01-05 20:00");
  static final Key<Duration> LENGTH =
      key(
          "length",
          Scope.SCHEDULE,
          ScheduleValues::length,
          "",
          "how long each is, such as 60 min, at most 168 h");
  static final Key<Duration> LEAD_IN =
      key(
          "lead_in",
          Scope.SCHEDULE,
          ScheduleValues::lead,
          "0 s",
          "so much earlier is begun, at most 24 h");
  static final Key<Duration> LEAD_OUT =
      key(
          "lead_out",
          Scope.SCHEDULE,
          ScheduleValues::lead,
          "0 s",
          "so much later is ended, at most 24 h");
  static final Key<String> TAKE_NAME =
      key(
          "name",
          Scope.SCHEDULE,
          Values::line,
          "",
          "what its takes are called; unset, as the section");
  static final Key<ZoneId> SCHEDULE_ZONE =
      key("timezone", Scope.SCHEDULE, Values::zone, "", "whose clocks count; unset, the source's");
  static final Key<Boolean> ENABLED =
      key("enabled", Scope.SCHEDULE, Values::truth, "yes", "whether it is in force");

  /** In the order in which they are documented. */
  static final List<Key<?>> ALL =
      List.of(
          OUTPUT_DIRECTORY,
          FILENAME_PATTERN,
          SPLIT_MINUTES,
          MAX_FILE_MINUTES,
          MAX_FILE_SIZE,
          TIMEZONE,
          FILE_MODE,
          MAX_RETRIES,
          RETRY_DELAY_SECONDS,
          REJOIN,
          KEEP_DAYS,
          KEEP_SIZE,
          MIN_FREE,
          ANALYSE,
          USERNAME,
          USERNAME_FILE,
          PASSWORD,
          PASSWORD_FILE,
          USER_AGENT,
          HEADERS,
          CONNECT_TIMEOUT,
          STALL_TIMEOUT,
          KEEP_TITLES,
          TITLE_CHARSET,
          CHAINS,
          LOG_LEVEL,
          LOG_FILE,
          STATE_DIRECTORY,
          SYNC_SECONDS,
          TRASH_HOURS,
          TYPE,
          MODE,
          MIN_LENGTH,
          MAX_LENGTH,
          PRE_ROLL,
          STOP_WITHOUT_CONTROL,
          URL,
          URL_FILE,
          STREAM_FORMAT,
          DEVICE,
          PICK,
          SPLIT_CHANNELS,
          SAMPLE_RATE,
          CHANNELS,
          SAMPLE_FORMAT,
          FILE_FORMAT,
          FLAC_LEVEL,
          METERS,
          SILENCE_DBFS,
          SILENCE_SECONDS,
          SIGNAL,
          TRIGGER_LEVEL,
          TRIGGER_AFTER,
          TRIGGER_SILENCE,
          SCHEDULED_SOURCE,
          DAYS,
          DATE,
          TIME,
          CRON,
          RULE,
          RULE_START,
          LENGTH,
          LEAD_IN,
          LEAD_OUT,
          TAKE_NAME,
          SCHEDULE_ZONE,
          ENABLED,
          PORT,
          HOST,
          LISTEN,
          BASE_PATH,
          MARGIN,
          MIN_GAP,
          MIN_DURATION,
          LEGACY_OPEN,
          LEGACY_SOURCE,
          TRUSTED_PROXIES,
          TLS_CERTIFICATE,
          TLS_KEY,
          WEBHOOK,
          WEBHOOK_TOKEN,
          WEBHOOK_TOKEN_FILE,
          MAIL_TO,
          MAIL_FROM,
          SMTP,
          SMTP_REQUIRE_TLS,
          SMTP_USER,
          SMTP_PASSWORD,
          SMTP_PASSWORD_FILE,
          LOST_AFTER,
          SILENCE_AFTER,
          SILENCE_BELOW,
          DISK_BELOW,
          REPEAT_MINUTES,
          MOST_PER_HOUR,
          LIBRETIME_URL,
          API_KEY,
          API_KEY_FILE,
          LIBRETIME_USER,
          LIBRETIME_PASSWORD,
          LIBRETIME_PASSWORD_FILE,
          SHOWS,
          SHOW_SOURCE,
          SHOW_LEAD_IN,
          SHOW_LEAD_OUT,
          SHORTEST_SHOW,
          DELIVER,
          MAX_UPLOAD);

  /** Keys that name a file, and the keys whose values it holds. */
  static final Map<Key<Path>, Key<?>> IN_FILES =
      Map.of(
          USERNAME_FILE, USERNAME,
          PASSWORD_FILE, PASSWORD,
          URL_FILE, URL,
          WEBHOOK_TOKEN_FILE, WEBHOOK_TOKEN,
          SMTP_PASSWORD_FILE, SMTP_PASSWORD,
          API_KEY_FILE, API_KEY,
          LIBRETIME_PASSWORD_FILE, LIBRETIME_PASSWORD);

  private Keys() {}

  /** The key of that name that may stand in such a section. */
  static Optional<Key<?>> find(String name, Kind kind) {
    return ALL.stream()
        .filter(key -> key.name().equals(name) && key.scope().covers(kind))
        .findFirst();
  }

  /** The key of that name, wherever it may stand. */
  static Optional<Key<?>> find(String name) {
    return ALL.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** The names that may stand in such a section. */
  static List<String> names(Kind kind) {
    return ALL.stream().filter(key -> key.scope().covers(kind)).map(Key::name).toList();
  }

  private static <T> Key<T> key(
      String name, Scope scope, Key.Parser<T> parser, String fallback, String meaning) {
    return new Key<>(name, scope, Form.OPEN, parser, fallback, meaning);
  }

  private static <T> Key<T> secret(String name, Scope scope, Key.Parser<T> parser, String meaning) {
    return new Key<>(name, scope, Form.SECRET, parser, "", meaning);
  }

  private static <T> Key<T> lines(String name, Scope scope, Key.Parser<T> parser, String meaning) {
    return new Key<>(name, scope, Form.SECRET_LINES, parser, "", meaning);
  }
}
