package dev.stanchion.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A source with one channel, whose messages a test changes between two looks. */
final class ChangingSource implements OneChannel {
    private final SortedMap<Long, String> messages = new TreeMap<>();
    private final List<RecoveredState.Subscription> subscriptions = new ArrayList<>();
    private final Findings findings = new Findings();
    private boolean exists = true;
    private boolean mayForget;
    private long brokenAt = Long.MAX_VALUE;

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

    /** Keeps its messages in memory. */
    ChangingSource inMemory() {
        mayForget = true;
        return this;
    }

    /** Ends when it is to read a message. */
    ChangingSource brokenAt(long sequence) {
        brokenAt = sequence;
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
    public List<SourceChannel> channels() {
        return exists ? List.of(this) : List.of();
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public long sizeBytes() {
        return messages.size();
    }

    @Override
    public void readMessages(MessageSink sink) {
        messages.headMap(brokenAt)
                .forEach((sequence, payload) -> sink.onMessage(encoded(sequence, payload)));
        if (!messages.tailMap(brokenAt).isEmpty()) {
            throw new TransferException("the server ended", "Start it again.");
        }
    }

    @Override
    public long lastSequence() {
        return messages.isEmpty() ? 0 : messages.lastKey();
    }

    @Override
    public boolean mayForget() {
        return mayForget;
    }

    private MsgProtoCursor encoded(long sequence, String payload) {
        ByteBuf encoded = Unpooled.buffer();
        encode(encoded, sequence, Unpooled.copiedBuffer(payload, UTF_8));
        MsgProtoCursor message = new MsgProtoCursor();
        message.wrap(encoded, 0, encoded.readableBytes());
        return message;
    }

    @Override
    public SourceSubscriptions readSubscriptions() {
        return new SourceSubscriptions(0, subscriptions);
    }
}
