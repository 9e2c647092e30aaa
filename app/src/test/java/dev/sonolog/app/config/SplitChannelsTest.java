package dev.sonolog.app.config;

import static dev.sonolog.app.config.Loading.FOLDER;
import static dev.sonolog.app.config.Loading.load;
import static dev.sonolog.app.config.Loading.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.recording.SourceSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sound card whose channels are sources of their own. */
class SplitChannelsTest {
  private static final String STUDIO =
      """
      [studio]
      type = soundcard
      device = hw:1,0
      channels = 18
      format = flac
      split_channels = yes
      """;

  @Test
  void eachChannelIsASourceWithAFolderOfItsOwn() {
    List<SourceSettings> sources = load(STUDIO).sources();
    assertThat(sources).hasSize(18);
    for (int channel = 1; channel <= 18; channel++) {
      SourceSettings source = sources.get(channel - 1);
      LocalInput.SoundCard card = (LocalInput.SoundCard) source.input();
      assertThat(source.name()).isEqualTo("studio.ch" + channel);
      assertThat(source.files().directory())
          .isEqualTo(FOLDER.resolve("recordings/studio.ch" + channel));
      assertThat(card.pick()).containsExactly(channel);
      assertThat(card.split()).contains(new LocalInput.Split("studio", 18));
    }
  }

  @Test
  void thePickedChannelsAloneAreSplit() {
    Configuration configuration = load(STUDIO + "pick = 17, 2\n");
    assertThat(configuration.sources())
        .extracting(SourceSettings::name)
        .containsExactly("studio.ch17", "studio.ch2");
    assertThat(configuration.sourcesCalled("studio")).containsExactly("studio.ch17", "studio.ch2");
    assertThat(configuration.sourcesCalled("studio.ch2")).containsExactly("studio.ch2");
    assertThat(configuration.sourcesCalled("hall")).isEmpty();
  }

  @Test
  void withoutItTheCardIsOneSource() {
    SourceSettings whole =
        load(STUDIO.replace("yes", "no").replace("18", "8")).sources().getFirst();
    assertThat(whole.name()).isEqualTo("studio");
    assertThat(((LocalInput.SoundCard) whole.input()).split()).isEqualTo(Optional.empty());
  }

  @Test
  void aNameThatAnotherSectionHasIsRefused() {
    assertThat(refusal(STUDIO + "[studio.ch3]\ntype = signal\n"))
        .startsWith("config.ini:6: error: split_channels: makes a source studio.ch3");
  }

  @Test
  void channelsOfEqualNamesAreWarnedOf() {
    assertThat(load(STUDIO + "filename_pattern = %H\n").warnings())
        .first()
        .asString()
        .contains("the channels of [studio]")
        .contains("%{source}");
    assertThat(load(STUDIO + "filename_pattern = %H-%{source}\n").warnings()).isEmpty();
  }
}
