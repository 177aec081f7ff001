package dev.stanchion.server;

import dev.stanchion.bus.nats.LoopShard;
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
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.LinkWait;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.store.jetstream.JetStreamStore;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.link.NettyClusterLink;
import dev.stanchion.store.jetstream.state.Holder;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The store of a server in a NATS cluster, which exists from when the server's loops run. Each
 * shard has a link of its own.
 *
 * <p>Safe for use by many threads. {@link #begin}, {@link #recover} and {@link #end} block, so no
 * loop may call them.
 */
final class JetStreamStoreOfServer implements Store, LoopUser {
    private static final int ID_LENGTH = 22;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StoreChoice.JetStream choice;
    private final LinkOptions links;
    private final String clusterId;
    private final Entropy entropy;
    private final Clock clock;
    private final List<NettyClusterLink> open = new ArrayList<>();
    private volatile @Nullable JetStreamStore store;

    /**
     * @param links the options of all links; each link's name begins with the name here
     */
    JetStreamStoreOfServer(
            StoreChoice.JetStream choice,
            LinkOptions links,
            String clusterId,
            Entropy entropy,
            Clock clock) {
        this.choice = choice;
        this.links = links;
        this.clusterId = clusterId;
        this.entropy = entropy;
        this.clock = clock;
    }

    /**
     * Makes the store of a server.
     *
     * @throws ConfigurationException if the options name no NATS cluster
     */
    static JetStreamStoreOfServer of(ServerOptions options, StoreChoice.JetStream choice) {
        ExternalNats cluster =
                options.externalNats()
                        .orElseThrow(() ->
                                new ConfigurationException(
                                        "ns",
                                        "store JETSTREAM: ns is missing (expected: the URLs of the"
                                                + " NATS cluster, nats://host:4222)"));
        return new JetStreamStoreOfServer(
                choice,
                cluster.linkOptions(options.clusterId()),
                options.clusterId(),
                new SecureEntropy(),
                Clock.systemUTC());
    }

    @Override
    public void begin(List<? extends NatsLoop> loops) {
        for (NatsLoop loop : loops) {
            NettyClusterLink link =
                    new NettyClusterLink(
                            loop,
                            new LoopShard(loop, clock),
                            links.withName(links.name() + "-store-" + loop.index()));
            open.add(link);
            LinkWait.await(link.open(), PATIENCE, links.servers());
        }
        store =
                new JetStreamStore(
                        List.<ClusterLink>copyOf(open),
                        choice.options(),
                        clusterId,
                        self(),
                        entropy);
    }

    private Holder self() {
        return new Holder(
                entropy.token(ID_LENGTH),
                ThisServer.host(),
                ProcessHandle.current().pid(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                Version.stanchion(),
                "");
    }

    private JetStreamStore store() {
        JetStreamStore now = store;
        if (now == null) {
            throw new IllegalStateException("the store is not open");
        }
        return now;
    }

    @Override
    public String type() {
        return "JETSTREAM";
    }

    @Override
    public RecoveredState recover() {
        CompletableFuture<Long> opened = new CompletableFuture<>();
        store().open(Outcome.of(opened::complete, opened::completeExceptionally));
        try {
            Duration most = PATIENCE.plus(choice.options().patience());
            opened.get(most.toNanos(), TimeUnit.NANOSECONDS);
            return store().recover();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException why
                    ? why
                    : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new StoreException(
                    StoreException.Kind.IO, "open", clusterId, "the NATS cluster does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(
                    StoreException.Kind.IO, "open", clusterId, "interrupted while opening");
        }
    }

    @Override
    public void initialize(ServerRecord server) {
        store().initialize(server);
    }

    @Override
    public ClientLog clients() {
        return store().clients();
    }

    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        store().openChannel(name, limits, owner, listener, outcome);
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        store().deleteChannel(name, owner, outcome);
    }

    @Override
    public void end() {
        JetStreamStore ending = store;
        if (ending != null) {
            ending.close();
        }
        LinkWait.awaitClosed(open.stream().map(NettyClusterLink::close).toList());
    }

    /** The store has ended with {@link #end}, while the loops still ran. */
    @Override
    public void close() {}
}
