package dev.sonolog.app.config;

import dev.sonolog.libretime.LibretimeAccess;
import dev.sonolog.libretime.PlanRules;
import java.util.Optional;

/**
 * What {@code [libretime]} says, and what in it does not fit together.
 *
 * @param source that shows are recorded of, where it is named
 */
record LibretimeSection(SectionSettings section, Optional<String> source, Problems problems) {

  Optional<LibretimeSettings> settings() {
    if (section.line() == 0) {
      return Optional.empty();
    }
    if (!section.sets(Keys.LIBRETIME_URL)) {
      problems.error(section.line(), "[libretime] needs url, the address of LibreTime's web pages");
    }
    if (section.get(Keys.DELIVER) && !section.sets(Keys.API_KEY)) {
      problems.error(
          section.line(), "[libretime] needs api_key or api_key_file to deliver what was recorded");
    }
    Optional<LibretimeAccess.Login> login = login();
    return section
        .find(Keys.LIBRETIME_URL)
        .map(url -> new LibretimeAccess(url, section.find(Keys.API_KEY), login))
        .map(
            access ->
                new LibretimeSettings(
                    access,
                    rules(),
                    source,
                    section.get(Keys.DELIVER),
                    section.get(Keys.MAX_UPLOAD)));
  }

  private PlanRules rules() {
    return new PlanRules(
        section.get(Keys.SHOWS),
        section.get(Keys.SHOW_LEAD_IN),
        section.get(Keys.SHOW_LEAD_OUT),
        section.get(Keys.SHORTEST_SHOW));
  }

  private Optional<LibretimeAccess.Login> login() {
    if (section.sets(Keys.LIBRETIME_USER) != section.sets(Keys.LIBRETIME_PASSWORD)) {
      problems.error(
          section.line(),
          "[libretime] needs both user and password_file for a login; only one is set");
    }
    return section
        .find(Keys.LIBRETIME_USER)
        .flatMap(
            user ->
                section
                    .find(Keys.LIBRETIME_PASSWORD)
                    .map(password -> new LibretimeAccess.Login(user, password)));
  }
}
