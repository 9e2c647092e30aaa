package dev.sonolog.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.server.files.RequestPath.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestPathTest {
  @TempDir private Path folder;

  private Path root = Path.of("");
  private Path secret = Path.of("");

  @BeforeEach
  void create() throws IOException {
    root = Files.createDirectories(folder.resolve("archive"));
    Files.createDirectories(root.resolve("studio"));
    Files.writeString(root.resolve("studio/a b.wav"), "a");
    secret = Files.writeString(folder.resolve("secret.wav"), "s");
    Files.createDirectories(folder.resolve("archive-2"));
    Files.writeString(folder.resolve("archive-2/other.wav"), "o");
  }

  private Lookup find(String raw) throws IOException {
    return RequestPath.find(raw, root);
  }

  @Test
  void aFileIsFoundByItsEncodedName() throws IOException {
    Path real = root.toRealPath().resolve("studio/a b.wav");
    assertThat(find("studio/a%20b.wav"))
        .isEqualTo(new Lookup.Found(real, Path.of("studio/a b.wav")));
    assertThat(find("%73tudio/a%20b.wav")).isInstanceOf(Lookup.Found.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "//etc/passwd",
        "..",
        "../secret.wav",
        "studio/../../secret.wav",
        "studio/..",
        "%2e%2e/secret.wav",
        "%2E./secret.wav",
        "studio/%2e%2e/%2e%2e/secret.wav",
        "..%2fsecret.wav",
        "studio%2fa%20b.wav",
        "..%5csecret.wav",
        "..\\secret.wav",
        "./studio/a%20b.wav",
        "studio/./a%20b.wav",
        "studio//a%20b.wav",
        "studio/a%20b.wav/",
        "studio/a%20b.wav%00",
        "studio/a%20b.wav%00.png",
        "studio/a%0ab.wav",
        "studio/a%7f.wav",
        "studio/%c2%85.wav",
        "studio/a%2",
        "studio/a%",
        "studio/a%zz",
        "studio/a%+1",
        "studio/%c0%ae%c0%ae/secret.wav",
        "%c0%af",
        "%ed%a0%80",
        "%ff",
        "%f5%80%80%80",
        "studio/ä.wav",
        "studio/a\u0000"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String raw) throws IOException {
    assertThat(find(raw)).isInstanceOf(Lookup.Malformed.class);
    assertThatThrownBy(() -> RequestPath.parse(raw)).isInstanceOf(MalformedPathException.class);
  }

  @Test
  void aPathIsDecodedOnce() throws IOException {
    assertThat(RequestPath.parse("%252e%252e/%2541").names()).containsExactly("%2e%2e", "%41");
    assertThat(find("%252e%252e/secret.wav")).isEqualTo(new Lookup.Missing());
  }

  @Test
  void aPathThatIsTooLongIsRefused() throws IOException {
    assertThat(find("a".repeat(4_097))).isInstanceOf(Lookup.Malformed.class);
    assertThat(find("a".repeat(4_096))).isEqualTo(new Lookup.Missing());
    assertThat(find("a/".repeat(2_047) + "a")).isEqualTo(new Lookup.Missing());
  }

  @Test
  void whatIsNoPlainFileIsMissing() throws IOException {
    assertThat(find("studio")).isEqualTo(new Lookup.Missing());
    assertThat(find("studio/b.wav")).isEqualTo(new Lookup.Missing());
    assertThat(find("studio/a%20b.wav/c")).isEqualTo(new Lookup.Missing());
    assertThat(RequestPath.find("a", folder.resolve("nowhere"))).isEqualTo(new Lookup.Missing());
  }

  @Test
  void aLinkOutOfTheFolderIsOutside() throws IOException {
    Files.createSymbolicLink(root.resolve("file.wav"), secret);
    Files.createSymbolicLink(root.resolve("up"), folder);
    Files.createSymbolicLink(root.resolve("beside"), folder.resolve("archive-2"));
    assertThat(find("file.wav")).isEqualTo(new Lookup.Outside());
    assertThat(find("up/secret.wav")).isEqualTo(new Lookup.Outside());
    assertThat(find("beside/other.wav")).isEqualTo(new Lookup.Outside());
    assertThat(find("up/archive/studio/a%20b.wav")).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void aLinkInsideTheFolderLeadsToTheFile() throws IOException {
    Files.createSymbolicLink(root.resolve("today"), Path.of("studio"));
    Path real = root.toRealPath().resolve("studio/a b.wav");
    assertThat(find("today/a%20b.wav")).isEqualTo(new Lookup.Found(real, Path.of("today/a b.wav")));
  }

  @Test
  void theFolderMayBeALinkItself() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root);
    assertThat(RequestPath.find("studio/a%20b.wav", link)).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void linksThatLeadNowhereAreMissing() throws IOException {
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(root.resolve("gone"), Path.of("nothing"));
    assertThat(find("loop")).isEqualTo(new Lookup.Missing());
    assertThat(find("loop/a")).isEqualTo(new Lookup.Missing());
    assertThat(find("gone")).isEqualTo(new Lookup.Missing());
  }

  /** One spelling is on disk, the other is asked for. */
  @Test
  void bothSpellingsOfAnAccentAreFound() throws IOException {
    String composed = Normalizer.normalize("Köln", Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize("Köln", Normalizer.Form.NFD);
    Files.createDirectories(root.resolve(composed));
    Files.writeString(root.resolve(composed).resolve(decomposed + ".wav"), "k");
    Path file = Path.of(composed, decomposed + ".wav");
    for (String folderName : new String[] {"K%C3%B6ln", "Ko%CC%88ln"}) {
      for (String name : new String[] {"K%C3%B6ln.wav", "Ko%CC%88ln.wav"}) {
        assertThat(find(folderName + "/" + name))
            .isEqualTo(new Lookup.Found(root.toRealPath().resolve(file), file));
      }
    }
  }
}
