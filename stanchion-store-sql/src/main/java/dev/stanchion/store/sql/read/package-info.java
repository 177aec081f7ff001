/**
 * The way out of the database, for messages. {@link dev.stanchion.store.sql.read.MessageTable} has
 * the queries, and {@link dev.stanchion.store.sql.read.Readers} runs them on threads of its own and
 * brings each answer to the shard that asked.
 *
 * <p>A {@link dev.stanchion.store.sql.read.Page} is some messages, a {@link
 * dev.stanchion.store.sql.read.Block} only their sizes and times.
 */
@NullMarked
package dev.stanchion.store.sql.read;

import org.jspecify.annotations.NullMarked;
