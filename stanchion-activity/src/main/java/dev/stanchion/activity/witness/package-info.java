/**
 * Followers as witnesses: they receive what clients send as the active does, keep what has no
 * answer yet, and have it answered when the active is gone or has missed it.
 *
 * <p>{@link dev.stanchion.activity.witness.Witness} is the part of one process. Until its term
 * begins, it keeps the messages of clients in two {@link dev.stanchion.activity.witness.Ring}s. The
 * active tells every 20 ms what it has answered ({@link
 * dev.stanchion.activity.witness.Settlements}), and the rings forget that. When this process
 * becomes active, {@link dev.stanchion.activity.witness.WitnessedStore} reads which messages the
 * last active has stored without saying so, and the engine takes the rest from the rings, in order
 * of arrival.
 *
 * <pre>
 *   clients ──► active ──► store
 *      │          │ settled          every 20 ms
 *      └──────► follower: rings      again, if a publish has no answer after 1 s
 * </pre>
 *
 * <p><b>No copy twice.</b> The messages of one publisher reach the active and the follower in the
 * same order, and a channel's sequences are settled in order. So a message in the ring is either
 * stored behind the last sequence that was settled, or not stored. {@link
 * dev.stanchion.activity.witness.Floors} knows that sequence, and does not trust it after a lost
 * message.
 *
 * <p><b>Owner.</b> The first shard, where all messages of clients arrive, except where a class says
 * otherwise. Nothing here blocks, and nothing reads a clock of its own.
 */
@NullMarked
package dev.stanchion.activity.witness;

import org.jspecify.annotations.NullMarked;
