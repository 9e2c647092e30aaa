/**
 * What people have deleted, restored and erased, by whichever process writes the archive. Read
 * {@code KeepingOrder} (which recordings they mean), then {@code Keeping}.
 */
@NullMarked
package dev.sonolog.archive.keeping;

import org.jspecify.annotations.NullMarked;
