package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.remote.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one channel that wait for the writer. The channel's shard adds changes. The writer
 * takes all of them at once and writes them in one transaction with the changes of other channels.
 *
 * <p>The lock of {@link Gathering} guards the upper fields. The lower fields belong to the writer.
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

    /** Learns on the writer's thread whether the messages were written. */
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
     * The state of a log after the handed-over changes are written.
     *
     * @param last the last assigned sequence; then all messages up to it are durable
     * @param first all messages before this sequence are dropped
     * @param empty whether the log has no messages
     * @param lastTimestamp a lower bound for timestamps
     * @param appendedBytes the size of all messages since the log was opened
     */
    public record LogState(
            long last, long first, boolean empty, long lastTimestamp, long appendedBytes) {}

    /** The changes that the writer has taken. */
    record Taken(
            ChannelWork work,
            List<StoredMessage> messages,
            @Nullable LogState state,
            SubscriptionChanges subscriptions) {}

    /**
     * @param durable the last sequence that the database has
     * @param deletedBelow the database has no message before this sequence
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

    /** Sets the log that learns the outcome. Called before the first change is added. */
    public void listener(Listener log) {
        listener = log;
    }

    public Listener listener() {
        return listener;
    }

    // The lock of Gathering guards these.

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

    /**
     * Merges earlier changes that could not be written below the newer ones. It does not restore
     * messages.
     */
    void putBack(Taken earlier) {
        earlier.subscriptions.merge(subscriptions);
        subscriptions = earlier.subscriptions;
        if (state == null && !losing) {
            state = earlier.state;
        }
    }

    /** Refuses messages until the shard knows of the loss. Returns whether the loss is new. */
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

    /** Drops all changes, now and later, because the channel is deleted. */
    void discard() {
        discarded = true;
        take();
    }

    boolean isDiscarded() {
        return discarded;
    }

    // Only the writer uses these.

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

    /** Returns the first sequence that must not be deleted. */
    long dropBelow() {
        return dropBelow;
    }

    void dropBelow(long sequence) {
        dropBelow = Math.max(dropBelow, sequence);
    }

    /** Records that the current transaction deletes all messages before this sequence. */
    void deleting(long below) {
        deletingBelow = below;
    }

    /** Records that the transaction with the deletion is committed. */
    void deleted() {
        deletedBelow = Math.max(deletedBelow, deletingBelow);
    }

    /**
     * Tells whether the database may have messages that the store reported as lost or not written.
     */
    boolean isUncertain() {
        return uncertain;
    }

    void uncertain() {
        uncertain = true;
    }
}
