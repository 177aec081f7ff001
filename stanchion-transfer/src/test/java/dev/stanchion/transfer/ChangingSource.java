package dev.stanchion.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A source with one channel, {@code orders}, whose messages a test changes between two looks. */
final class ChangingSource implements Source, SourceChannel {
    private final SortedMap<Long, String> messages = new TreeMap<>();
    private final List<RecoveredState.Subscription> subscriptions = new ArrayList<>();
    private final Findings findings = new Findings();
    private boolean exists = true;

    /** Stores a message under each sequence of a range. */
    ChangingSource with(long first, long last, String payload) {
        for (long sequence = first; sequence <= last; sequence++) {
            messages.put(sequence, payload + sequence);
        }
        exists = true;
        return this;
    }

    ChangingSource without(long first, long last) {
        messages.subMap(first, last + 1).clear();
        return this;
    }

    ChangingSource subscribed(RecoveredState.Subscription subscription) {
        subscriptions.add(subscription);
        return this;
    }

    void deleteChannel() {
        messages.clear();
        exists = false;
    }

    SortedMap<Long, String> messages() {
        return messages;
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
        return exists ? List.of(this) : List.of();
    }

    @Override
    public Findings findings() {
        return findings;
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
        return messages.size();
    }

    @Override
    public void readMessages(MessageSink sink) {
        messages.forEach((sequence, payload) -> sink.onMessage(encoded(sequence, payload)));
    }

    private MsgProtoCursor encoded(long sequence, String payload) {
        byte[] data = payload.getBytes(UTF_8);
        ByteBuf encoded = Unpooled.buffer();
        MsgProtoEncoder.write(
                encoded,
                sequence,
                name().getBytes(UTF_8),
                Unpooled.wrappedBuffer(data),
                0,
                0,
                0,
                data.length,
                1000 + sequence);
        MsgProtoCursor message = new MsgProtoCursor();
        message.wrap(encoded, 0, encoded.readableBytes());
        return message;
    }

    @Override
    public SourceSubscriptions readSubscriptions() {
        return new SourceSubscriptions(0, subscriptions);
    }
}
