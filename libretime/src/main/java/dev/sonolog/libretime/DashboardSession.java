package dev.sonolog.libretime;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A person's session with LibreTime's web pages, by its login form: the only way to its switches.
 * Lives for one order, so that no session is left to be stolen. One thread; waits.
 */
final class DashboardSession {
  private static final Pattern TOKEN = Pattern.compile("<input[^>]*\\bname=\"csrf\"[^>]*>");
  private static final Pattern VALUE = Pattern.compile("\\bvalue=\"([^\"]*)\"");
  private static final Pattern LANGUAGE =
      Pattern.compile("<option[^>]*\\bvalue=\"([^\"]*)\"[^>]*\\bselected\\b[^>]*>");

  private final LibretimeClient client;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  private DashboardSession(LibretimeClient client) {
    this.client = client;
  }

  /** Logs in; nothing where LibreTime does not take the user and the password. */
  static Optional<DashboardSession> open(LibretimeClient client, LibretimeAccess.Login login)
      throws LibretimeException, InterruptedException {
    DashboardSession session = new DashboardSession(client);
    return session.logIn(login) ? Optional.of(session) : Optional.empty();
  }

  private boolean logIn(LibretimeAccess.Login login)
      throws LibretimeException, InterruptedException {
    Answer page = send(client.plain("login").GET());
    page.checkStatus();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("username", login.user());
    form.put("password", login.password());
    token(page.text()).ifPresent(it -> form.put("csrf", it));
    language(page.text()).ifPresent(it -> form.put("locale", it)); // else it would be changed
    Answer answer =
        send(
            client
                .plain("login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form))));
    if (answer.status() / 100 == 3) {
      String target = answer.header("location").orElse("").toLowerCase(Locale.ROOT);
      return !target.contains("login");
    }
    answer.checkStatus();
    return false; // the form again
  }

  private static Optional<String> token(String page) {
    Matcher input = TOKEN.matcher(page);
    if (!input.find()) {
      return Optional.empty();
    }
    Matcher value = VALUE.matcher(input.group());
    return value.find() ? Optional.of(HtmlText.unescape(value.group(1))) : Optional.empty();
  }

  private static Optional<String> language(String page) {
    Matcher option = LANGUAGE.matcher(page);
    return option.find() ? Optional.of(HtmlText.unescape(option.group(1))) : Optional.empty();
  }

  private static String encoded(Map<String, String> form) {
    StringJoiner encoded = new StringJoiner("&");
    form.forEach(
        (name, value) ->
            encoded.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return encoded.toString();
  }

  /** Presses one of the dashboard's buttons. Without the header a page comes back. */
  JsonNode press(String path) throws LibretimeException, InterruptedException {
    return send(client.plain(path).header("X-Requested-With", "XMLHttpRequest").GET()).json();
  }

  /** Ends the session; whether that succeeds changes nothing. */
  void close() throws InterruptedException {
    try {
      send(client.plain("login/logout").GET());
    } catch (LibretimeException _) {
      // It ends by itself.
      return;
    }
  }

  private Answer send(HttpRequest.Builder request) throws LibretimeException, InterruptedException {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(it -> it.getKey() + "=" + it.getValue())
              .collect(Collectors.joining("; ")));
    }
    Answer answer = client.send(request.build());
    answer.headers().allValues("set-cookie").forEach(this::keep);
    return answer;
  }

  private void keep(String cookie) {
    String pair = cookie.contains(";") ? cookie.substring(0, cookie.indexOf(';')) : cookie;
    int equals = pair.indexOf('=');
    if (equals > 0 && cookies.size() < 50) {
      cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
  }
}
