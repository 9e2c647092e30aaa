package dev.sonolog.formats.ogg;

/**
 * What a link's header packets say of all its packets together. Owned by whoever writes or reads
 * the link; one thread.
 */
interface LinkTally {
  /** Of codecs whose headers say nothing of that kind. */
  LinkTally NONE = (_, _) -> {};

  /** Counts the next packet of the link. */
  void add(byte[] packet, int samples);
}
