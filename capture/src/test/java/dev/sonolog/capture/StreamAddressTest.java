package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamAddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://a, http://a/",
    "HTTP://A.Example:80/x, http://a.example/x",
    "https://a:443/x, https://a/x",
    "https://a:80/x, https://a:80/x",
    "http://a:8000/;, http://a:8000/;",
    "http://a?x=1, http://a/?...",
    "http://a/x#part, http://a/x",
    "http://[::1]:8000/x, http://[::1]:8000/x",
    "http://under_score/x, http://under_score/x",
    "http://bücher.example/ü b|c, http://xn--bcher-kva.example/%C3%BC%20b%7Cc",
    "http://a/100%/x%20y, http://a/100%25/x%20y",
    "icy://a:8000/, http://a:8000/",
    "http://user:p%40ss@a/x, http://a/x",
    "http://user:p@ss@a/x, http://a/x",
  })
  void anAddressIsReadAsItIsMeant(String text, String shown) throws AddressException {
    assertThat(StreamAddress.parse(text)).hasToString(shown);
  }

  @Test
  void aQueryIsAskedForAndNeverShown() throws AddressException {
    StreamAddress address = StreamAddress.parse("http://a?token=secret");
    assertThat(address.path()).isEqualTo("/?token=secret");
    assertThat(address.toString()).isEqualTo("http://a/?...");
    assertThat(StreamAddress.parse("http://a/b/c?x=1").resolve("?y=2").path())
        .isEqualTo("/b/c?y=2");
    assertThat(StreamAddress.parse("http://a/b/c").resolve("/d?x=1").path()).isEqualTo("/d?x=1");
    assertThatThrownBy(() -> StreamAddress.parse("rtsp//user:a@secret@b/x?token=secret"))
        .message()
        .doesNotContain("secret");
  }

  @Test
  void credentialsAreDecodedAndNeverShown() throws AddressException {
    StreamAddress address = StreamAddress.parse("http://J%C3%B6rg:p%40s%3As@a/x");
    assertThat(address.credentials()).contains(new StreamSettings.Credentials("Jörg", "p@s:s"));
    assertThat(address.toString()).isEqualTo("http://a/x");
    assertThat(StreamAddress.parse("http://x:p%4@a/").credentials().orElseThrow().password())
        .isEqualTo("p%4");
    assertThat(StreamAddress.parse("http://only@a/").credentials())
        .contains(new StreamSettings.Credentials("only", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a/b/c, d, http://a/b/d",
    "http://a/b/c, /d?x=1, http://a/d?...",
    "http://a/b/c, ../d, http://a/d",
    "http://a/b/c, ../../../d, http://a/d",
    "http://a/b/c?x=1, ?y=2, http://a/b/c?...",
    "http://a, d, http://a/d",
    "https://a/b, //c/d, https://c/d",
    "http://a/b, https://c/d, https://c/d",
    "http://a:8000/b, ;stream.mp3, http://a:8000/;stream.mp3",
    "http://a/b/c, d e, http://a/b/d%20e",
  })
  void aReferenceIsResolved(String base, String reference, String shown) throws AddressException {
    assertThat(StreamAddress.parse(base).resolve(reference)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "radio",
        "http:///x",
        "http://a:0/",
        "http://a:99999/",
        "rtsp://a/",
        "mms://a/",
        "file:///etc/passwd",
        "http://a b/",
        "javascript:alert(1)",
        "http://a:999999999999/"
      })
  void whatCannotBeAskedIsRefused(String text) {
    assertThatThrownBy(() -> StreamAddress.parse(text)).isInstanceOf(AddressException.class);
  }

  @Test
  void messagesHideThePassword() {
    assertThatThrownBy(() -> StreamAddress.parse("http://user:secret@/x"))
        .message()
        .doesNotContain("secret");
  }

  @Test
  void secretsGoToTheSameHostAndNeverOutOfTls() throws AddressException {
    StreamAddress open = StreamAddress.parse("http://a/x");
    StreamAddress secured = StreamAddress.parse("https://a:8443/y");
    assertThat(secured.mayKnowSecretsOf(open)).isTrue();
    assertThat(open.mayKnowSecretsOf(secured)).isFalse();
    assertThat(StreamAddress.parse("http://b/x").mayKnowSecretsOf(open)).isFalse();
  }
}
