/**
 * The way of a published message: checked, numbered, appended, made durable with its batch,
 * delivered, acknowledged; in this order.
 *
 * <p><b>Owner.</b> The shard of the channel. {@link dev.stanchion.engine.publish.PublishHandler}
 * takes the message there; {@link dev.stanchion.engine.publish.AckQueue} keeps its acknowledgement
 * until the log is durable up to it.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 4.
 *
 * <p><b>Errors.</b> If a message is not stored, its publisher gets an answer at once, with the
 * reason.
 */
@NullMarked
package dev.stanchion.engine.publish;

import org.jspecify.annotations.NullMarked;
