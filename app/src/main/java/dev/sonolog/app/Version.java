package dev.sonolog.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from its jar. */
final class Version implements IVersionProvider {
  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** How the program calls itself to stations, unless configured otherwise. */
  static String userAgent() {
    return "Sonolog/" + number();
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Sonolog " + number() + ", Java " + Runtime.version()};
  }
}
