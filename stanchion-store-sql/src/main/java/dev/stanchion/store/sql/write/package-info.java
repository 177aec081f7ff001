/**
 * The way into the database. Shards leave what they want written in a {@link
 * dev.stanchion.store.sql.write.Gathering}; the {@link dev.stanchion.store.sql.write.Writer} takes
 * everything at once and writes it in one {@link dev.stanchion.store.sql.write.Transaction}.
 *
 * <p>{@link dev.stanchion.store.sql.write.Admission} refuses messages when too many wait, {@link
 * dev.stanchion.store.sql.write.Outage} decides how long to wait for a database that does not
 * answer, and {@link dev.stanchion.store.sql.write.Purge} removes the rows of deleted channels when
 * there is time.
 *
 * <p><b>Owner.</b> The writer's thread owns everything but {@code Gathering} and {@code Admission},
 * which many threads use.
 */
@NullMarked
package dev.stanchion.store.sql.write;

import org.jspecify.annotations.NullMarked;
