package dev.stanchion.engine.channel;

import dev.stanchion.engine.failure.Fence;
import dev.stanchion.engine.shard.BugGuard;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel's place in the table, from the first request for it until it is deleted. */
@ShardOwned
final class ChannelSlot implements LogListener {
    /** The phase of the channel. */
    enum State {
        OPENING,
        OPEN,
        DELETING
    }

    private final String name;
    private final byte[] nameBytes;
    private final int shard;
    private final Durability durability;
    private final Fence fence;
    private final List<ChannelTable.Awaiting> waiting = new ArrayList<>();
    private State state = State.OPENING;
    private @Nullable Channel channel;
    private @Nullable Runnable onSettled;

    ChannelSlot(String name, byte[] nameBytes, int shard, Durability durability, Fence fence) {
        this.name = name;
        this.nameBytes = nameBytes;
        this.shard = shard;
        this.durability = durability;
        this.fence = fence;
    }

    String name() {
        return name;
    }

    byte[] nameBytes() {
        return nameBytes;
    }

    State state() {
        return state;
    }

    /** Returns the channel if it can be used. */
    @Nullable Channel open() {
        return state == State.OPEN ? channel : null;
    }

    void await(ChannelTable.Awaiting awaiting) {
        waiting.add(awaiting);
    }

    /** The channel is there, for all that wait for it, in the order in which they came. */
    void opened(Channel opened) {
        channel = opened;
        state = State.OPEN;
        takeWaiting().forEach(awaiting -> awaiting.opened(opened));
    }

    /** It cannot be opened. */
    void refused(String why) {
        takeWaiting().forEach(awaiting -> awaiting.refused(why));
    }

    private List<ChannelTable.Awaiting> takeWaiting() {
        List<ChannelTable.Awaiting> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    void deleting() {
        state = State.DELETING;
    }

    /** Runs the task once no publisher waits to hear of its message. */
    void whenSettled(Runnable task) {
        onSettled = task;
        reportSettled();
    }

    private void reportSettled() {
        Runnable report = onSettled;
        if (report != null && channel != null && !channel.isUnsettled()) {
            onSettled = null;
            report.run();
        }
    }

    void notDeleted() {
        state = State.OPEN;
    }

    @Override
    public void onDurable(long sequence) {
        Channel current = channel;
        if (current == null) {
            return;
        }
        try {
            current.durable(sequence);
        } catch (RuntimeException bug) {
            // publishers have their acknowledgements although delivery goes wrong
            BugGuard.report(shard, "new messages of " + name, bug);
        }
        durability.advanced(current);
        reportSettled();
    }

    @Override
    public void onInserted(int count) {
        Channel current = channel;
        if (current != null) {
            durability.inserted(current, count);
            current.inserted(count);
        }
    }

    @Override
    public void onStoredByOther(long sequence, long storedAt) {
        Channel current = channel;
        if (current != null) {
            durability.storedByOther(current, sequence, storedAt);
            current.storedByOther(sequence);
        }
    }

    @Override
    public void onLost(StoreException why) {
        Channel current = channel;
        if (current != null && !fence.stops(why)) {
            current.lost();
            durability.lost(current, why);
            reportSettled();
        }
    }
}
