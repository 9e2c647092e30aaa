/**
 * What operators need of a server: who is logged in, whether it is well, what it counts. Read
 * {@code SessionApi}, {@code HealthApi}, {@code Metrics}.
 */
@NullMarked
package dev.sonolog.server.operation;

import org.jspecify.annotations.NullMarked;
