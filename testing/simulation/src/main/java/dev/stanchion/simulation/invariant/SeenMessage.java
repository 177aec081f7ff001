package dev.stanchion.simulation.invariant;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/** A message as stored or as delivered. Text stands for bytes: clients here send only text. */
record SeenMessage(
        long sequence,
        String channel,
        String reply,
        String data,
        long timestampEpochNanos,
        boolean redelivered,
        int redeliveryCount) {
    static Optional<SeenMessage> decode(byte[] payload) {
        MsgProtoCursor cursor = new MsgProtoCursor();
        ByteBuf buffer = Unpooled.wrappedBuffer(payload);
        return cursor.wrap(buffer, 0, payload.length)
                ? Optional.of(
                        new SeenMessage(
                                cursor.sequence(),
                                text(buffer, cursor.channelIndex(), cursor.channelLength()),
                                text(buffer, cursor.replyIndex(), cursor.replyLength()),
                                text(buffer, cursor.dataIndex(), cursor.dataLength()),
                                cursor.timestampEpochNanos(),
                                cursor.redelivered(),
                                cursor.redeliveryCount()))
                : Optional.empty();
    }

    private static String text(ByteBuf buffer, int index, int length) {
        return buffer.toString(index, length, UTF_8);
    }

    /** Returns the same message behind messages of another writer. */
    SeenMessage movedUp(int count, long earliestEpochNanos) {
        return new SeenMessage(
                sequence + count,
                channel,
                reply,
                data,
                Math.max(timestampEpochNanos, earliestEpochNanos),
                redelivered,
                redeliveryCount);
    }

    /** Returns the guid with which the simulation's clients begin their data. */
    String guid() {
        int end = data.indexOf('|');
        return end < 0 ? "" : data.substring(0, end);
    }

    boolean isSameMessageAs(SeenMessage other) {
        return sequence == other.sequence
                && channel.equals(other.channel)
                && reply.equals(other.reply)
                && data.equals(other.data)
                && timestampEpochNanos == other.timestampEpochNanos;
    }
}
