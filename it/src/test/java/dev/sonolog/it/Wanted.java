package dev.sonolog.it;

import dev.sonolog.archive.FileNamePattern;
import dev.sonolog.capture.StreamSettings;
import dev.sonolog.recording.Chains;
import dev.sonolog.recording.FileSettings;
import dev.sonolog.recording.RetrySettings;
import dev.sonolog.recording.SourceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of a source, of which a test names what it is about. */
record Wanted(
    String name,
    SourceSettings.Live input,
    Path directory,
    ZoneId zone,
    Duration split,
    Optional<Duration> longest,
    RetrySettings retry,
    Chains chains,
    boolean rejoin,
    boolean keepTitles) {
  /** How long no audio may come. */
  static final Duration STALL = Duration.ofSeconds(15);

  /** One that is not split, is tried again for ever in files of its own, and keeps titles. */
  static Wanted source(String name, URI address, Path directory) {
    return source(name, new SourceSettings.Stream(stream(address)), directory);
  }

  /** The same of something that is no stream. */
  static Wanted source(String name, SourceSettings.Live input, Path directory) {
    return new Wanted(
        name,
        input,
        directory,
        ZoneOffset.UTC,
        Duration.ZERO,
        Optional.empty(),
        new RetrySettings(OptionalInt.empty(), Optional.empty()),
        Chains.SPLIT,
        false,
        true);
  }

  Wanted split(Duration grid, ZoneId clock) {
    return new Wanted(
        name, input, directory, clock, grid, longest, retry, chains, rejoin, keepTitles);
  }

  Wanted longest(Duration most) {
    return new Wanted(
        name, input, directory, zone, split, Optional.of(most), retry, chains, rejoin, keepTitles);
  }

  Wanted retry(OptionalInt most, Optional<Duration> pause) {
    RetrySettings settings = new RetrySettings(most, pause);
    return new Wanted(
        name, input, directory, zone, split, longest, settings, chains, rejoin, keepTitles);
  }

  Wanted oneFileForAllLinks() {
    return new Wanted(
        name, input, directory, zone, split, longest, retry, Chains.ONE, rejoin, keepTitles);
  }

  Wanted rejoining() {
    return new Wanted(
        name, input, directory, zone, split, longest, retry, chains, true, keepTitles);
  }

  Wanted withoutTitles() {
    return new Wanted(name, input, directory, zone, split, longest, retry, chains, rejoin, false);
  }

  SourceSettings settings() {
    return new SourceSettings(
        name,
        input,
        new FileSettings(
            directory,
            new FileNamePattern("%{source}_%Y%m%d_%H%M%S"),
            zone,
            split,
            longest,
            Optional.empty(),
            PosixFilePermissions.fromString("rw-r--r--"),
            chains),
        retry,
        rejoin,
        keepTitles);
  }

  private static StreamSettings stream(URI address) {
    return new StreamSettings(
        List.of(address),
        Optional.empty(),
        "Sonolog test",
        new LinkedHashMap<>(),
        Duration.ofSeconds(20),
        STALL,
        Optional.empty(),
        Optional.empty());
  }
}
