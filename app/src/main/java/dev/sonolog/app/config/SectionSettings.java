package dev.sonolog.app.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a section sets, and what it inherits.
 *
 * @param name the section's name
 * @param line where its header stands
 * @param own what it sets itself
 * @param inherited what {@code [general]} sets
 */
record SectionSettings(
    String name, int line, Map<Key<?>, Setting> own, Map<Key<?>, Setting> inherited) {

  /**
   * What a key was set to: texts behind which nothing has to be fetched any more.
   *
   * @param key as it is written: {@code password_file} for a password from a file
   * @param line where it stands
   * @param texts none when the value is empty, and then the key has its default
   */
  record Setting(String key, int line, List<String> texts) {
    /** The line only; a text may be a secret. */
    @Override
    public String toString() {
      return key + " in line " + line;
    }
  }

  /** Where a key is set, here or in {@code [general]}; an empty value here hides that one. */
  Optional<Setting> setting(Key<?> key) {
    return Optional.ofNullable(own.getOrDefault(key, inherited.get(key)));
  }

  /** Whether a key has a value that is not its default's. */
  boolean sets(Key<?> key) {
    return setting(key).filter(setting -> !setting.texts().isEmpty()).isPresent();
  }

  /** The value that was set, if it is right. */
  <T> Optional<T> find(Key<T> key) {
    return all(key).stream().findFirst();
  }

  /** All values that were set and are right. */
  <T> List<T> all(Key<T> key) {
    return setting(key).stream()
        .flatMap(setting -> setting.texts().stream())
        .flatMap(text -> key.read(text).stream())
        .toList();
  }

  /** The value that was set, if it is right, and else the default of a key that has one. */
  <T> T get(Key<T> key) {
    return find(key)
        .or(() -> key.read(key.fallback()))
        .orElseThrow(() -> new IllegalStateException(key.name() + " has no default"));
  }
}
