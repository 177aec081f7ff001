package dev.stanchion.store.jetstream;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.channel.ChannelRegistry;
import dev.stanchion.store.jetstream.channel.ShardServices;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.names.ClusterNames;
import dev.stanchion.store.jetstream.state.Holder;
import dev.stanchion.store.jetstream.state.JetStreamSubscriptionLog;
import dev.stanchion.store.jetstream.state.StateWriter;
import dev.stanchion.store.remote.Admission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in the streams of a NATS cluster: one stream per channel, and a key-value bucket for
 * everything else. Safe for use by many threads.
 *
 * <p>It has no threads of its own, and no shard ever waits. What must come before {@link #recover}
 * is therefore apart from it: {@link #follow} reads the bucket, {@link #claim} makes this process
 * the one that writes, {@link #open} does both and refuses if another process is active. The same
 * holds for the end: {@link #drain} writes what is left, and {@link #close} waits for that.
 */
public final class JetStreamStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(JetStreamStore.class);
    private static final int SECRET_LENGTH = 22;
    private static final Duration MORE_PATIENCE = Duration.ofSeconds(5);

    private final List<ClusterLink> links;
    private final ShardExecutor registry;
    private final JetStreamStoreOptions options;
    private final ClusterNames names;
    private final Entropy entropy;
    private final Admission admission;
    private final Following following;
    private final Map<Integer, ShardServices> services = new ConcurrentHashMap<>();
    private volatile @Nullable Active active;
    private volatile Runnable deposed = () -> {};
    private boolean closed;

    /** The parts that exist while this process is active. */
    record Active(
            RecoveredState recovered,
            StateWriter state,
            ChannelRegistry channels,
            ClientLog clients) {}

    /**
     * @param links one link for each shard, in order; the first is that of the registry
     * @param self this process, for others that find it active
     * @param entropy makes the secret parts of subjects
     */
    public JetStreamStore(
            List<ClusterLink> links,
            JetStreamStoreOptions options,
            String clusterId,
            Holder self,
            Entropy entropy) {
        this.links = List.copyOf(links);
        this.registry = links.getFirst().shard();
        this.options = options;
        this.names = new ClusterNames(clusterId, options.subjects());
        this.entropy = entropy;
        this.admission = new Admission("the NATS cluster", options.maxWaitingBytes());
        this.following = new Following(this, links.getFirst(), self);
    }

    JetStreamStoreOptions options() {
        return options;
    }

    ClusterNames names() {
        return names;
    }

    Admission admission() {
        return admission;
    }

    /** Returns what a shard uses to speak with the cluster. Called on that shard. */
    ShardServices services(ShardExecutor shard) {
        return services.computeIfAbsent(
                shard.index(),
                index ->
                        ShardServices.of(
                                links.get(index), entropy.token(SECRET_LENGTH), options.domain()));
    }

    @Override
    public String type() {
        return "JETSTREAM";
    }

    /** Names what runs, on the shard of the registry, when another process has taken over. */
    public void onDeposed(Runnable task) {
        deposed = task;
    }

    /**
     * Reads the bucket, which it creates if there is none, as far as it is written now. It may be
     * called again and again. Any thread.
     *
     * @param outcome gets who is active, or was when it ended without saying so; on the shard of
     *     the registry
     */
    public void follow(Outcome<Optional<Holder>> outcome) {
        registry.execute(() -> following.follow(outcome));
    }

    /**
     * Makes this process the active one, if nobody has written to the bucket since it was followed.
     * Otherwise it fails as {@code BUSY}; then the bucket is to be followed again. Any thread.
     *
     * @param outcome gets the epoch, on the shard of the registry
     */
    public void claim(Outcome<Long> outcome) {
        registry.execute(() -> following.claim(outcome));
    }

    /**
     * Follows and claims. Fails as {@code BUSY} if another process is active and lives. Any thread.
     *
     * @param outcome gets the epoch, on the shard of the registry
     */
    public void open(Outcome<Long> outcome) {
        registry.execute(() -> following.open(outcome));
    }

    void activated(Active parts) {
        active = parts;
    }

    void deposed(StoreException why) {
        Active now = active;
        if (now != null) {
            now.channels.fence(why);
        }
        deposed.run();
    }

    /** Returns what an earlier run left. The process must be active. */
    @Override
    public RecoveredState recover() {
        return active().recovered;
    }

    private Active active() {
        Active now = active;
        if (now == null) {
            throw new IllegalStateException("the store is not open");
        }
        return now;
    }

    /**
     * Has the server recorded. This does not wait: all later records come behind this one, and if
     * it cannot be written, they cannot be written either.
     */
    @Override
    public void initialize(ServerRecord server) {
        active().state
                .write(
                        following.recordOf(server),
                        registry,
                        JetStreamSubscriptionLog.NobodyWaits.INSTANCE);
    }

    @Override
    public ClientLog clients() {
        return active().clients;
    }

    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        active().channels.open(name, limits, owner, listener, outcome);
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        active().channels.delete(name, owner, outcome);
    }

    /**
     * Writes all changes and releases the lease. The engine must have stopped. Any thread.
     *
     * @param outcome on the shard of the registry
     */
    public void drain(Outcome<Outcome.Done> outcome) {
        synchronized (this) {
            if (closed) {
                registry.execute(() -> outcome.succeeded(Outcome.Done.DONE));
                return;
            }
            closed = true;
        }
        Active now = active;
        if (now == null) {
            registry.execute(() -> {
                following.close();
                outcome.succeeded(Outcome.Done.DONE);
            });
            return;
        }
        now.channels.drain(() -> registry.execute(() -> following.end(now, outcome)));
    }

    /** Tells whether nothing is under way. Only if one shard does everything. For tests. */
    boolean isIdle() {
        Active now = active;
        return services.values().stream().allMatch(each -> each.requests().isIdle())
                && (now == null || (now.state.isIdle() && now.channels.isIdle()));
    }

    /**
     * Drains the store and waits until that is done. If the cluster does not answer, this method
     * waits as long as publishers would. No shard may call it, unless the store is drained already.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        CompletableFuture<Outcome.Done> drained = new CompletableFuture<>();
        drain(Outcome.of(drained::complete, drained::completeExceptionally));
        long most = options.patience().plus(MORE_PATIENCE).toMillis();
        try {
            drained.get(most, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("The NATS cluster did not take the last changes within {} ms", most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
