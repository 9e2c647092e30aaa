package dev.sonolog.archive;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is deleted without anybody's doing.
 *
 * @param sources by name; of a source without a rule nothing ever is
 * @param trash how long what was deleted can be restored
 */
public record RetentionRules(Map<String, RetentionRule> sources, Duration trash) {
  /** How long the trash keeps what nobody said otherwise of. */
  public static final Duration TRASH = Duration.ofHours(24);

  /** Nothing but what somebody deleted, a day later. */
  public static final RetentionRules NONE = new RetentionRules(Map.of(), TRASH);

  public RetentionRules {
    sources =
        sources.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The rule of a source. */
  RetentionRule of(String source) {
    return sources.getOrDefault(source, RetentionRule.NONE);
  }
}
