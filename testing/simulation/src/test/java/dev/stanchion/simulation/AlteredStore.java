package dev.stanchion.simulation;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;

/** A store as it is, but for one thing that a subclass gets wrong. */
abstract class AlteredStore extends ForwardingStore {
    AlteredStore(Store store) {
        super(store);
    }

    /** Returns the channel for the engine, in place of the opened one. */
    abstract ChannelStore alter(ChannelStore opened, LogListener listener);

    /** Returns the listener in place of the engine's listener. */
    LogListener alter(LogListener listener) {
        return listener;
    }

    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        store.openChannel(
                name,
                limits,
                owner,
                alter(listener),
                new Outcome<>() {
                    @Override
                    public void succeeded(ChannelStore opened) {
                        outcome.succeeded(alter(opened, listener));
                    }

                    @Override
                    public void failed(StoreException why) {
                        outcome.failed(why);
                    }
                });
    }
}
