package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.CatalogueEntry.TitleSeen;
import dev.sonolog.formats.SegmentTags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTest {
  @TempDir Path root;

  @Test
  void aCatalogueThatCannotBeOpenedDoesNotKeepFromRecording() throws Exception {
    Path obstacle = Files.createDirectories(root.resolve(".sonolog/catalogue.db"));
    Archive archive = Scene.open(root);
    assertThat(archive.recover(_ -> {}).gaps()).isEmpty();
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SealedSegment sealed = Scene.record(archive, root, "noon.mp3", tags, 100);
    Files.delete(obstacle);
    assertThat(archive.catalogue().flush(Scene.DEADLINE)).isTrue();
    assertThat(archive.view().segment("run", 0).orElseThrow().file()).isEqualTo(sealed.file());
    assertThat(archive.close(Scene.DEADLINE)).isTrue();
  }

  @Test
  void whatWasRecordedIsFoundAgainByTime() throws Exception {
    Archive archive = Scene.open(root);
    SegmentTags tags = Scene.tags("radio", "run", 0, Scene.NOON);
    SealedSegment sealed = Scene.record(archive, root, "radio/noon.mp3", tags, 100);
    archive.catalogue().tell(new TitleSeen("run", 480, Scene.NOON.plusMillis(10), "A title"));
    assertThat(archive.close(Scene.DEADLINE)).isTrue();

    CatalogueView view = Catalogue.openReadOnly(root.resolve(".sonolog/catalogue.db"));
    Instant end = Scene.NOON.plusSeconds(1);
    assertThat(view.segments("radio", end.minusNanos(1), Instant.MAX))
        .singleElement()
        .satisfies(s -> assertThat(s.file()).isEqualTo(sealed.file()))
        .satisfies(s -> assertThat(s.start()).isEqualTo(Scene.NOON))
        .satisfies(s -> assertThat(s.knownEnd()).isEqualTo(end))
        .satisfies(
            s -> assertThat(view.titles(s)).extracting(SeenTitle::text).containsExactly("A title"));
    assertThat(view.segments("radio", end, Instant.MAX)).isEmpty();
    assertThat(view.segments("radio", Instant.MIN, Scene.NOON)).isEmpty();
    assertThat(view.sources()).extracting(SourceSummary::segments).containsExactly(1L);
  }
}
