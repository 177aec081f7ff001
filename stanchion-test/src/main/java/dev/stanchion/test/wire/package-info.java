/**
 * What the engine and its clients say to each other, seen and disturbed on the bus between them.
 *
 * <p>{@link WatchedBus} shows every message to {@link Conversation}, which reads it, writes the
 * event, and decides with {@link ClientFaults} whether the message goes on, is lost, or is sent
 * twice. {@link Attention} knows what clients still owe an answer to, which is what a clock that
 * jumps has to wait for.
 */
@NullMarked
package dev.stanchion.test.wire;

import org.jspecify.annotations.NullMarked;
