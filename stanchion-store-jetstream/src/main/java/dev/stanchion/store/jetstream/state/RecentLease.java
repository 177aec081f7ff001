package dev.stanchion.store.jetstream.state;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;

/**
 * Confirms that this process has the lease, for what the cluster does not refuse to a process that
 * has lost it: deleting a stream, and removing messages. A confirmation counts only if it comes
 * soon. A process that was suspended while it waited has a confirmation from before, and asks
 * again. Confined to one shard.
 */
public final class RecentLease {
    /** Shorter than the time in which another process takes the lease of one that is silent. */
    private static final long RECENT_NANOS = 1_000_000_000L;

    private static final int ATTEMPTS = 10;

    private final StateWriter state;
    private final ShardExecutor owner;

    public RecentLease(StateWriter state, ShardExecutor owner) {
        this.state = state;
        this.owner = owner;
    }

    /**
     * Asks, and asks again if the answer comes late.
     *
     * @param outcome succeeds if this process has had the lease less than a second ago
     */
    public void confirm(Outcome<Outcome.Done> outcome) {
        confirm(ATTEMPTS, outcome);
    }

    private void confirm(int attempts, Outcome<Outcome.Done> outcome) {
        long asked = owner.elapsedNanos();
        state.confirmActive(
                owner,
                Outcome.of(
                        done -> {
                            if (owner.elapsedNanos() - asked <= RECENT_NANOS) {
                                outcome.succeeded(done);
                            } else if (attempts > 1) {
                                confirm(attempts - 1, outcome);
                            } else {
                                outcome.failed(tooSlow());
                            }
                        },
                        outcome::failed));
    }

    private static StoreException tooSlow() {
        return new StoreException(
                StoreException.Kind.BUSY,
                "confirm",
                "lease",
                "the cluster takes more than a second to confirm that this server is active");
    }
}
