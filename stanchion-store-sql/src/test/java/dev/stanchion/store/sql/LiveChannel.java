package dev.stanchion.store.sql;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.kit.store.Answer;
import dev.stanchion.kit.store.TestMessage;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** A channel of a {@link LiveStore}. Confined to the test's thread. */
public final class LiveChannel {
    private final LiveStore store;
    private final String name;
    private final ChannelStore opened;
    private final Heard heard;

    /** The events that the log has reported. */
    public static final class Heard implements LogListener {
        private final List<StoreException> losses = new ArrayList<>();
        private long durable;

        @Override
        public void onDurable(long sequence) {
            durable = sequence;
        }

        @Override
        public void onInserted(int count) {
            throw new AssertionError("there is no other writer");
        }

        @Override
        public void onLost(StoreException why) {
            losses.add(why);
        }
    }

    /** The messages that a read has found. */
    public static final class Read implements LogReader {
        public final List<Long> sequences = new ArrayList<>();
        public final List<StoreException> unreadable = new ArrayList<>();
        public long unreadableSequence;
        public boolean over;

        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            sequences.add(sequence);
            return true;
        }

        @Override
        public void onEnd(long nextSequence) {
            over = true;
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            unreadableSequence = sequence;
            unreadable.add(why);
            over = true;
        }
    }

    public LiveChannel(LiveStore store, String name, ChannelStore opened, Heard heard) {
        this.store = store;
        this.name = name;
        this.opened = opened;
        this.heard = heard;
    }

    public ChannelLog log() {
        return opened.messages();
    }

    public SubscriptionLog subscriptions() {
        return opened.subscriptions();
    }

    /** Publishes without waiting; returns the sequence. */
    public long publishes(String data) {
        TestMessage message =
                new TestMessage(log().lastSequence() + 1, store.shard().epochNanos(), name, data);
        log().append(message);
        log().commit();
        return message.sequence();
    }

    /** Publishes and waits until it is durable. */
    public void stores(String data) {
        awaitsDurable(publishes(data));
    }

    public void awaitsDurable(long sequence) {
        store.await(() -> heard.durable >= sequence);
    }

    public long durable() {
        return heard.durable;
    }

    public List<StoreException> losses() {
        return heard.losses;
    }

    public StoreException awaitsLoss() {
        store.await(() -> !heard.losses.isEmpty());
        return heard.losses.getLast();
    }

    public Read reads(long from) {
        Read read = new Read();
        log().read(from, Integer.MAX_VALUE, read);
        store.await(() -> read.over);
        return read;
    }

    public Answer<Outcome.Done> flushes() {
        return store.answer(subscriptions()::flush);
    }
}
