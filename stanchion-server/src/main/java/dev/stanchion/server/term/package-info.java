/**
 * What keeps one term of activity apart from the next: an engine that has ended is told nothing by
 * the bus, sends nothing there, and is called by no timer, although loops and connections go on.
 *
 * <p><b>Cost.</b> Only servers of a group have terms that end. Others use bus and shards directly.
 */
@NullMarked
package dev.stanchion.server.term;

import org.jspecify.annotations.NullMarked;
