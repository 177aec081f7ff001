/**
 * Keys of messages: what orders them in a queue group that has the policy {@code key}.
 *
 * <p>{@link dev.stanchion.engine.key.KeyReader} finds the key of a message and hashes it; {@link
 * dev.stanchion.engine.key.BusyKeys} knows which keys have an unacknowledged message, and which
 * messages wait behind it. Neither allocates for a message once its tables have grown.
 *
 * <p><b>Owner.</b> The shard that owns the channel.
 *
 * <p><b>Errors.</b> A message that is not JSON, or does not have the key, is an expected input.
 */
@NullMarked
package dev.stanchion.engine.key;

import org.jspecify.annotations.NullMarked;
