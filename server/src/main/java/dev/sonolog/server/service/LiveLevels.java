package dev.sonolog.server.service;

/**
 * What a source sounds like now.
 *
 * @param source its name
 */
public record LiveLevels(String source, StatusReport.Levels levels) {}
