/**
 * Tests of the shipped program from outside: a server process with real clients, hostile bytes,
 * kills and restarts, the checks of {@code spec/operations.md}, and the commands of the
 * documentation.
 */
@NullMarked
package dev.stanchion.acceptance;

import org.jspecify.annotations.NullMarked;
