/**
 * What the server needs of the process that it lives in, and what it makes of it. Read {@code
 * ArchiveService}.
 */
@NullMarked
package dev.sonolog.server.service;

import org.jspecify.annotations.NullMarked;
