package dev.sonolog.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.server.access.Accounts.Consent;
import dev.sonolog.server.access.Caller.How;
import dev.sonolog.server.access.Decision.Admitted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final Demand READ = Demand.toRead(Role.VIEWER);
  private static final Demand CHANGE = Demand.toChange(Role.OPERATOR);
  private static final Demand MANAGE = Demand.toChange(Role.ADMIN);

  @TempDir private Path state;
  private Scene scene;
  private Accounts accounts;
  private Sessions sessions;
  private Gate gate;

  @BeforeEach
  void open() {
    scene = new Scene(state);
    accounts = scene.accounts();
    sessions = scene.sessions();
    List<Cidr> open = List.of(Cidr.of("192.168.0.0/16").orElseThrow());
    gate = new Gate(accounts, sessions, open, scene);
  }

  @AfterEach
  void close() {
    sessions.close();
    scene.close();
  }

  /** {@code ok HOW ROLE} or the word of the refusal. */
  private String decided(Request request, Demand demand) throws IOException {
    return switch (gate.decide(request.approach(), demand)) {
      case Admitted admitted ->
          "ok %s %s".formatted(admitted.caller().how(), admitted.caller().role().word());
      case Refused refused -> refused.word();
    };
  }

  private Caller caller(Request request, Demand demand) throws IOException {
    return ((Admitted) gate.decide(request.approach(), demand)).caller();
  }

  private Refused refused(Request request, Demand demand) throws IOException {
    return (Refused) gate.decide(request.approach(), demand);
  }

  /** A user of that role, beside an admin. */
  private User user(Role role) throws IOException, RefusedChange {
    scene.put("root", Role.ADMIN);
    return scene.put("anna", role);
  }

  private String token(Role role) throws IOException, RefusedChange {
    return accounts.addToken("backup", role, Optional.empty(), "test").secret();
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  // --- once there are users: every credential, for reading and changing, on both kinds of paths

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing                     | login_needed  | login_needed  | login_needed  |"
            + " login_needed",
        "cookie                      | session       | csrf_token    | session       | csrf_token",
        "cookie, csrf                | session       | session       | session       | session",
        "cookie, csrf, own origin    | session       | session       | session       | session",
        "cookie, csrf, own fetch     | session       | session       | session       | session",
        "cookie, wrong csrf          | session       | csrf_token    | session       | csrf_token",
        "cookie, others' csrf        | session       | csrf_token    | session       | csrf_token",
        "cookie, csrf, other origin  | session       | other_site    | session       | other_site",
        "cookie, csrf, null origin   | session       | other_site    | session       | other_site",
        "cookie, csrf, other fetch   | session       | other_site    | session       | other_site",
        "cookie, csrf, sibling fetch | session       | other_site    | session       | other_site",
        "wrong cookie, csrf          | session_over  | session_over  | session_over  |"
            + " session_over",
        "csrf                        | login_needed  | login_needed  | login_needed  |"
            + " login_needed",
        "bearer                      | token         | token         | token         | token",
        "bearer, other origin        | token         | token         | token         | token",
        "bearer, wrong cookie        | token         | token         | token         | token",
        "wrong bearer                | unknown_token | unknown_token | unknown_token |"
            + " unknown_token",
        "wrong bearer, cookie, csrf  | unknown_token | unknown_token | unknown_token |"
            + " unknown_token",
        "empty bearer                | unknown_token | unknown_token | unknown_token |"
            + " unknown_token",
        "expired bearer              | expired_token | expired_token | expired_token |"
            + " expired_token",
        "removed bearer              | unknown_token | unknown_token | unknown_token |"
            + " unknown_token",
        "basic                       | login_needed  | login_needed  | token         | token",
        "basic, cookie, csrf         | session       | session       | token         | token",
        "wrong basic                 | login_needed  | login_needed  | unknown_token |"
            + " unknown_token",
        "damaged basic               | login_needed  | login_needed  | unknown_token |"
            + " unknown_token",
        "password basic              | login_needed  | login_needed  | unknown_token |"
            + " unknown_token",
        "query                       | login_needed  | login_needed  | token         | token",
        "query, other origin         | login_needed  | login_needed  | token         | token",
        "wrong query                 | login_needed  | login_needed  | unknown_token |"
            + " unknown_token",
        "wrong query, cookie, csrf   | session       | session       | unknown_token |"
            + " unknown_token",
        "digest                      | login_needed  | login_needed  | login_needed  |"
            + " login_needed",
      })
  void whatIsShownDecides(
      String shown, String read, String change, String legacyRead, String legacyChange)
      throws IOException, RefusedChange {
    scene.put("root", Role.ADMIN);
    for (Role role : Role.values()) {
      User user = scene.put(role.word(), role);
      Request request = request(shown, user);
      String reads = role.word();
      assertThat(decided(request, READ)).as(reads).isEqualTo(outcome(read, role, true));
      assertThat(decided(request, CHANGE)).as(reads).isEqualTo(outcome(change, role, false));
      assertThat(decided(request, READ.onLegacyPath()))
          .as(reads)
          .isEqualTo(outcome(legacyRead, role, true));
      assertThat(decided(request, CHANGE.onLegacyPath()))
          .as(reads)
          .isEqualTo(outcome(legacyChange, role, false));
      assertAdmittedStill(request, READ);
      assertAdmittedStill(request, READ.onLegacyPath());
    }
  }

  /** Whoever is let in is let in still, and nobody else. */
  private void assertAdmittedStill(Request request, Demand demand) throws IOException {
    boolean admitted = gate.decide(request.approach(), demand) instanceof Admitted;
    assertThat(gate.admitsStill(request.approach(), demand)).isEqualTo(admitted);
  }

  @Test
  void whatLastsEndsWithWhatWasShown() throws IOException, RefusedChange {
    User anna = user(Role.VIEWER);
    String session = sessions.begin(anna);
    Accounts.NewToken token = accounts.addToken("radio", Role.VIEWER, Optional.empty(), "test");
    Request bySession = Request.remote().session(session);
    Request byToken = Request.remote().authorization("Bearer " + token.secret());
    assertThat(gate.admitsStill(bySession.approach(), MANAGE)).isFalse();
    for (Request request : List.of(bySession, byToken)) {
      assertThat(gate.admitsStill(request.approach(), READ)).isTrue();
    }
    sessions.end(session);
    accounts.removeToken(token.token().id(), "root");
    for (Request request : List.of(bySession, byToken)) {
      assertThat(gate.admitsStill(request.approach(), READ)).isFalse();
      assertThat(gate.admitsStill(request.approach(), Demand.ofNobody())).isTrue();
    }
  }

  @Test
  void toLookAgainIsNoUseOfASession() throws IOException, RefusedChange {
    Request request = Request.remote().session(sessions.begin(user(Role.VIEWER)));
    scene.pass(Duration.ofHours(11));
    assertThat(gate.admitsStill(request.approach(), READ)).isTrue();
    scene.pass(Duration.ofHours(2));
    assertThat(gate.admitsStill(request.approach(), READ)).isFalse();
  }

  @Test
  void withTheFirstUserWhatLastedWithoutALoginEnds() throws IOException, RefusedChange {
    Request request = Request.local();
    assertThat(gate.admitsStill(request.approach(), READ)).isTrue();
    scene.put("root", Role.ADMIN);
    assertThat(gate.admitsStill(request.approach(), READ)).isFalse();
  }

  private static String outcome(String expected, Role role, boolean reads) {
    return switch (expected) {
      case "session", "token" ->
          reads || role.covers(Role.OPERATOR)
              ? "ok %s %s".formatted(How.valueOf(expected.toUpperCase(Locale.ROOT)), role.word())
              : "role_too_low";
      default -> expected;
    };
  }

  private Request request(String shown, User user) throws IOException, RefusedChange {
    String session = sessions.begin(user);
    String token = token(user.role());
    Request request = Request.remote();
    for (String each : shown.split(", ", -1)) {
      request =
          switch (each) {
            case "nothing" -> request;
            case "cookie" -> request.session(session);
            case "wrong cookie" -> request.session(session + "x");
            case "csrf" -> request.csrf(Sessions.csrfToken(session));
            case "wrong csrf" -> request.csrf("x");
            case "others' csrf" -> request.csrf(Sessions.csrfToken(sessions.begin(user)));
            case "own origin" -> request.origin("http://rec.example:8080");
            case "other origin" -> request.origin("http://evil.example");
            case "null origin" -> request.origin("null");
            case "own fetch" -> request.fetchSite("same-origin");
            case "other fetch" -> request.fetchSite("cross-site");
            case "sibling fetch" -> request.fetchSite("same-site");
            case "bearer" -> request.authorization("bearer " + token);
            case "wrong bearer" -> request.authorization("Bearer " + token + "x");
            case "empty bearer" -> request.authorization("Bearer ");
            case "expired bearer" -> request.authorization("Bearer " + expired(user.role()));
            case "removed bearer" -> request.authorization("Bearer " + removed(user.role()));
            case "basic" -> request.authorization(basic("whoever", token));
            case "wrong basic" -> request.authorization(basic("whoever", token + "x"));
            case "damaged basic" -> request.authorization("Basic ???");
            case "password basic" -> request.authorization(basic(user.name(), Scene.PASSWORD));
            case "query" -> request.query(token);
            case "wrong query" -> request.query(token + "x");
            case "digest" -> request.authorization("Digest username=\"anna\"");
            default -> throw new IllegalArgumentException(each);
          };
    }
    return request;
  }

  private String expired(Role role) throws IOException, RefusedChange {
    String secret =
        accounts.addToken("old", role, Optional.of(Duration.ofNanos(1)), "test").secret();
    scene.pass(Duration.ofNanos(1));
    return secret;
  }

  private String removed(Role role) throws IOException, RefusedChange {
    Accounts.NewToken made = accounts.addToken("old", role, Optional.empty(), "test");
    accounts.removeToken(made.token().id(), "test");
    return made.secret();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void aRoleThatIsTooLowIsToldWhichIsNeeded(Role role) throws IOException, RefusedChange {
    String token = token(user(role).role());
    for (Role needed : Role.values()) {
      Request request = Request.remote().authorization("Bearer " + token);
      Decision decision = gate.decide(request.approach(), Demand.toRead(needed));
      if (role.covers(needed)) {
        assertThat(decision).isInstanceOf(Admitted.class);
      } else {
        assertThat(refused(request, Demand.toRead(needed)).status()).isEqualTo(403);
        assertThat(refused(request, Demand.toRead(needed)).sentence())
            .contains("role " + needed.word(), "token:backup", "role " + role.word());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "get"})
  void aMethodThatIsNotForReadingChanges(String method) throws IOException, RefusedChange {
    Request request = Request.remote().session(sessions.begin(user(Role.ADMIN))).method(method);
    assertThat(decided(request, READ)).isEqualTo("csrf_token");
    assertThat(decided(request.method("HEAD"), READ)).isEqualTo("ok SESSION admin");
  }

  @Test
  void callersHaveNames() throws IOException, RefusedChange {
    User anna = user(Role.VIEWER);
    assertThat(caller(Request.remote().session(sessions.begin(anna)), READ).name())
        .isEqualTo("anna");
    assertThat(caller(Request.remote().authorization("Bearer " + token(Role.VIEWER)), READ).name())
        .isEqualTo("token:backup");
    assertThat(caller(Request.from("192.168.1.5"), CHANGE.onLegacyPath()).name())
        .isEqualTo("legacy_open 192.168.1.5");
  }

  @Test
  void aSessionHasTheRoleOfNow() throws IOException, RefusedChange {
    Request request = Request.remote().session(sessions.begin(user(Role.ADMIN)));
    assertThat(decided(request, READ)).isEqualTo("ok SESSION admin");
    accounts.role("anna", Role.VIEWER, "root", Set.of());
    assertThat(decided(request, READ)).isEqualTo("session_over");
  }

  @Test
  void thisComputerNeedsALoginLikeAnyOther() throws IOException, RefusedChange {
    user(Role.ADMIN);
    assertThat(decided(Request.local(), READ)).isEqualTo("login_needed");
  }

  @Test
  void onlyLegacyPathsMakeABrowserAskForAPassword() throws IOException, RefusedChange {
    user(Role.ADMIN);
    assertThat(refused(Request.remote(), READ).challenge().orElseThrow()).startsWith("Bearer");
    assertThat(refused(Request.remote(), READ.onLegacyPath()).challenge().orElseThrow())
        .startsWith("Basic");
    assertThat(refused(Request.remote(), READ).status()).isEqualTo(401);
  }

  @Test
  void whatAnOriginIsComparedWithIsTheNameBehindTheProxy() throws IOException, RefusedChange {
    String session = sessions.begin(user(Role.ADMIN));
    Request request =
        Request.remote()
            .session(session)
            .csrf(Sessions.csrfToken(session))
            .origin("https://rec.example");
    assertThat(decided(request.host("rec.example"), CHANGE)).isEqualTo("ok SESSION admin");
    assertThat(decided(request.host("rec.example").https(), CHANGE)).isEqualTo("ok SESSION admin");
    assertThat(decided(request.host("127.0.0.1:8080"), CHANGE)).isEqualTo("other_site");
    assertThat(decided(request.withoutHost(), CHANGE)).isEqualTo("other_site");
  }

  // --- legacy_open

  @ParameterizedTest
  @CsvSource({
    "192.168.1.5, ok LEGACY_OPEN operator",
    "192.169.1.5, login_needed",
    "203.0.113.5, login_needed",
  })
  void legacyPathsAreOpenToSomeNetworks(String client, String expected)
      throws IOException, RefusedChange {
    user(Role.ADMIN);
    Request request = Request.from(client);
    assertThat(decided(request, READ.onLegacyPath())).isEqualTo(expected);
    assertThat(decided(request, CHANGE.onLegacyPath())).isEqualTo(expected);
    assertThat(decided(request, READ)).isEqualTo("login_needed");
    assertThat(decided(request, CHANGE)).isEqualTo("login_needed");
  }

  @Test
  void anOpenNetworkIsNoAdmin() throws IOException, RefusedChange {
    user(Role.ADMIN);
    assertThat(decided(Request.from("192.168.1.5"), MANAGE.onLegacyPath()))
        .isEqualTo("role_too_low");
  }

  @Test
  void pagesOfOtherSitesChangeNothingInAnOpenNetwork() throws IOException, RefusedChange {
    user(Role.ADMIN);
    Request request = Request.from("192.168.1.5");
    Demand change = CHANGE.onLegacyPath();
    assertThat(decided(request.origin("http://evil.example"), change)).isEqualTo("other_site");
    assertThat(decided(request.fetchSite("cross-site"), change)).isEqualTo("other_site");
    assertThat(decided(request.origin("http://rec.example:8080"), change))
        .isEqualTo("ok LEGACY_OPEN operator");
  }

  @Test
  void aWrongTokenIsRefusedEvenInAnOpenNetwork() throws IOException, RefusedChange {
    user(Role.ADMIN);
    Request request = Request.from("192.168.1.5");
    assertThat(decided(request.query("x"), READ.onLegacyPath())).isEqualTo("unknown_token");
    assertThat(decided(request.authorization(basic("a", "b")), READ.onLegacyPath()))
        .isEqualTo("unknown_token");
  }

  @Test
  void aCookieInAnOpenNetworkHelpsOrIsNothing() throws IOException, RefusedChange {
    String session = sessions.begin(user(Role.VIEWER));
    Request request = Request.from("192.168.1.5").session(session);
    assertThat(decided(request, READ.onLegacyPath())).isEqualTo("ok SESSION viewer");
    assertThat(decided(request, CHANGE.onLegacyPath())).isEqualTo("ok LEGACY_OPEN operator");
    sessions.end(session);
    assertThat(decided(request, READ.onLegacyPath())).isEqualTo("ok LEGACY_OPEN operator");
  }

  @Test
  void anUntrustedProxyInAnOpenNetworkOpensNothing() throws IOException, RefusedChange {
    user(Role.ADMIN);
    assertThat(decided(Request.from("192.168.1.5").inDoubt(), READ.onLegacyPath()))
        .isEqualTo("login_needed");
  }

  // --- what everybody may

  @Test
  void publicPathsAreServedToEverybody() throws IOException, RefusedChange {
    user(Role.ADMIN);
    Request request = Request.remote();
    assertThat(decided(request, Demand.ofNobody())).isEqualTo("ok NOBODY viewer");
    assertThat(decided(request.method("POST"), Demand.ofNobody())).isEqualTo("ok NOBODY viewer");
    assertThat(decided(request.session("over"), Demand.ofNobody())).isEqualTo("ok NOBODY viewer");
    assertThat(decided(request.authorization("Bearer x"), Demand.ofNobody()))
        .isEqualTo("ok NOBODY viewer");
  }

  @Test
  void publicPathsKnowWhoComes() throws IOException, RefusedChange {
    User anna = user(Role.OPERATOR);
    assertThat(decided(Request.remote().session(sessions.begin(anna)), Demand.ofNobody()))
        .isEqualTo("ok SESSION operator");
    Request byToken = Request.remote().authorization("Bearer " + token(Role.ADMIN));
    assertThat(decided(byToken, Demand.ofNobody())).isEqualTo("ok TOKEN admin");
  }

  @Test
  void noOtherSiteLogsAnybodyIn() throws IOException, RefusedChange {
    user(Role.ADMIN);
    Request request = Request.remote().method("POST").origin("http://evil.example");
    assertThat(decided(request, Demand.ofNobody())).isEqualTo("other_site");
  }

  // --- without users

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "rec.localhost"})
  void thisComputerIsServedWithoutUsers(String host) throws IOException {
    Request request = Request.local().host(host);
    for (Demand demand : List.of(READ, CHANGE, MANAGE, MANAGE.onLegacyPath(), Demand.ofNobody())) {
      assertThat(decided(request, demand)).isEqualTo("ok LOCAL admin");
    }
    assertThat(caller(request, MANAGE).name()).isEqualTo("local");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:8080", "192.168.0.1", "localhost.evil", ""})
  void aNameThatMayMeanAnythingIsNotServedWithoutUsers(String host) throws IOException {
    for (Demand demand : List.of(READ, CHANGE, READ.onLegacyPath(), Demand.ofNobody())) {
      assertThat(decided(Request.local().host(host), demand)).isEqualTo("foreign_name");
    }
    assertThat(refused(Request.local().host(host), READ).status()).isEqualTo(421);
    assertThat(decided(Request.local().withoutHost(), READ)).isEqualTo("foreign_name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.5", "192.168.1.5", "fe80::1"})
  void nobodyElseIsServedWithoutUsers(String client) throws IOException {
    for (Demand demand : List.of(READ, CHANGE, READ.onLegacyPath(), Demand.ofNobody())) {
      assertThat(decided(Request.from(client).host("localhost"), demand))
          .isEqualTo("only_this_computer");
    }
    assertThat(refused(Request.from(client), READ).status()).isEqualTo(403);
    assertThat(refused(Request.from(client), READ).sentence()).contains("sonolog user add");
  }

  @Test
  void aProxyOnThisComputerThatIsNotTrustedOpensNothing() throws IOException {
    assertThat(decided(Request.local().inDoubt(), READ)).isEqualTo("only_this_computer");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, , ok LOCAL admin",
    "http://evil.example, , other_site",
    "http://localhost:3000, , other_site",
    "null, , other_site",
    ", same-origin, ok LOCAL admin",
    ", none, ok LOCAL admin",
    ", same-site, other_site",
    ", cross-site, other_site",
    "http://localhost:8080, cross-site, other_site",
  })
  void withoutUsersNoOtherSiteChangesAnything(String origin, String fetchSite, String expected)
      throws IOException {
    Request request = Request.local();
    request = origin == null ? request : request.origin(origin);
    request = fetchSite == null ? request : request.fetchSite(fetchSite);
    assertThat(decided(request, CHANGE)).isEqualTo(expected);
    assertThat(decided(request.method("POST"), READ)).isEqualTo(expected);
    assertThat(decided(request, READ)).isEqualTo("ok LOCAL admin");
  }

  @Test
  void aWrongTokenIsRefusedEvenWithoutUsers() throws IOException, RefusedChange {
    Request request = Request.local();
    assertThat(decided(request.authorization("Bearer x"), READ)).isEqualTo("unknown_token");
    String viewer = token(Role.VIEWER);
    assertThat(decided(request.authorization("Bearer " + viewer), CHANGE))
        .isEqualTo("role_too_low");
    assertThat(decided(Request.remote().authorization("Bearer " + viewer), READ))
        .isEqualTo("only_this_computer");
  }

  @Test
  void anOldCookieIsNothingWithoutUsers() throws IOException, RefusedChange {
    User anna = scene.put("anna", Role.ADMIN);
    Request request = Request.local().session(sessions.begin(anna));
    assertThat(decided(request, READ)).isEqualTo("ok SESSION admin");
    accounts.remove("anna", "test", Set.of(Consent.NO_USER));
    assertThat(decided(request, READ)).isEqualTo("ok LOCAL admin");
  }

  // --- when nobody knows

  @Test
  void whileTheAccountsCannotBeReadOnlyWhatIsPublicIsServed() throws IOException, RefusedChange {
    String session = sessions.begin(user(Role.ADMIN));
    Files.writeString(scene.file(), "damaged");
    scene.passSeconds(1);
    for (Request request : List.of(Request.local(), Request.remote().session(session))) {
      assertThatThrownBy(() -> gate.decide(request.approach(), READ))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("accounts.json");
      assertThat(decided(request, Demand.ofNobody())).isEqualTo("ok NOBODY viewer");
    }
  }

  @Test
  void nothingThatIsToldHoldsASecret() {
    Request request =
        Request.remote().session("s3cret").csrf("s3cret").query("s3cret").authorization("s3cret");
    assertThat(request.approach().toString()).doesNotContain("s3cret");
  }

  // --- old programs, which change things by GET

  @ParameterizedTest(name = "from {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | other_site",
        "http://evil.example/ | other_site",
        "http://rec.example:8081/x | other_site",
        "http://rec.example:8080/old/page.html | ok LEGACY_OPEN operator",
      })
  void aBrowserMustSayThatAPageOfOursAsks(String referer, String expected)
      throws IOException, RefusedChange {
    user(Role.ADMIN);
    Request request = Request.from("192.168.1.5").browser(referer);
    assertThat(decided(request, CHANGE.onLegacyPath())).isEqualTo(expected);
    assertThat(decided(request, READ.onLegacyPath())).isEqualTo("ok LEGACY_OPEN operator");
    assertThat(decided(request.fetchSite("same-origin"), CHANGE.onLegacyPath()))
        .isEqualTo("ok LEGACY_OPEN operator");
    assertThat(decided(request.fetchSite("cross-site"), CHANGE.onLegacyPath()))
        .isEqualTo("other_site");
    assertThat(decided(request.query(token(Role.OPERATOR)), CHANGE.onLegacyPath()))
        .isEqualTo("ok TOKEN operator");
  }

  @Test
  void aProgramNeedNotSayWhereItComesFrom() throws IOException, RefusedChange {
    user(Role.ADMIN);
    assertThat(decided(Request.from("192.168.1.5"), CHANGE.onLegacyPath()))
        .isEqualTo("ok LEGACY_OPEN operator");
  }

  @Test
  void withoutUsersABrowserHereMustSayItToo() throws IOException {
    assertThat(decided(Request.local().browser(""), CHANGE.onLegacyPath())).isEqualTo("other_site");
    assertThat(decided(Request.local(), CHANGE.onLegacyPath())).isEqualTo("ok LOCAL admin");
  }

  @Test
  void aSessionOfOurOwnPageChangesByGetWithoutItsToken() throws IOException, RefusedChange {
    Request request = Request.remote().session(sessions.begin(user(Role.OPERATOR)));
    Request ours = request.fetchSite("same-origin");
    assertThat(decided(ours, CHANGE.onLegacyPath())).isEqualTo("ok SESSION operator");
    assertThat(decided(ours.method("DELETE"), CHANGE.onLegacyPath())).isEqualTo("csrf_token");
    assertThat(decided(ours, CHANGE)).isEqualTo("csrf_token");
    assertThat(decided(request.fetchSite("none"), CHANGE.onLegacyPath())).isEqualTo("csrf_token");
    assertThat(decided(request.fetchSite("cross-site"), CHANGE.onLegacyPath()))
        .isEqualTo("other_site");
  }
}
