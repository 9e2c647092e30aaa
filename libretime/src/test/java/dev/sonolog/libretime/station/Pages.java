package dev.sonolog.libretime.station;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The web pages that matter: the login form, and the dashboard's buttons behind it. */
final class Pages {
  private static final String COOKIE = "PHPSESSID";

  private final Settings settings;

  Pages(Settings settings) {
    this.settings = settings;
  }

  Reply login(String method, Map<String, String> form) {
    if (method.equals("GET")) {
      return form();
    }
    boolean right =
        settings.mayLogIn
            && settings.tokens.remove(form.getOrDefault("csrf", ""))
            && Settings.USER.equals(form.get("username"))
            && Settings.PASSWORD.equals(form.get("password"));
    if (!right) {
      return form();
    }
    String session = UUID.randomUUID().toString();
    settings.sessions.add(session);
    return Reply.text(302, "")
        .with("Location", "/showbuilder")
        .with("Set-Cookie", COOKIE + "=" + session + "; path=/; HttpOnly");
  }

  private Reply form() {
    String token = UUID.randomUUID().toString();
    settings.tokens.add(token);
    return Reply.page(
            "<form method=\"post\"><input type=\"text\" name=\"username\" value=\"\">"
                + "<input type=\"password\" name=\"password\" value=\"\">"
                + "<select name=\"locale\"><option value=\"en_US\">English</option>"
                + "<option value=\"de_DE\" selected=\"selected\">Deutsch</option></select>"
                + "<input type=\"hidden\" name=\"csrf\" value=\""
                + token
                + "\" id=\"csrf\"></form>")
        .with("Set-Cookie", COOKIE + "=" + UUID.randomUUID() + "; path=/; HttpOnly");
  }

  Reply logout(Optional<String> cookie) {
    cookie.flatMap(Pages::session).ifPresent(settings.sessions::remove);
    return Reply.text(302, "").with("Location", "/showbuilder/index");
  }

  private static Optional<String> session(String cookie) {
    for (String pair : cookie.split("; ", -1)) {
      if (pair.startsWith(COOKIE + "=")) {
        return Optional.of(pair.substring(COOKIE.length() + 1));
      }
    }
    return Optional.empty();
  }

  /**
   * @param ajax whether the request says that a script makes it
   */
  Reply dashboard(
      String action, Map<String, String> parameters, Optional<String> cookie, boolean ajax) {
    boolean loggedIn =
        cookie.flatMap(Pages::session).filter(settings.sessions::contains).isPresent();
    if (!loggedIn) {
      return ajax
          ? Reply.json(Map.of("auth", false)).with(401)
          : Reply.text(302, "").with("Location", "/login");
    }
    if (!ajax) {
      return Reply.page("Dashboard");
    }
    return switch (action) {
      case "switch-source" -> switchSource(parameters.getOrDefault("status", ""));
      case "disconnect-source" -> disconnectSource();
      default -> Reply.page("Page not found").with(404);
    };
  }

  /** Toggles away from the status that it is told. */
  private Reply switchSource(String status) {
    boolean wasOn = status.equals("on");
    if (!settings.maySchedule && settings.mainConnected) {
      return error("You don't have permission to switch source.");
    }
    if (!settings.mainConnected && !wasOn) {
      return error("There is no source connected to this input.");
    }
    settings.mainOn = settings.switchWorks ? !wasOn : settings.mainOn;
    return Reply.json(Map.of("status", wasOn ? "OFF" : "ON"));
  }

  private Reply disconnectSource() {
    if (!settings.mainConnected) {
      return error("There is no source connected to this input.");
    }
    if (!settings.maySchedule) {
      return error("You don't have permission to disconnect source.");
    }
    settings.mainConnected = false;
    return Reply.json(Map.of());
  }

  private static Reply error(String text) {
    return Reply.json(Map.of("error", text));
  }
}
