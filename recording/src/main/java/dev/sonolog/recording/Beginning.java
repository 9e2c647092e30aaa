package dev.sonolog.recording;

import dev.sonolog.formats.Container;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.Title;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.util.List;
import java.util.Optional;

/**
 * What a take begins with, of what was heard already.
 *
 * @param header of its first packet
 * @param container in which that came
 * @param title what is heard at first
 * @param leadIn packets before the first one, for the muxer to have heard
 * @param position the first sample, counted from the connection's first
 * @param elements from that sample on, all that came until now
 * @param timeline when samples were on air, with all that came until now
 */
record Beginning(
    TrackHeader header,
    Container container,
    Optional<Title> title,
    List<Packet> leadIn,
    long position,
    List<StreamElement> elements,
    RunTimeline timeline) {}
