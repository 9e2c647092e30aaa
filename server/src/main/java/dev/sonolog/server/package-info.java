/**
 * The archive over HTTP: the only module that knows the HTTP library. Read {@code Site} (what is
 * served), then {@code Exchange} (what happens to one request). What is served is in {@code isr}
 * and {@code api}, who may in {@code access}, how files are sent in {@code files}.
 */
@NullMarked
package dev.sonolog.server;

import org.jspecify.annotations.NullMarked;
