package dev.sonolog.formats;

/**
 * A segment that is read from somewhere in it on: as near as the container could come to what was
 * asked for.
 *
 * @param reader gives the packets from there on; behind the repeated ones they follow each other
 *     without a hole
 * @param sample the first sample of the reader's first packet behind the repeated ones, counted
 *     from the segment's own first; not behind the one that was asked for
 * @param repeatedPackets how many packets the reader gives first that are none of the segment's own
 */
public record SeekedSegment(PacketReader reader, long sample, int repeatedPackets) {}
