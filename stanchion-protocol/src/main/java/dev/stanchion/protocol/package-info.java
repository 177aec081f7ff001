/**
 * The messages, subjects, names and error texts of the NATS Streaming protocol.
 *
 * <p>A streaming client and its server exchange protobuf messages, one in each core NATS message.
 * Messages that occur once per connection or subscription are records: {@link
 * dev.stanchion.protocol.ConnectRequest}, {@link dev.stanchion.protocol.SubscriptionRequest} and so
 * on, each with {@code decode} and {@code encodeTo}. Messages that occur once per stored message
 * ({@code PubMsg}, {@code MsgProto}, {@code Ack} and {@code PubAck}) have cursors and encoders. A
 * cursor reads the received bytes in place. An encoder writes into the target buffer. They allocate
 * nothing and copy once.
 *
 * <p><b>Owner.</b> Records are immutable. A cursor belongs to its creator and to one thread at a
 * time. It points into the buffer of its last {@code wrap}, and neither retains nor releases that
 * buffer. Buffers that are passed to an encoder still belong to the caller. The encoder changes
 * only the writer index of the target.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 1.2 to 1.5, 4.1 and 13. Absent fields are empty or
 * zero; unknown fields are skipped.
 *
 * <p><b>Errors.</b> Invalid bytes are an expected input. The methods then return an empty {@code
 * Optional} or {@code false}, and never throw an exception. A known field of the wrong wire type
 * makes a message undecodable, as with the Go server.
 */
@NullMarked
package dev.stanchion.protocol;

import org.jspecify.annotations.NullMarked;
