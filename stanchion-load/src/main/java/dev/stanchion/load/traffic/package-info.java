/**
 * The driver itself: many NATS connections on a few threads, fast enough that the server is what is
 * measured.
 *
 * <p>What is published is encoded once per connection, as one block of messages; before a message
 * goes out only its number and the time when it was due are written over. What arrives is counted
 * and compared in place, without an object per message. {@link dev.stanchion.load.traffic.Rig} has
 * the connections of one shape to one server and drives them round by round.
 *
 * <p><b>Owner.</b> A {@code Link} and its {@code Role} belong to one {@code DriverLoop} from when
 * the loop starts; before that and after it has ended, to the thread that made them. Counters that
 * others read are written by one thread with release and read with acquire.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 1 and 2, {@code spec/streaming.md} 1, 4 and 6.
 */
@NullMarked
package dev.stanchion.load.traffic;

import org.jspecify.annotations.NullMarked;
