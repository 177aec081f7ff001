package dev.stanchion.store.jetstream;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.channel.ChannelRegistry;
import dev.stanchion.store.jetstream.channel.Deletion;
import dev.stanchion.store.jetstream.channel.FoundChannel;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import dev.stanchion.store.jetstream.state.JetStreamClientLog;
import dev.stanchion.store.jetstream.state.JetStreamSubscriptionLog;
import dev.stanchion.store.jetstream.state.Picture;
import dev.stanchion.store.jetstream.state.StateWriter;
import dev.stanchion.store.remote.Admission;
import dev.stanchion.store.remote.TailMemory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in the streams of a NATS cluster: one stream per channel, and a key-value bucket for
 * everything else. It is open for one term: while this process has the lease. Safe for use by many
 * threads.
 *
 * <p>It has no threads of its own, and no shard ever waits. What must come before {@link #recover}
 * is therefore apart from it: {@link #open}. The same holds for the end: {@link #drain} writes what
 * is left, and {@link #close} waits for that. {@link JetStreamLock} releases the lease after that.
 */
public final class JetStreamStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(JetStreamStore.class);
    private static final Duration MORE_PATIENCE = Duration.ofSeconds(5);

    private final JetStreamAccess access;
    private final ShardExecutor registry;
    private final Claim claim;
    private final JetStreamStoreOptions options;
    private final Admission admission;
    private volatile @Nullable Active active;
    private volatile Runnable deposed = () -> {};
    private boolean closed;

    /**
     * The parts that exist while the store is open.
     *
     * @param wasComplete whether the bucket had all deliveries when this process took the lease
     */
    private record Active(
            RecoveredState recovered,
            StateWriter state,
            ChannelRegistry channels,
            ClientLog clients,
            BucketLeader leader,
            boolean wasComplete) {}

    /**
     * @param claim the lease of this process
     */
    public JetStreamStore(JetStreamAccess access, Claim claim) {
        this.access = access;
        this.registry = access.registry();
        this.claim = claim;
        this.options = access.options();
        this.admission = new Admission("the NATS cluster", options.maxWaitingBytes());
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
     * Makes the store ready for {@link #recover}, and finishes what an earlier process has begun.
     * Any thread.
     *
     * @param outcome gets the epoch, on the shard of the registry
     */
    public void open(Outcome<Long> outcome) {
        registry.execute(() -> {
            Optional<StoreException> refusal = claim.picture().refusal();
            if (refusal.isPresent()) {
                outcome.failed(refusal.get());
                return;
            }
            StateWriter state =
                    new StateWriter(
                            access.services().inbox(),
                            access.services().api(),
                            access.names(),
                            options.patience(),
                            access.figures(),
                            access.self().id(),
                            claim.epoch(),
                            this::deposed);
            finishDeletions(
                    new ArrayDeque<>(claim.picture().channelsBeingDeleted()), state, outcome);
        });
    }

    private void finishDeletions(Deque<String> left, StateWriter state, Outcome<Long> outcome) {
        String channel = left.poll();
        if (channel == null) {
            activate(state, outcome);
            return;
        }
        List<Long> ids = claim.picture().subscriptionIds(channel);
        new Deletion(
                        access.names(),
                        access.services().api(),
                        state,
                        channel,
                        claim.picture().channel(channel).orElse(ChannelRecord.NONE),
                        ids,
                        registry,
                        options.patience())
                .finish(
                        Outcome.of(
                                done -> finishDeletions(left, state, outcome),
                                why -> {
                                    state.close();
                                    outcome.failed(why);
                                }));
    }

    private void activate(StateWriter state, Outcome<Long> outcome) {
        try {
            activate(state, claim.picture().toRecovered(!claim.isComplete()));
        } catch (StoreException e) {
            state.close();
            outcome.failed(e);
            return;
        }
        outcome.succeeded(claim.epoch());
    }

    private void activate(StateWriter state, RecoveredState recovered) {
        Picture picture = claim.picture();
        Map<String, FoundChannel> found = new HashMap<>();
        recovered
                .channels()
                .forEach(each ->
                        found.put(
                                each.name(),
                                new FoundChannel(
                                        picture.channel(each.name()).orElseThrow(),
                                        each.subscriptions())));
        ChannelRegistry channels =
                new ChannelRegistry(
                        new ChannelRegistry.Settings(
                                claim.shape(),
                                admission,
                                options.patience(),
                                options.positionDelay(),
                                TailMemory.forChannelsOf(options.tailBytes()),
                                access.figures(),
                                options.nativeWriters(),
                                options.adopted()),
                        access::services,
                        state,
                        found);
        active =
                new Active(
                        recovered,
                        state,
                        channels,
                        new JetStreamClientLog(state, access.names()),
                        new BucketLeader(access),
                        claim.isComplete());
        claim.isComplete(false);
        LOG.info("Active in bucket {} (epoch {})", access.names().bucket(), claim.epoch());
    }

    private void deposed(StoreException why) {
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
        StateWriter.Changes changes = new StateWriter.Changes();
        changes.put(access.names().serverKey(), Picture.valueOf(server));
        active().state.write(changes, registry, JetStreamSubscriptionLog.NobodyWaits.INSTANCE);
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
     * Writes all changes. The engine must have stopped. Any thread.
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
            registry.execute(() -> outcome.succeeded(Outcome.Done.DONE));
            return;
        }
        now.channels.drain(() -> registry.execute(() -> writeTheRest(now, outcome)));
    }

    private void writeTheRest(Active ending, Outcome<Outcome.Done> outcome) {
        ending.state.write(
                new StateWriter.Changes(),
                registry,
                Outcome.of(
                        done -> {
                            claim.isComplete(ending.wasComplete || ending.channels.hasOpenedAll());
                            closed(ending);
                            outcome.succeeded(done);
                        },
                        why -> {
                            closed(ending);
                            if (why.kind() == StoreException.Kind.FENCED) {
                                outcome.succeeded(Outcome.Done.DONE); // nothing left to do
                            } else {
                                outcome.failed(why);
                            }
                        }));
    }

    private static void closed(Active ending) {
        ending.leader.end();
        ending.channels.close();
        ending.state.close();
    }

    /** Tells whether nothing is under way. Only if one shard does everything. For tests. */
    boolean isIdle() {
        Active now = active;
        return access.isIdle() && (now == null || (now.state.isIdle() && now.channels.isIdle()));
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
