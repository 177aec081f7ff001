/**
 * Real database servers for tests: PostgreSQL from a jar, MariaDB from the machine's own
 * installation. Each is started once for all tests of a process, on a free port and in a directory
 * of its own, and ends with the process.
 *
 * <p><b>Owner.</b> Safe for use by many threads.
 *
 * <p><b>Errors.</b> A server that does not start fails the test; one that is not installed skips
 * it, unless the environment requires it.
 */
@NullMarked
package dev.stanchion.kit.database;

import org.jspecify.annotations.NullMarked;
