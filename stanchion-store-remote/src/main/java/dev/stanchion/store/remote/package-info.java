/**
 * What stores have in common whose messages are on other machines: in a database, or in a NATS
 * cluster. The classes know neither of them and call it the backend.
 *
 * <p>A log keeps its newest messages in a {@link dev.stanchion.store.remote.Tail}, knows from a
 * {@link dev.stanchion.store.remote.Ledger} which messages exist, and reads older messages page by
 * page with a {@link dev.stanchion.store.remote.PagedRead}. A {@link
 * dev.stanchion.store.remote.Block} holds only the sizes and times of messages. {@link
 * dev.stanchion.store.remote.Retention} drops messages above the limits, old ones, and those that
 * an operator removes. {@link dev.stanchion.store.remote.Admission} refuses messages when too many
 * wait, and {@link dev.stanchion.store.remote.Outage} decides how long publishers wait for a
 * backend that does not answer.
 *
 * <p><b>Owner.</b> The channel's shard, except where a class says otherwise.
 */
@NullMarked
package dev.stanchion.store.remote;

import org.jspecify.annotations.NullMarked;
