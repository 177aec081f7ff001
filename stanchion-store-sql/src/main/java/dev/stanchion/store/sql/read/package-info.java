/**
 * Reads messages from the database. {@link dev.stanchion.store.sql.read.MessageTable} has the
 * queries, and {@link dev.stanchion.store.sql.read.Readers} runs them on its own threads and
 * returns each answer to the shard that asked.
 *
 * <p>A {@link dev.stanchion.store.remote.Page} holds messages. A {@link
 * dev.stanchion.store.remote.Block} holds only the sizes and times of messages.
 */
@NullMarked
package dev.stanchion.store.sql.read;

import org.jspecify.annotations.NullMarked;
