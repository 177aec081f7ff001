package dev.stanchion.crash;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.forwarding.ForwardingStore;
import java.util.List;
import java.util.Optional;

/** Bugs that a store could have in its reports and answers. */
final class StoreBugs {
    private StoreBugs() {}

    /** The server has forgotten its identity. */
    static Store withoutIdentity(Store store) {
        return new ForwardingStore(store) {
            @Override
            public RecoveredState recover() {
                RecoveredState found = super.recover();
                return new RecoveredState(Optional.empty(), found.clients(), found.channels());
            }
        };
    }

    static Store withoutPositions(Store store) {
        return new ForwardingStore(store) {
            @Override
            public RecoveredState recover() {
                RecoveredState found = super.recover();
                List<RecoveredState.Channel> channels =
                        found.channels().stream()
                                .map(each -> new RecoveredState.Channel(each.name(), List.of()))
                                .toList();
                return new RecoveredState(found.server(), found.clients(), channels);
            }
        };
    }

    static Store withoutClients(Store store) {
        return new ForwardingStore(store) {
            @Override
            public RecoveredState recover() {
                RecoveredState found = super.recover();
                return new RecoveredState(found.server(), List.of(), found.channels());
            }
        };
    }

    /** A channel is opened without its limits, and its removed messages are requested again. */
    static Store withEmptyPromises(Store store) {
        return new ForwardingStore(store) {
            @Override
            public void openChannel(
                    String name,
                    ChannelLimits limits,
                    ShardExecutor owner,
                    LogListener listener,
                    Outcome<ChannelStore> outcome) {
                LogListener early =
                        new LogListener() {
                            @Override
                            public void onDurable(long sequence) {
                                listener.onDurable(sequence + 1);
                            }

                            @Override
                            public void onInserted(int count) {
                                listener.onInserted(count);
                            }

                            @Override
                            public void onLost(StoreException why) {
                                listener.onLost(why);
                            }
                        };
                super.openChannel(name, limits, owner, early, outcome);
            }
        };
    }

    /** A channel's deletion is answered and does not happen. */
    static Store withoutDeletion(Store store) {
        return new ForwardingStore(store) {
            @Override
            public void deleteChannel(
                    String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
                outcome.succeeded(Outcome.Done.DONE);
            }
        };
    }
}
