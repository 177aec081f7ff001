/**
 * Writes to one stream. {@link dev.stanchion.store.jetstream.append.StreamWriter} sends what waits
 * as one batch after the other, each message with the sequence that the stream must have before it.
 * So a message is stored exactly where it was expected, or not at all, and it is safe to send it
 * again. {@link dev.stanchion.store.jetstream.append.Recovery} finds out what the stream has after
 * an answer was lost or somebody else has written.
 *
 * <p><b>Owner.</b> The shard of the link.
 */
@NullMarked
package dev.stanchion.store.jetstream.append;

import org.jspecify.annotations.NullMarked;
