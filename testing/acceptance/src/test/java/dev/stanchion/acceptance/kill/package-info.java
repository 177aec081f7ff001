/**
 * The real server with the file store, killed again and again while clients use it. All
 * acknowledged messages must be there, once and in order, and subscribers must continue where they
 * were.
 *
 * <p>The clients are plain sockets. So each test knows the answers and their times, and no library
 * sends a message again.
 */
@NullMarked
package dev.stanchion.acceptance.kill;

import org.jspecify.annotations.NullMarked;
