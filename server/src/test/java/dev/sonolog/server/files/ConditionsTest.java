package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Snapshot;
import dev.sonolog.server.files.FileRequest.Method;
import dev.sonolog.server.files.RangeHeader.Mode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The content's tag is {@code "now"}; it was modified at 01:30:00 of 29 March 2026. */
final class ConditionsTest {
  private static final String MODIFIED = "Sun, 29 Mar 2026 01:30:00 GMT";
  private static final String EARLIER = "Sun, 29 Mar 2026 01:29:59 GMT";
  private static final String LATER = "Sun, 29 Mar 2026 01:30:01 GMT";

  private static int status(String... headers) {
    return Requests.answer(Requests.content(100), Requests.get(headers)).status();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"now\" | 200",
        "* | 200",
        "\"old\", \"now\" | 200",
        ",, \"old\" ,\"now\" | 200",
        "\"a,b\",\"now\" | 200",
        "\"old\" | 412",
        "W/\"now\" | 412",
        "now | 412",
        "\"now | 412",
        "*, \"now\" | 412"
      })
  void ifMatchWantsTheSameStrongTag(String value, int status) {
    assertThat(status("If-Match", value)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"now\" | 304",
        "* | 304",
        "W/\"now\" | 304",
        "\"old\",W/\"now\" | 304",
        "\"now\", nonsense | 304",
        "\"old\" | 200",
        "now | 200",
        "w/\"now\" | 200",
        "'' | 200"
      })
  void ifNoneMatchWantsAnotherTag(String value, int status) {
    assertThat(status("If-None-Match", value)).isEqualTo(status);
  }

  @Test
  void datesAreComparedInWholeSeconds() {
    assertThat(status("If-Unmodified-Since", EARLIER)).isEqualTo(412);
    assertThat(status("If-Unmodified-Since", MODIFIED)).isEqualTo(200);
    assertThat(status("If-Modified-Since", EARLIER)).isEqualTo(200);
    assertThat(status("If-Modified-Since", MODIFIED)).isEqualTo(304);
    assertThat(status("If-Modified-Since", LATER)).isEqualTo(304);
  }

  @Test
  void datesThatAreNoneAreIgnored() {
    assertThat(status("If-Unmodified-Since", "yesterday")).isEqualTo(200);
    assertThat(status("If-Modified-Since", "Sun, 29 Mar")).isEqualTo(200);
  }

  /** RFC 9110, 13.2.2. */
  @Test
  void tagsComeBeforeDatesAndPreconditionsBeforeAllElse() {
    assertThat(status("If-Match", "\"now\"", "If-Unmodified-Since", EARLIER)).isEqualTo(200);
    assertThat(status("If-Match", "\"old\"", "If-None-Match", "\"now\"")).isEqualTo(412);
    assertThat(status("If-Unmodified-Since", EARLIER, "If-None-Match", "\"now\"")).isEqualTo(412);
    assertThat(status("If-None-Match", "\"old\"", "If-Modified-Since", LATER)).isEqualTo(200);
    assertThat(status("If-None-Match", "\"now\"", "If-Modified-Since", EARLIER)).isEqualTo(304);
    assertThat(status("If-None-Match", "\"now\"", "Range", "bytes=500-")).isEqualTo(304);
    assertThat(status("If-Match", "\"old\"", "Range", "bytes=500-")).isEqualTo(412);
    assertThat(status("If-Range", "\"old\"", "Range", "bytes=500-")).isEqualTo(200);
    assertThat(status("If-Range", "\"now\"", "Range", "bytes=500-")).isEqualTo(416);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"now\" | 206",
        "\"old\" | 200",
        "W/\"now\" | 200",
        "Sun, 29 Mar 2026 01:30:00 GMT | 206",
        "Sun Mar 29 01:30:00 2026 | 206",
        "Sun, 29 Mar 2026 01:30:01 GMT | 200",
        "Sun, 29 Mar 2026 01:29:59 GMT | 200",
        "nonsense | 200"
      })
  void aPartIsSentOnlyOfWhatTheClientHas(String ifRange, int status) {
    assertThat(status("If-Range", ifRange, "Range", "bytes=1-2")).isEqualTo(status);
    assertThat(status("If-Range", ifRange)).isEqualTo(200);
  }

  @Test
  void aDateIsNotExactEnoughForAFileThatGrowsOrHasJustChanged() {
    FileRequest request = Requests.get("If-Range", MODIFIED, "Range", "bytes=1-2");
    Content growing =
        new Content(
            Snapshot.unchanged(9), new EntityTag("now"), Requests.MODIFIED, Content.Growth.GROWING);
    assertThat(Requests.answer(growing, request).status()).isEqualTo(200);
    Instant soon = Requests.MODIFIED.plusMillis(500);
    assertThat(new Answering(Requests.content(9), request, Requests.PLAIN, soon).answer().status())
        .isEqualTo(200);
  }

  @Test
  void whatTheClientHasIsNamedAndNotSent() {
    FileAnswer answer =
        Requests.answer(Requests.content(100), Requests.get("If-None-Match", "\"now\""));
    assertThat(answer.parts()).isEmpty();
    assertThat(answer.header("ETag")).contains("\"now\"");
    assertThat(answer.header("Last-Modified")).contains(MODIFIED);
    assertThat(answer.header("Cache-Control")).contains("no-cache");
    assertThat(answer.header("Content-Length")).isEmpty();
    assertThat(answer.header("Content-Type")).isEmpty();
  }

  @Test
  void conditionsHoldForHeadersAlone() {
    FileRequest request = Requests.of(Method.HEAD, Mode.STANDARD, "If-None-Match", "\"now\"");
    assertThat(Requests.answer(Requests.content(100), request).status()).isEqualTo(304);
  }
}
