/**
 * A channel's subscriptions. {@link dev.stanchion.store.sql.subscription.SqlSubscriptionLog} is
 * what the engine sees of them; a {@link dev.stanchion.store.sql.subscription.StoredSubscription}
 * knows what the database has of one subscription, and what is to change there.
 *
 * <p><b>Owner.</b> The channel's shard.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 4.1, for the forms of the table {@code SubsPending}.
 */
@NullMarked
package dev.stanchion.store.sql.subscription;

import org.jspecify.annotations.NullMarked;
