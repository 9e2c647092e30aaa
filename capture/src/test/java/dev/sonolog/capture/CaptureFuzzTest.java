package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Whatever a server sends, only the documented failures come of it. */
class CaptureFuzzTest {
  @FuzzTest
  void icyBlocks(byte[] bytes) {
    IcyBlock block = new IcyBlock(bytes, RepairedText.charset("Shift_JIS"));
    block.isText();
    block
        .title()
        .ifPresent(
            title -> {
              assertThat(title.codePointCount(0, title.length()))
                  .isLessThanOrEqualTo(RepairedText.MAX_LENGTH);
              assertThat(title.chars().noneMatch(Character::isISOControl)).isTrue();
            });
  }

  @FuzzTest
  void streamsWithTitles(FuzzedDataProvider data) {
    int interval = data.consumeInt(1, 64);
    byte[] body = data.consumeRemainingAsBytes();
    IcyInput input = new IcyInput(new ByteArrayInputStream(body), interval, Optional.empty());
    try {
      assertThat(input.readAllBytes().length).isLessThanOrEqualTo(body.length);
    } catch (IOException e) {
      assertThat(e).isInstanceOf(CaptureFailure.class);
    }
  }

  @FuzzTest
  void playlists(FuzzedDataProvider data) throws AddressException {
    String name = data.consumeString(20);
    byte[] body = data.consumeRemainingAsBytes();
    StreamAddress base = StreamAddress.parse("http://a/b/c?d");
    try {
      Optional<Playlist> playlist = Playlist.sniff(body, Optional.of(name), name);
      if (playlist.isPresent()) {
        for (String entry : playlist.get().entries(body)) {
          follow(base, entry);
        }
      }
    } catch (CaptureFailure e) {
      assertThat(e.kind()).isEqualTo(CaptureFailure.Kind.UNSUPPORTED);
    }
  }

  private static void follow(StreamAddress base, String entry) {
    try {
      StreamAddress found = base.resolve(entry);
      assertThat(found.path()).startsWith("/").matches("[!-~]*");
      assertThat(found.host()).isNotEmpty();
    } catch (AddressException e) {
      assertThat(e).hasMessageNotContaining("\n");
    }
  }

  @FuzzTest
  void headerValues(byte[] bytes) {
    String value = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(RepairedText.ofHeader(value)).hasSizeLessThanOrEqualTo(2 * RepairedText.MAX_LENGTH);
    RetryAfter.parse(value, Instant.EPOCH)
        .ifPresent(wait -> assertThat(wait.isNegative()).isFalse());
    MetadataInterval.parse(value)
        .ifPresent(interval -> assertThat(interval).isBetween(0, IcyInput.MAX_INTERVAL));
    try {
      assertThat(StreamAddress.parse(value).toString()).startsWith("http");
    } catch (AddressException e) {
      assertThat(e).hasMessageNotContaining("\n");
    }
  }
}
