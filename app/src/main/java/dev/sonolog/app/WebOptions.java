package dev.sonolog.app;

import dev.sonolog.server.SiteSettings;
import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.service.AnalysisDefaults;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the archive is served; what is said here counts, else what stands in {@code [web]}. */
final class WebOptions {
  private static final int MOST_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port; 8080 where the configuration does not say. 0 takes a free one.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The address to listen on. Without it 127.0.0.1, this computer alone, until there is a"
              + " user (sonolog user add), and 0.0.0.0 from then on.")
  private @Nullable String host;

  @Option(
      names = "--base-path",
      paramLabel = "PATH",
      description =
          "Below which path everything is served, such as /sonolog, behind a proxy that leaves it"
              + " in its requests.")
  private @Nullable String basePath;

  @Option(
      names = "--margin",
      paramLabel = "DB",
      description = "How far above the noise a loud section is, 1 to 60; 12 dB.")
  private @Nullable Double margin;

  @Option(
      names = "--min-gap",
      paramLabel = "SECONDS",
      description = "Quiet that is no longer does not end a section, 0 to 300; 2 s.")
  private @Nullable Double minGap;

  @Option(
      names = "--min-duration",
      paramLabel = "SECONDS",
      description = "Shorter sections are left out, 0 to 60; 0.5 s.")
  private @Nullable Double minDuration;

  @Option(
      names = "--analyses-dir",
      paramLabel = "FOLDER",
      description =
          "Where the catalogue, level data and other state lie; .sonolog in the archive by default."
              + " ISR's folder analyses is left alone.")
  private @Nullable Path state;

  @Option(names = "--threshold", hidden = true)
  private @Nullable String threshold;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** Where the archive's state lies, if that was said. */
  Optional<Path> stateDirectory() {
    return Optional.ofNullable(state).map(it -> it.toAbsolutePath().normalize());
  }

  /** Refuses what is wrong by itself, before anything else is looked at. */
  void check() {
    var _ = settings(SiteSettings.USUAL);
  }

  /** How it is served. */
  SiteSettings settings(SiteSettings configured) {
    if (threshold != null) {
      throw wrong("--threshold is an option of older versions of ISR; say --margin, in dB");
    }
    AnalysisDefaults defaults = configured.defaults();
    return new SiteSettings(
        port(configured),
        host == null ? configured.host() : Optional.of(host),
        basePath == null ? configured.basePath() : basePath(basePath),
        defaults(
            margin == null ? defaults.margin() : margin,
            minGap == null ? defaults.minGap() : minGap,
            minDuration == null ? defaults.minDuration() : minDuration),
        configured.legacyOpen(),
        configured.trustedProxies(),
        configured.legacySource(),
        configured.tls(),
        port == null && host == null ? configured.listen() : List.of());
  }

  private int port(SiteSettings configured) {
    if (port != null && (port < 0 || port > MOST_PORT)) {
      throw wrong("--port " + port + " is outside 0.." + MOST_PORT);
    }
    return port == null ? configured.port() : port;
  }

  private BasePath basePath(String wanted) {
    try {
      return new BasePath(wanted);
    } catch (IllegalArgumentException e) {
      throw wrong("--base-path " + wanted + " " + e.getMessage());
    }
  }

  private AnalysisDefaults defaults(double wanted, double gap, double duration) {
    try {
      return new AnalysisDefaults(wanted, gap, duration);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
