/**
 * The configuration: one INI file, that of ISR and more, becomes settings of which every value was
 * checked, or a list of everything that is wrong with it. Nothing here records, and nothing is half
 * accepted.
 *
 * <p>Reading order: {@link dev.sonolog.app.config.Configuration}, {@link
 * dev.sonolog.app.config.Keys}, {@link dev.sonolog.app.config.IniFile}, {@link
 * dev.sonolog.app.config.SectionReader}, {@link dev.sonolog.app.config.SourceFactory}, {@link
 * dev.sonolog.app.config.ConfigurationChange}.
 */
@NullMarked
package dev.sonolog.app.config;

import org.jspecify.annotations.NullMarked;
