package dev.stanchion.conformance.peer;

import dev.stanchion.kit.wire.NatsMessage;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A message as a subscription got it. Immutable.
 *
 * @param timestampEpochNanos when the server stored it
 * @param arrivedEpochMillis when it came
 */
public record Delivered(
        long sequence,
        String channel,
        String reply,
        String data,
        long timestampEpochNanos,
        boolean redelivered,
        int redeliveryCount,
        long arrivedEpochMillis) {

    /** Reads the message of a delivery inbox. */
    public static Delivered from(NatsMessage message) {
        var cursor = new MsgProtoCursor();
        ByteBuf payload = message.payload();
        if (!cursor.wrap(payload, payload.readerIndex(), payload.readableBytes())) {
            throw new AssertionError("no MsgProto on " + message.subject());
        }
        return new Delivered(
                cursor.sequence(),
                text(payload, cursor.channelIndex(), cursor.channelLength()),
                text(payload, cursor.replyIndex(), cursor.replyLength()),
                text(payload, cursor.dataIndex(), cursor.dataLength()),
                cursor.timestampEpochNanos(),
                cursor.redelivered(),
                cursor.redeliveryCount(),
                System.currentTimeMillis());
    }

    private static String text(ByteBuf payload, int index, int length) {
        return payload.toString(index, length, StandardCharsets.UTF_8);
    }

    /** Returns the time between the server's storing it and its coming here. */
    public long ageMillis() {
        return arrivedEpochMillis - TimeUnit.NANOSECONDS.toMillis(timestampEpochNanos);
    }
}
