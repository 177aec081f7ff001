/**
 * Reads what a member of a cluster of Go servers keeps in its Raft log: clients, subscriptions,
 * what each was sent, and messages that its file store does not have yet.
 *
 * <p><b>Owner.</b> The thread of a copy.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 5.2.
 */
@NullMarked
package dev.stanchion.transfer.raft;

import org.jspecify.annotations.NullMarked;
