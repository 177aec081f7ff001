/**
 * The real server with the file store, killed again and again while clients use it: what it has
 * acknowledged must be there, once and in order, and subscribers go on where they were.
 *
 * <p>The clients are bare sockets, so that each test knows what was answered and when, and nothing
 * is sent again behind its back.
 */
@NullMarked
package dev.stanchion.acceptance.kill;

import org.jspecify.annotations.NullMarked;
