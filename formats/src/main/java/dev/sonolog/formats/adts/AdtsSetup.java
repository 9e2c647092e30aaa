package dev.sonolog.formats.adts;

import dev.sonolog.formats.StreamElement;
import java.util.Optional;

/**
 * What a decoder must know of a track besides its format; every frame says it again.
 *
 * @param edition as {@link AdtsHeader#edition}
 * @param profile as {@link AdtsHeader#profile}
 * @param channelConfiguration as {@link AdtsHeader#channelConfiguration}
 * @param programConfig as {@link AdtsHeader#programConfig}
 */
public record AdtsSetup(
    AdtsHeader.Edition edition,
    AdtsHeader.Profile profile,
    int channelConfiguration,
    Optional<ProgramConfig> programConfig)
    implements StreamElement.Setup {

  /** Whether a frame with this header may belong to the track. */
  boolean matches(AdtsHeader header) {
    return edition == header.edition()
        && profile == header.profile()
        && channelConfiguration == header.channelConfiguration()
        && agrees(header.programConfig());
  }

  /** Who does not say its channels contradicts nobody. */
  private boolean agrees(Optional<ProgramConfig> other) {
    return programConfig.isEmpty() || other.isEmpty() || programConfig.equals(other);
  }
}
