/**
 * How the engine reads messages of the bus: names are looked up by their bytes inside the message,
 * without an object for each, and a message that has to wait is kept.
 *
 * <p><b>Owner.</b> A {@link dev.stanchion.engine.message.ByteKeyMap} and a {@link
 * dev.stanchion.engine.message.HeldMessage} belong to the shard that made them.
 */
@NullMarked
package dev.stanchion.engine.message;

import org.jspecify.annotations.NullMarked;
