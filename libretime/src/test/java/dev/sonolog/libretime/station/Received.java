package dev.sonolog.libretime.station;

import java.util.Optional;

/**
 * A request that came.
 *
 * @param query encoded; empty for none
 */
public record Received(String method, String path, String query, Optional<String> authorization) {}
