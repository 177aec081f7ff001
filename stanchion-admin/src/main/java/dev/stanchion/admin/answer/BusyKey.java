package dev.stanchion.admin.answer;

import org.jspecify.annotations.Nullable;

/**
 * A key whose message is not acknowledged. Immutable.
 *
 * @param sequence an unacknowledged message that has the key
 * @param waiting how many messages wait behind it
 * @param holder the client that has the message; null if it waits to be sent
 */
public record BusyKey(long sequence, long waiting, @Nullable String holder) {}
