/**
 * The links of {@code stanchion-nats} as the store uses them. No other package of the stores knows
 * that module.
 *
 * <p><b>Owner.</b> A link belongs to one shard.
 */
@NullMarked
package dev.stanchion.store.jetstream.link;

import org.jspecify.annotations.NullMarked;
