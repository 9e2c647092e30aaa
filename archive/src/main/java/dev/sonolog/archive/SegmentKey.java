package dev.sonolog.archive;

/**
 * Which segment, for ever: files and catalogues may be moved and made anew, it stays.
 *
 * @param run the identity of its run
 * @param number its place in the run, from 0
 */
public record SegmentKey(String run, int number) {}
