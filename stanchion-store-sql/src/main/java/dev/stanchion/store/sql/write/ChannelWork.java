package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.sql.database.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one channel wants to have written. Its shard adds to it, the writer takes everything at once
 * and writes it in a transaction with that of other channels.
 *
 * <p>The upper fields are guarded by the lock of {@link Gathering}; the lower ones are the
 * writer's.
 */
public final class ChannelWork {
    private final int id;
    private final String name;

    private List<StoredMessage> messages = new ArrayList<>();
    private @Nullable LogState state;
    private SubscriptionChanges subscriptions = new SubscriptionChanges();
    private boolean losing;
    private boolean discarded;
    boolean queued;

    private long durable;
    private long deletedBelow;
    private long deletingBelow;
    private long dropBelow;
    private boolean uncertain;
    private Listener listener = Listener.NOBODY;

    /** Hears, on the writer's thread, what became of the messages. */
    public interface Listener {
        Listener NOBODY =
                new Listener() {
                    @Override
                    public void durable(LogState state) {}

                    @Override
                    public void lost(StoreException why) {}
                };

        void durable(LogState state);

        void lost(StoreException why);
    }

    /**
     * Where a log stands, once what is handed over is written.
     *
     * @param last the last sequence that was given out; all up to it is durable then
     * @param first everything before it is dropped
     * @param empty whether nothing is kept
     * @param lastTimestamp a floor for timestamps
     * @param appendedBytes of all messages since the log was opened
     */
    public record LogState(
            long last, long first, boolean empty, long lastTimestamp, long appendedBytes) {}

    /** What the writer has taken. */
    record Taken(
            ChannelWork work,
            List<StoredMessage> messages,
            @Nullable LogState state,
            SubscriptionChanges subscriptions) {}

    /**
     * @param durable the last sequence that the database has
     * @param deletedBelow no message before it is in the database
     */
    public ChannelWork(int id, String name, long durable, long deletedBelow) {
        this.id = id;
        this.name = name;
        this.durable = durable;
        this.deletedBelow = deletedBelow;
    }

    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** The log that this is the work of; before anything is added. */
    public void listener(Listener log) {
        listener = log;
    }

    public Listener listener() {
        return listener;
    }

    // guarded by the lock of Gathering

    void addMessages(List<StoredMessage> more, LogState newState) {
        if (!losing && !discarded) {
            messages.addAll(more);
            state = newState;
        }
    }

    void add(SubscriptionChanges more) {
        if (!discarded) {
            subscriptions.merge(more);
        }
    }

    Taken take() {
        Taken taken = new Taken(this, messages, state, subscriptions);
        messages = new ArrayList<>();
        state = null;
        subscriptions = new SubscriptionChanges();
        return taken;
    }

    /** Takes back what could not be written, under what came since; but not messages. */
    void putBack(Taken earlier) {
        earlier.subscriptions.merge(subscriptions);
        subscriptions = earlier.subscriptions;
        if (state == null && !losing) {
            state = earlier.state;
        }
    }

    /** Nothing is taken any more until the shard knows of the loss. */
    boolean beginLosing() {
        boolean begins = !losing;
        losing = true;
        messages = new ArrayList<>();
        state = null;
        return begins;
    }

    void endLosing() {
        losing = false;
    }

    /** The channel is deleted: whatever else is added concerns nobody. */
    void discard() {
        discarded = true;
        take();
    }

    boolean isDiscarded() {
        return discarded;
    }

    // the writer's

    long durable() {
        return durable;
    }

    void durable(long sequence) {
        durable = Math.max(durable, sequence);
        uncertain = false;
    }

    long deletedBelow() {
        return deletedBelow;
    }

    /** Returns the first message that is not to be deleted. */
    long dropBelow() {
        return dropBelow;
    }

    void dropBelow(long sequence) {
        dropBelow = Math.max(dropBelow, sequence);
    }

    /** Messages before this sequence are gone if the transaction is committed. */
    void deleting(long below) {
        deletingBelow = below;
    }

    /** It is. */
    void deleted() {
        deletedBelow = Math.max(deletedBelow, deletingBelow);
    }

    /** Tells whether the database may have messages that were reported lost, or as not written. */
    boolean isUncertain() {
        return uncertain;
    }

    void uncertain() {
        uncertain = true;
    }
}
