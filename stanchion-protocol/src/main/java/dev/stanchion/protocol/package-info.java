/**
 * The messages, subjects, names and error texts of the NATS Streaming protocol.
 *
 * <p>A streaming client and its server exchange protobuf messages, one in each core NATS message.
 * The ones that come once per connection or subscription are records: {@link
 * dev.stanchion.protocol.ConnectRequest}, {@link dev.stanchion.protocol.SubscriptionRequest} and so
 * on, each with {@code decode} and {@code encodeTo}. The ones that come once per stored message,
 * {@code PubMsg}, {@code MsgProto}, {@code Ack} and {@code PubAck}, have cursors that point into
 * the bytes as they came and encoders that write into the buffer where the bytes are needed; they
 * allocate nothing and copy once.
 *
 * <p><b>Owner.</b> Records are immutable. A cursor belongs to whoever made it and to one thread at
 * a time; it points into the buffer of its last {@code wrap} and neither retains nor releases it.
 * Buffers passed to an encoder stay the caller's; a target's writer index moves, nothing else.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 1.2 to 1.5, 4.1 and 13. Absent fields are empty or
 * zero; unknown fields are skipped.
 *
 * <p><b>Errors.</b> Bytes that are no such message are an expected input: an empty {@code Optional}
 * or {@code false}, never an exception. A known field of the wrong wire type makes a message
 * undecodable, as with the Go server.
 */
@NullMarked
package dev.stanchion.protocol;

import org.jspecify.annotations.NullMarked;
