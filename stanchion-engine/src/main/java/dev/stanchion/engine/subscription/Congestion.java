package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Destination;

/** Knows whether the receiver of a subscription has too much to read. */
@ShardOwned
final class Congestion {
    private final Delivery delivery;
    private final Runnable relieved;
    private boolean isWaiting;
    private long sinceNanos;

    /** Counts the receivers, so that the relief of an earlier one is no relief of a later one. */
    private int receiver;

    /**
     * @param relieved runs when the receiver has read enough
     */
    Congestion(Delivery delivery, Runnable relieved) {
        this.delivery = delivery;
        this.relieved = relieved;
    }

    /** Returns whether too much is queued for an inbox, and then waits until it is less. */
    boolean isAt(Destination inbox) {
        if (isWaiting) {
            return true;
        }
        if (!delivery.followsReceivers() || !inbox.isCongested()) {
            return false;
        }
        isWaiting = true;
        sinceNanos = delivery.nowNanos();
        int congested = receiver;
        inbox.whenRelieved(
                delivery.shard(),
                () -> {
                    if (congested == receiver) {
                        isWaiting = false;
                        relieved.run();
                    }
                });
        return true;
    }

    /** Returns how long the receiver has had too much to read; -1 if it has not. Asks nobody. */
    long nanos() {
        return isWaiting ? Math.max(0, delivery.shard().elapsedNanos() - sinceNanos) : -1;
    }

    /** Forgets the receiver, because another one takes its place. */
    void forget() {
        isWaiting = false;
        receiver++;
    }
}
