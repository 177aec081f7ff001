/**
 * What programs see of the wire format: the start positions of {@link
 * io.nats.streaming.SubscriptionOptions#getStartAt()}.
 *
 * <p><b>Owner.</b> Constants.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 5.2.
 *
 * <p><b>Units.</b> None.
 *
 * <p><b>Errors.</b> None.
 */
@NullMarked
package io.nats.streaming.protobuf;

import org.jspecify.annotations.NullMarked;
