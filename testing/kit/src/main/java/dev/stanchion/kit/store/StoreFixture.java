package dev.stanchion.kit.store;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.kit.shard.ManualShard;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Opens, settles and crashes the store under test. Confined to the thread of the test.
 *
 * <p>A store module says how, with a {@link Device}; the suites use the methods, in which
 * everything asynchronous is waited for.
 */
public final class StoreFixture implements AutoCloseable {
    /** The identity of the server in all tests. */
    public static final ServerRecord SERVER =
            new ServerRecord("test-cluster", "_STAN.discover", "test-cluster");

    /** The parts of a suite that a store module provides. */
    public interface Device extends AutoCloseable {
        /** Names the shard that will use the stores. Called once, before anything else. */
        default void useBy(ManualShard shard) {}

        /** Opens a store on whatever the one before has left. */
        Store open();

        /** Lets work go on that the store does elsewhere; a bounded wait, or nothing. */
        void letOthersWork();

        /**
         * Ends a store as the end of its process does. The store gets no notice, and the device
         * drops, keeps or tears the records that were not durable.
         */
        void crash(Store store);

        /** Returns why a later store knows nothing of an earlier one; empty if it does. */
        Optional<String> whyItForgets();

        /**
         * Returns why positions become durable by a flush only; empty if they do by themselves,
         * within a second.
         */
        default Optional<String> whyPositionsWaitForAFlush() {
            return Optional.empty();
        }

        /** Returns the size of a message in {@code byteCount} and in limits on bytes. */
        default long countedBytes(TestMessage message) {
            return message.encodedLength();
        }

        /** Returns how many sequences may be missing between two messages. */
        default long largestHole() {
            return Long.MAX_VALUE;
        }

        @Override
        void close();
    }

    private final Device device;
    private final ManualShard shard = ManualShard.alone();
    private Store store;
    private RecoveredState recovered;

    /** Opens the store for the first time, and records the server in it as its owner does. */
    public StoreFixture(Device device) {
        this.device = device;
        device.useBy(shard);
        store = device.open();
        recovered = store.recover();
        store.initialize(SERVER);
    }

    public ManualShard shard() {
        return shard;
    }

    /** Returns the store that is open now. */
    public Store store() {
        return store;
    }

    /** Returns the records that the open store found when it was opened. */
    public RecoveredState recovered() {
        return recovered;
    }

    /** Returns why a later store knows nothing of an earlier one; empty if it does. */
    public Optional<String> whyItForgets() {
        return device.whyItForgets();
    }

    /** Returns the size of a message in {@code byteCount} and in limits on bytes. */
    long countedBytes(TestMessage message) {
        return device.countedBytes(message);
    }

    /** Returns a sequence, or the greatest that may follow another one if that is less. */
    long sequenceAfter(long previous, long wanted) {
        return wanted - previous > device.largestHole() ? previous + device.largestHole() : wanted;
    }

    /** Returns why positions become durable by a flush only; empty if they do by themselves. */
    public Optional<String> whyPositionsWaitForAFlush() {
        return device.whyPositionsWaitForAFlush();
    }

    /** Opens a channel without limits. */
    public TestChannel open(String channel) {
        return open(channel, ChannelLimits.UNLIMITED);
    }

    /** Opens a channel, which must succeed. */
    public TestChannel open(String channel, ChannelLimits limits) {
        RecordedDurability durability = new RecordedDurability();
        ChannelStore opened = tryOpen(channel, limits, durability).orThrow();
        return new TestChannel(this, channel, opened, durability);
    }

    Answer<ChannelStore> tryOpen(
            String channel, ChannelLimits limits, RecordedDurability durability) {
        return answerOf(out -> store.openChannel(channel, limits, shard, durability, out));
    }

    /** Deletes a channel, which must succeed. */
    public void delete(String channel) {
        this.<Outcome.Done>answerOf(out -> store.deleteChannel(channel, shard, out)).orThrow();
    }

    /** Records a client, which must succeed. */
    public void put(ClientRecord client) {
        this.<Outcome.Done>answerOf(out -> store.clients().put(client, shard, out)).orThrow();
    }

    /** Forgets a client, which must succeed. */
    public void deleteClient(String clientId) {
        this.<Outcome.Done>answerOf(out -> store.clients().delete(clientId, shard, out)).orThrow();
    }

    /** Asks the store for something and lets it work until it answers. */
    <T> Answer<T> answerOf(Consumer<Outcome<T>> question) {
        Answer<T> answer = new Answer<>();
        question.accept(answer);
        settleUntil(answer::isThere);
        return answer;
    }

    /** Lets the store finish everything that it has begun. */
    public void settle() {
        do {
            device.letOthersWork();
        } while (shard.runReady());
    }

    private void settleUntil(BooleanSupplier done) {
        for (int attempt = 0; !done.getAsBoolean() && attempt < 1_000; attempt++) {
            settle();
        }
    }

    /** Ends the store as the end of its process would, and opens the next. */
    public void crash() {
        device.crash(store);
        shard.forgetAll();
        reopen();
    }

    /** Ends the store in good order and opens the next. */
    public void restart() {
        store.close();
        reopen();
    }

    private void reopen() {
        store = device.open();
        recovered = store.recover();
    }

    @Override
    public void close() {
        store.close();
        device.close();
    }
}
