package dev.stanchion.engine;

import dev.stanchion.engine.admin.Administration;
import dev.stanchion.engine.admin.Audit;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.shard.GuardedBus;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streaming service. It connects clients, records their messages, and delivers these to
 * subscribers. The caller provides a bus, a store and shards.
 *
 * <p>Safe for use by many threads; all important work happens on the shards. Started once, closed
 * once.
 */
public final class StreamingEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingEngine.class);

    private final EngineOptions options;
    private final Bus bus;
    private final Store store;
    private final Shards shards;
    private final Entropy entropy;
    private final String serverId;
    private final AtomicReference<@Nullable RunningEngine> running = new AtomicReference<>();

    /**
     * Prepares an engine; {@link #start} starts it.
     *
     * @param shards at least one; the first also owns the clients and the channel names
     * @param store closed by the caller, after the engine
     */
    public StreamingEngine(
            EngineOptions options,
            Bus bus,
            Store store,
            List<? extends ShardExecutor> shards,
            Entropy entropy) {
        this.options = options;
        this.store = store;
        this.shards = new Shards(shards);
        this.bus = new GuardedBus(bus, this.shards);
        this.entropy = entropy;
        this.serverId = entropy.token(22);
    }

    /**
     * Recovers the data of an earlier run and begins to take requests. Blocks while the store
     * reads; the rest happens on the shards.
     *
     * @param listener called on the first shard when the engine takes requests, or with the reason
     *     why it does not
     * @throws EngineStartException if the store belongs to another cluster ID
     * @throws dev.stanchion.engine.spi.StoreException if the store cannot be read
     */
    public void start(StartListener listener) {
        RecoveredState recovered = store.recover();
        ServerRecord server = identify(recovered);
        RunningEngine engine = new RunningEngine(options, server, bus, store, shards, entropy);
        if (!running.compareAndSet(null, engine)) {
            throw new IllegalStateException("the engine was started before");
        }
        shards.executor(Shards.REGISTRY).execute(() -> engine.begin(recovered, listener));
    }

    private ServerRecord identify(RecoveredState recovered) {
        ServerRecord found = recovered.server().orElse(null);
        if (found == null) {
            LOG.info("No recovered state");
            ServerRecord server =
                    new ServerRecord(
                            options.clusterId(), options.discoverPrefix(), options.clusterId());
            store.initialize(server);
            return server;
        }
        if (!found.clusterId().equals(options.clusterId())) {
            throw EngineStartException.otherCluster(options.clusterId(), found.clusterId());
        }
        LOG.info("Recovered {} channel(s)", recovered.channels().size());
        return found;
    }

    /** Returns the kind of its store: {@code MEMORY}. */
    public String storeType() {
        return store.type();
    }

    /** Returns 22 random characters that tell this run from any other. */
    public String serverId() {
        return serverId;
    }

    /** Takes other policies for channels, soon. Before the start it does nothing. */
    public void change(Policies policies) {
        RunningEngine engine = running.get();
        if (engine != null) {
            engine.change(policies);
        }
    }

    /**
     * Takes no more requests, makes all published messages durable, sends the publishers their
     * acknowledgements, and records all positions. Clients get no notice.
     *
     * @param closed runs when all that is done, on the first shard; the store can be closed then
     */
    public void close(Runnable closed) {
        RunningEngine engine = running.get();
        if (engine == null) {
            closed.run();
        } else {
            shards.run(Shards.REGISTRY, () -> engine.close(closed));
        }
    }

    /** Does the same as {@link #close(Runnable)}, without waiting for the end. */
    @Override
    public void close() {
        close(() -> {});
    }

    /**
     * Returns the entry of operators.
     *
     * @param audit hears of each change
     * @throws IllegalStateException if the engine was never started
     */
    public Administration administration(Audit audit) {
        return started().administration(audit);
    }

    /**
     * Returns the inspector, which answers questions about it.
     *
     * @throws IllegalStateException if the engine was never started
     */
    public Inspector inspector() {
        return started().inspector();
    }

    private RunningEngine started() {
        RunningEngine engine = running.get();
        if (engine == null) {
            throw new IllegalStateException("the engine was not started");
        }
        return engine;
    }
}
