package dev.stanchion.store.jetstream.append;

import dev.stanchion.store.jetstream.message.StreamMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message that somebody else has stored. Immutable.
 *
 * @param own the message that waited here, if it is the same: another process has received it, too;
 *     it is not sent any more
 */
public record Foreign(StreamMessage message, @Nullable Outgoing own) {}
