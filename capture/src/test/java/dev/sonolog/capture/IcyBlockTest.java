package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcyBlockTest {
  private static Optional<String> title(String text) {
    return title(text.getBytes(StandardCharsets.UTF_8), Optional.empty());
  }

  private static Optional<String> title(byte[] text, Optional<Charset> charset) {
    return new IcyBlock(Arrays.copyOf(text, (text.length + 15) / 16 * 16), charset).title();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "StreamTitle='Artist - Title'; | Artist - Title",
        "StreamTitle='Don't Stop Me Now'; | Don't Stop Me Now",
        "StreamTitle='Guns N' Roses';StreamUrl=''; | Guns N' Roses",
        "StreamTitle='Rock 'n' Roll'';StreamUrl=''; | Rock 'n' Roll'",
        "StreamTitle='A; B; C';StreamUrl='x'; | A; B; C",
        "StreamTitle='He said 'no'; then left';StreamUrl='x'; | He said 'no'; then left",
        "StreamTitle='No semicolon' | No semicolon",
        "StreamTitle='No quote at the end; | No quote at the end",
        "StreamTitle='Nothing at the end | Nothing at the end",
        "StreamTitle=No quotes;StreamUrl='x'; | No quotes",
        "StreamTitle=No quotes at all | No quotes at all",
        "StreamTitle=Only one quote';StreamUrl='x'; | Only one quote",
        "StreamTitle='No semicolon between'StreamUrl='x'; | No semicolon between",
        "StreamTitle='Two ends';; | Two ends",
        "streamtitle='Lower case';streamurl=''; | Lower case",
        "StreamUrl='http://x/?a=b;c';StreamTitle='Second key'; | Second key",
        "StreamTitle='Ad';adw_ad='true';durationMilliseconds='30000'; | Ad",
        "StreamTitle='Ad';adw_ad=true;insertionType=midroll; | Ad",
        "StreamTitle='Json';StreamUrl='{\"a\":\"b';c\"}'; | Json",
        "StreamTitle='1 + 1 = 2'; | 1 + 1 = 2",
        "StreamTitle='   Blanks around   '; | Blanks around",
        "StreamTitle = 'Blanks at the sign'; | Blanks at the sign",
        "StreamTitle='Tom & Jerry <3'; | Tom & Jerry <3",
        "StreamTitle='Ends with a semicolon;'; | Ends with a semicolon;",
      })
  void aTitleIsFoundHoweverItStandsThere(String block, String title) {
    assertThat(title(block)).contains(title);
  }

  @Test
  void anEmptyTitleSaysThatNothingIsKnown() {
    assertThat(title("StreamTitle='';")).contains("");
    assertThat(title("StreamTitle='';StreamUrl='http://x/';")).contains("");
    assertThat(title("StreamTitle=;")).contains("");
  }

  @Test
  void aBlockWithoutTheKeySaysNothing() {
    assertThat(title("StreamUrl='http://x/';")).isEmpty();
    assertThat(title("")).isEmpty();
  }

  @Test
  void controlCharactersAreRemoved() {
    assertThat(title("StreamTitle='A\tB\r\nC\u0007\u0085D';")).contains("ABCD");
  }

  @Test
  void aTitleIsNeverLongerThanTheLimit() {
    assertThat(title("StreamTitle='" + "x".repeat(4_000) + "';").orElseThrow())
        .hasSize(RepairedText.MAX_LENGTH);
  }

  @Test
  void aFullBlockThatWasCutWithinACharacterKeepsTheRest() {
    byte[] text =
        ("StreamTitle='" + "x".repeat(100) + "ä".repeat(3_000)).getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(text, IcyBlock.MAX_LENGTH);
    assertThat(RepairedText.isUtf8(cut)).isFalse();
    assertThat(title(cut, Optional.empty()).orElseThrow())
        .startsWith("xx")
        .endsWith("ää")
        .doesNotContain("Ã");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, , Żółw – Café",
    "ISO-8859-1, , Café über alles",
    "windows-1252, , Straße – “quoted” €",
    "windows-1251, windows-1251, Музыка нас связала",
    "UTF-8, windows-1251, Музыка нас связала",
    "ISO-8859-2, ISO-8859-2, Dvořák - Łódź",
    "Shift_JIS, Shift_JIS, 東京事変",
    "KOI8-R, koi8-r, Кино",
  })
  void theCharsetIsRepaired(String sent, String declared, String text) {
    byte[] block = ("StreamTitle='" + text + "';").getBytes(Charset.forName(sent));
    Optional<Charset> setting = Optional.ofNullable(declared).flatMap(RepairedText::charset);
    assertThat(title(block, setting)).contains(text);
  }

  @Test
  void anUnknownCharsetIsNone() {
    assertThat(RepairedText.charset("no such charset")).isEmpty();
    assertThat(RepairedText.charset("x-unheard-of")).isEmpty();
  }

  @Test
  void audioIsNotTakenForText() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int believed = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] audio = new byte[16 * (1 + random.nextInt(255))];
      random.nextBytes(audio);
      believed += new IcyBlock(audio, Optional.empty()).isText() ? 1 : 0;
    }
    assertThat(believed).as("seed " + seed).isZero();
  }

  @Test
  void textWithoutAnyKeyIsStillText() {
    assertThat(
            new IcyBlock("Café del Mar\0\0\0".getBytes(StandardCharsets.UTF_8), Optional.empty())
                .isText())
        .isTrue();
    assertThat(new IcyBlock(new byte[32], Optional.empty()).isText()).isTrue();
  }
}
