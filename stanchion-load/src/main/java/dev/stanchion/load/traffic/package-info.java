/**
 * The driver itself. It runs many NATS connections on a few threads, and is fast enough that the
 * server limits the result.
 *
 * <p>The driver encodes messages once per connection, as one block. Before it sends a message, it
 * rewrites only the number and the due time. It counts and compares arriving messages in place,
 * without an object per message. {@link dev.stanchion.load.traffic.Rig} has the connections of one
 * shape to one server and runs the rounds.
 *
 * <p><b>Owner.</b> A {@code Link} and its {@code Role} belong to one {@code DriverLoop} while the
 * loop runs. Before and after that, they belong to the thread that created them. One thread writes
 * a counter with release, and other threads read it with acquire.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 1 and 2, {@code spec/streaming.md} 1, 4 and 6.
 */
@NullMarked
package dev.stanchion.load.traffic;

import org.jspecify.annotations.NullMarked;
