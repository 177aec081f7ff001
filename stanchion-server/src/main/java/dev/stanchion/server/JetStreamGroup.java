package dev.stanchion.server;

import dev.stanchion.activity.Lock;
import dev.stanchion.activity.Tenure;
import dev.stanchion.bus.nats.LoopShard;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.LinkWait;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.store.jetstream.JetStreamAccess;
import dev.stanchion.store.jetstream.JetStreamLock;
import dev.stanchion.store.jetstream.JetStreamStore;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import dev.stanchion.store.jetstream.link.NettyClusterLink;
import dev.stanchion.store.jetstream.state.Holder;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a server with streams in a NATS cluster. Each shard has a link to the cluster, from
 * when the server's loops run. The links live as long as the process, because a follower reads the
 * bucket on one of them.
 *
 * <p>Its methods block, so no loop may call them. One thread at a time.
 */
final class JetStreamGroup implements Stores.OfGroup, LoopUser {
    private static final int ID_LENGTH = 22;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerOptions options;
    private final StoreChoice.JetStream choice;
    private final LinkOptions links;
    private final Entropy entropy = new SecureEntropy();
    private final Clock clock = Clock.systemUTC();
    private final List<NettyClusterLink> open = new ArrayList<>();
    private @Nullable JetStreamAccess access;
    private @Nullable JetStreamLock lock;

    private JetStreamGroup(ServerOptions options, StoreChoice.JetStream choice, LinkOptions links) {
        this.options = options;
        this.choice = choice;
        this.links = links;
    }

    /**
     * Makes the stores of a server.
     *
     * @throws ConfigurationException if the options name no NATS cluster
     */
    static JetStreamGroup of(ServerOptions options, StoreChoice.JetStream choice) {
        ExternalNats cluster =
                options.externalNats()
                        .orElseThrow(() ->
                                new ConfigurationException(
                                        "ns",
                                        "store JETSTREAM: ns is missing (expected: the URLs of the"
                                                + " NATS cluster, nats://host:4222)"));
        return new JetStreamGroup(options, choice, cluster.linkOptions(options.clusterId()));
    }

    @Override
    public LoopUser loopUser() {
        return this;
    }

    @Override
    public Optional<StoreFigures> figures() {
        return Optional.of(access().figures());
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
        choice.monitors().forEach(SyncInterval::check);
        access = new JetStreamAccess(open, choice.options(), options.clusterId(), self(), entropy);
    }

    private Holder self() {
        return new Holder(
                entropy.token(ID_LENGTH),
                options.serverName(),
                ThisServer.host(),
                ProcessHandle.current().pid(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                Version.stanchion(),
                "");
    }

    private JetStreamAccess access() {
        JetStreamAccess made = access;
        if (made == null) {
            throw new IllegalStateException("there are no loops yet");
        }
        return made;
    }

    @Override
    public Lock lock(ShardExecutor shard) {
        JetStreamLock made = new JetStreamLock(access());
        lock = made;
        Patient.<Outcome.Done>await(
                made::prepare, PATIENCE.plus(choice.options().patience()), options.clusterId());
        return made;
    }

    @Override
    public Store ofTerm(Tenure tenure) {
        JetStreamLock held = lock;
        if (held == null) {
            throw new IllegalStateException("there is no lock yet");
        }
        Store store =
                new JetStreamStoreOfTerm(
                        new JetStreamStore(access(), held.claim()),
                        PATIENCE.plus(choice.options().patience()),
                        options.clusterId());
        return options.storeEncryption().around(store);
    }

    @Override
    public void end() {
        LinkWait.awaitClosed(open.stream().map(NettyClusterLink::close).toList());
    }
}
