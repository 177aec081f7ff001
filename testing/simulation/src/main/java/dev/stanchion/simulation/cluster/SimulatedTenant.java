package dev.stanchion.simulation.cluster;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.Sighting;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.JetStreamAccess;
import dev.stanchion.store.jetstream.JetStreamLock;
import dev.stanchion.store.jetstream.JetStreamStore;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.state.Holder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process on the streams of a simulated cluster: its lock, and its store while it has the lease.
 * It takes the lease whoever has it; nothing here decides whether it should. Confined to the shard
 * of the registry.
 */
public final class SimulatedTenant {
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int MAX_ATTEMPTS = 400;

    private final ShardExecutor shard;
    private final JetStreamAccess access;
    private final JetStreamLock lock;
    private @Nullable JetStreamStore store;

    /**
     * @param links one for each shard
     */
    public SimulatedTenant(
            List<? extends ClusterLink> links, String clusterId, String name, Entropy entropy) {
        this.shard = links.getFirst().shard();
        this.access =
                new JetStreamAccess(
                        links,
                        JetStreamStoreOptions.DEFAULT,
                        clusterId,
                        new Holder(name, name, "host", 1, "2026", "1", ""),
                        entropy);
        this.lock = new JetStreamLock(access);
    }

    /** Takes the lease and opens the store. It tries again while the cluster is troubled. */
    public void open(Outcome<JetStreamStore> outcome) {
        shard.execute(() -> attempt(MAX_ATTEMPTS, outcome));
    }

    private void attempt(int left, Outcome<JetStreamStore> outcome) {
        lock.look(Outcome.of(seen -> claim(seen, left, outcome), why -> retry(why, left, outcome)));
    }

    private void claim(Sighting seen, int left, Outcome<JetStreamStore> outcome) {
        lock.claim(
                seen,
                Basis.UNHEARD,
                Outcome.of(tenure -> opened(outcome), why -> retry(why, left, outcome)));
    }

    private void opened(Outcome<JetStreamStore> outcome) {
        JetStreamStore opening = new JetStreamStore(access, lock.claim());
        store = opening;
        opening.open(Outcome.of(epoch -> outcome.succeeded(opening), outcome::failed));
    }

    private void retry(StoreException why, int left, Outcome<JetStreamStore> outcome) {
        boolean mayPass =
                why.kind() == StoreException.Kind.BUSY || why.kind() == StoreException.Kind.IO;
        if (mayPass && left > 1) {
            shard.schedule(PAUSE_NANOS, () -> attempt(left - 1, outcome));
        } else {
            outcome.failed(why);
        }
    }

    /** Writes everything, and releases the lease. */
    public void end(Outcome<Outcome.Done> outcome) {
        JetStreamStore open = store;
        if (open == null) {
            shard.execute(() -> lock.release(outcome));
        } else {
            open.drain(Outcome.of(done -> lock.release(outcome), outcome::failed));
        }
    }
}
