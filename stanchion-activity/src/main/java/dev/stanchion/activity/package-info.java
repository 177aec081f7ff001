/**
 * Which of several servers with one store and one cluster ID is active, and how another one takes
 * over.
 *
 * <p>{@link dev.stanchion.activity.Activity} is the state machine of one process. It follows until
 * it may claim the {@link dev.stanchion.activity.Lock}, then it has the {@link
 * dev.stanchion.activity.Service} begin a term, and ends the term when the lock is lost. {@link
 * dev.stanchion.activity.Observation} decides when a follower claims.
 *
 * <p><b>Safety and speed.</b> A lock fences: a server that has lost it can change nothing and
 * acknowledges nothing. So a claim that comes too early costs a short interruption and never a
 * message. That is why a follower may judge by time-outs.
 *
 * <p><b>Owner.</b> The first shard. Nothing here blocks, and there is one thread: that of {@link
 * dev.stanchion.activity.LockThread}, for locks that block.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.engine.spi.StoreException}: {@code BUSY} if another server
 * has the lock, {@code FENCED} if another server has taken it.
 */
@NullMarked
package dev.stanchion.activity;

import org.jspecify.annotations.NullMarked;
