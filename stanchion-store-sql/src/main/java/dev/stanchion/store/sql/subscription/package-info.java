/**
 * A channel's subscriptions. {@link dev.stanchion.store.sql.subscription.SqlSubscriptionLog} is the
 * log that the engine uses. A {@link dev.stanchion.store.sql.subscription.StoredSubscription} knows
 * the state of one subscription in the database and the changes to write.
 *
 * <p><b>Owner.</b> The channel's shard.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 4.1, for the forms of the table {@code SubsPending}.
 */
@NullMarked
package dev.stanchion.store.sql.subscription;

import org.jspecify.annotations.NullMarked;
