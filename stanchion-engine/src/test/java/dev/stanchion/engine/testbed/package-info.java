/**
 * An engine under test in one thread: shards on a virtual clock, the bus in memory of the kit, a
 * scripted store, and clients that speak raw protocol messages.
 */
@NullMarked
package dev.stanchion.engine.testbed;

import org.jspecify.annotations.NullMarked;
