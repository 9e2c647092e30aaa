package dev.sonolog.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.StoredSegment;
import java.time.Instant;
import java.util.Optional;

/**
 * A recording.
 *
 * @param id its name in addresses
 * @param end when the sample behind its last one was on air; none while it is being recorded
 * @param seconds how long it is; while it is being recorded none in a list, else what is stored
 * @param samples per channel; as {@code seconds}
 * @param bytes the length of its file
 * @param file the name of its file
 * @param startFrom how it is known when it began
 * @param estimated whether its length is only estimated
 * @param reviewed how much of it the caller has reviewed, 0 to 1; where that is asked for
 */
record RecordingView(
    String id,
    String source,
    Instant start,
    Optional<Instant> end,
    Optional<Double> seconds,
    Optional<Long> samples,
    int rate,
    int channels,
    String codec,
    long bytes,
    String file,
    String state,
    String startFrom,
    boolean pinned,
    boolean estimated,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> reviewed) {

  /**
   * @param bytes the length of its file now
   * @param stored samples, if it is being recorded and that is known
   * @param reviewed how much of it the caller has reviewed, if that is asked for
   */
  static RecordingView of(
      Recording recording,
      boolean pinned,
      long bytes,
      Optional<Long> stored,
      Optional<Double> reviewed) {
    StoredSegment segment = recording.segment();
    Optional<StoredSegment.Content> content = segment.content();
    Optional<Long> samples =
        content.isPresent() ? content.map(StoredSegment.Content::samples) : stored;
    return new RecordingView(
        RecordingId.of(segment.key()),
        segment.source(),
        segment.start(),
        content.map(StoredSegment.Content::end),
        samples.map(it -> (double) it / recording.format().rate().hertz()),
        samples,
        recording.format().rate().hertz(),
        recording.format().channels(),
        Words.of(recording.format().codec()),
        bytes,
        segment.file().getFileName().toString(),
        Words.of(segment.state()),
        segment.startFrom().word(),
        pinned,
        content.filter(StoredSegment.Content::estimated).isPresent(),
        reviewed);
  }
}
