package dev.stanchion.transfer;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * A source with one channel of large messages.
 *
 * @param seed decides about the content
 * @param last the last sequence that the channel gave out
 * @param brokenAt the sequence at which the source cannot be read; 0 if it can
 * @param mayForget whether it can lose its messages
 */
record MadeUpSource(
        int messages, int seed, long last, long brokenAt, boolean mayForget, Findings findings)
        implements OneChannel {
    private static final int PAYLOAD_BYTES = 4096;

    MadeUpSource(int messages, int seed) {
        this(messages, seed, 0, 0, false, new Findings());
    }

    MadeUpSource brokenAt(long sequence) {
        return new MadeUpSource(messages, seed, last, sequence, mayForget, new Findings());
    }

    MadeUpSource forgetful() {
        return new MadeUpSource(messages, seed, last, brokenAt, true, new Findings());
    }

    MadeUpSource withLast(long sequence) {
        return new MadeUpSource(messages, seed, sequence, brokenAt, mayForget, new Findings());
    }

    @Override
    public long sizeBytes() {
        return (long) messages * PAYLOAD_BYTES;
    }

    @Override
    public long lastSequence() {
        return last;
    }

    @Override
    public long lastTimestampEpochNanos() {
        return last;
    }

    @Override
    public void readMessages(MessageSink sink) {
        ByteBuf payload = Unpooled.buffer(PAYLOAD_BYTES).writeZero(PAYLOAD_BYTES);
        ByteBuf encoded = Unpooled.buffer();
        MsgProtoCursor message = new MsgProtoCursor();
        for (int i = 1; i <= messages; i++) {
            if (i == brokenAt) {
                throw new TransferException("the process was killed", "Start it again.");
            }
            payload.setInt(0, seed);
            payload.setInt(Integer.BYTES, i);
            encoded.clear();
            encode(encoded, i, payload);
            message.wrap(encoded, 0, encoded.readableBytes());
            sink.onMessage(message);
        }
    }

    @Override
    public SourceSubscriptions readSubscriptions() {
        return new SourceSubscriptions(0, List.<RecoveredState.Subscription>of());
    }
}
