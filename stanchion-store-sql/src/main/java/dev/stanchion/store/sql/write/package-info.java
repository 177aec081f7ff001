/**
 * Writes to the database. Shards add their changes to a {@link
 * dev.stanchion.store.sql.write.Gathering}. The {@link dev.stanchion.store.sql.write.Writer} takes
 * all of them at once and writes them in one {@link dev.stanchion.store.sql.write.Transaction}.
 *
 * <p>{@link dev.stanchion.store.remote.Admission} refuses messages when too many wait, {@link
 * dev.stanchion.store.remote.Outage} decides how long to wait for a database that does not answer,
 * and {@link dev.stanchion.store.sql.write.Purge} removes the rows of deleted channels when there
 * is time.
 *
 * <p><b>Owner.</b> The writer's thread owns everything but {@code Gathering} and {@code Admission},
 * which many threads use.
 */
@NullMarked
package dev.stanchion.store.sql.write;

import org.jspecify.annotations.NullMarked;
