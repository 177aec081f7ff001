package dev.stanchion.crash;

import dev.stanchion.crash.promise.ChannelModel;
import dev.stanchion.crash.promise.Promise;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.simulation.world.SimulatedShard;
import org.jspecify.annotations.Nullable;

/** A channel that a process has open, and its model. */
final class OpenChannel implements LogListener {
    private final World world;
    private final String name;
    private final SimulatedShard shard;
    private final ChannelModel model;
    private @Nullable ChannelStore store;
    private boolean usable;

    OpenChannel(World world, String name, SimulatedShard shard, ChannelModel model) {
        this.world = world;
        this.name = name;
        this.shard = shard;
        this.model = model;
    }

    void opened(ChannelStore opened) {
        store = opened;
    }

    /** The content of the channel at its opening has been compared, so the channel can be used. */
    void verified() {
        usable = true;
    }

    /** It must not be used any more. */
    void deleting() {
        usable = false;
    }

    boolean isUsable() {
        return usable;
    }

    String name() {
        return name;
    }

    SimulatedShard shard() {
        return shard;
    }

    ChannelModel model() {
        return model;
    }

    ChannelLog log() {
        return store().messages();
    }

    SubscriptionLog subscriptions() {
        return store().subscriptions();
    }

    private ChannelStore store() {
        if (store == null) {
            throw new IllegalStateException(name + " is not open");
        }
        return store;
    }

    @Override
    public void onDurable(long sequence) {
        world.trace().note("%s durable up to %d", name, sequence);
        expectOwner("onDurable");
        model.reportedDurable(sequence);
    }

    @Override
    public void onInserted(int count) {
        throw new IllegalStateException("nobody else writes to " + name);
    }

    @Override
    public void onLost(StoreException why) {
        world.trace().note("%s lost: %s", name, String.valueOf(why.getMessage()));
        expectOwner("onLost");
        world.expectFault(why);
        model.reportedLost(log().firstSequence());
    }

    private void expectOwner(String call) {
        world.verdict()
                .expect(
                        shard.isCurrent(),
                        Promise.SHARDS_NEVER_WAIT,
                        "%s: %s on another thread than its shard's",
                        name,
                        call);
    }
}
