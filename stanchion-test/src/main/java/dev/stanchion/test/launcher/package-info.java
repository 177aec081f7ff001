/**
 * A test broker as a process of its own, for tests that are not written in Java. It prints one line
 * of JSON when it serves, takes commands over HTTP on loopback with a token, and ends with its
 * standard input, so no broker outlives the test that has started it.
 *
 * <p>The commands are below {@code /api/v1/test}. No other server has them.
 */
@NullMarked
package dev.stanchion.test.launcher;

import org.jspecify.annotations.NullMarked;
