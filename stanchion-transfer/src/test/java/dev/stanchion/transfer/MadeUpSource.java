package dev.stanchion.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * A source with one channel of large messages.
 *
 * @param seed decides about the content
 * @param last the last sequence that the channel gave out
 * @param brokenAt the sequence at which the source cannot be read; 0 if it can
 */
record MadeUpSource(int messages, int seed, long last, long brokenAt, Findings findings)
        implements Source, SourceChannel {
    private static final int PAYLOAD_BYTES = 4096;

    MadeUpSource(int messages, int seed) {
        this(messages, seed, 0, 0, new Findings());
    }

    MadeUpSource brokenAt(long sequence) {
        return new MadeUpSource(messages, seed, last, sequence, new Findings());
    }

    MadeUpSource withLast(long sequence) {
        return new MadeUpSource(messages, seed, sequence, brokenAt, new Findings());
    }

    @Override
    public ServerRecord server() {
        return new ServerRecord("ticketing", "_STAN.discover", "ticketing");
    }

    @Override
    public List<ClientRecord> clients() {
        return List.of(new ClientRecord("app", "_INBOX.app", "", 1, 5, 3));
    }

    @Override
    public List<SourceChannel> channels() {
        return List.of(this);
    }

    @Override
    public void requireUnchanged() {}

    @Override
    public void close() {}

    @Override
    public String name() {
        return "orders";
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
            MsgProtoEncoder.write(
                    encoded, i, name().getBytes(UTF_8), payload, 0, 0, 0, PAYLOAD_BYTES, 1000L + i);
            message.wrap(encoded, 0, encoded.readableBytes());
            sink.onMessage(message);
        }
    }

    @Override
    public SourceSubscriptions readSubscriptions() {
        return new SourceSubscriptions(0, List.<RecoveredState.Subscription>of());
    }
}
