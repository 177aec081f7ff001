/**
 * Requests to the JetStream API of a NATS cluster, and what it answers. {@link
 * dev.stanchion.store.jetstream.api.Inbox} receives all answers of one link, {@link
 * dev.stanchion.store.jetstream.api.Requests} matches them with questions and gives up those that
 * are not answered in time, and {@link dev.stanchion.store.jetstream.api.JetStreamApi} knows the
 * questions.
 *
 * <p><b>Owner.</b> The shard of the link.
 */
@NullMarked
package dev.stanchion.store.jetstream.api;

import org.jspecify.annotations.NullMarked;
