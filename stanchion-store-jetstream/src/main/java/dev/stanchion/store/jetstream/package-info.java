/**
 * The store in a NATS JetStream cluster of somebody else: one stream per channel, and one key-value
 * bucket for clients, subscriptions and the lease.
 */
@NullMarked
package dev.stanchion.store.jetstream;

import org.jspecify.annotations.NullMarked;
