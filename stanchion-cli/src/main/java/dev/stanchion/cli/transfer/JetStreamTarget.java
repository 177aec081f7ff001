package dev.stanchion.cli.transfer;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.Rival;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.bus.nats.LoopShard;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.nats.NatsServer;
import dev.stanchion.nats.NatsServerOptions;
import dev.stanchion.nats.link.LinkException;
import dev.stanchion.nats.link.LinkOptions;
import dev.stanchion.nats.link.LinkWait;
import dev.stanchion.nats.link.ServerAddress;
import dev.stanchion.nats.loop.NatsLoop;
import dev.stanchion.server.Version;
import dev.stanchion.server.embedded.SecureEntropy;
import dev.stanchion.store.jetstream.JetStreamAccess;
import dev.stanchion.store.jetstream.JetStreamLock;
import dev.stanchion.store.jetstream.JetStreamStore;
import dev.stanchion.store.jetstream.JetStreamStoreOptions;
import dev.stanchion.store.jetstream.link.NettyClusterLink;
import dev.stanchion.store.jetstream.state.Holder;
import dev.stanchion.transfer.CopyShard;
import dev.stanchion.transfer.CopyTarget;
import dev.stanchion.transfer.TransferException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a NATS cluster as the target of a copy. A copy has the lease of the cluster ID, as
 * the active server has. Confined to the thread of the copy.
 */
final class JetStreamTarget implements CopyTarget {
    /** How other servers name the holder of the lease. */
    private static final String NAME = "stanchion import";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ID_LENGTH = 22;

    private final String url;
    private final String clusterId;
    private final JetStreamStoreOptions options;
    private final NatsServer loops =
            new NatsServer(NatsServerOptions.defaults().withHost("127.0.0.1").withLoops(1));
    private @Nullable NettyClusterLink link;
    private @Nullable JetStreamLock lock;
    private @Nullable CopyShard shard;
    private @Nullable JetStreamStore store;

    JetStreamTarget(String url, String clusterId, JetStreamStoreOptions options) {
        this.url = url;
        this.clusterId = clusterId;
        this.options = options;
    }

    @Override
    public Store open(CopyShard copy) {
        shard = copy;
        JetStreamAccess access = access(copy);
        JetStreamLock made = new JetStreamLock(access);
        lock = made;
        copy.<Outcome.Done>answer(made::prepare);
        Sighting seen = copy.answer(made::look);
        if (seen.rival() != Rival.NONE && !seen.holder().contains(NAME)) {
            throw new TransferException(
                    "cluster %s at %s is in use by %s".formatted(clusterId, shown(), seen.holder()),
                    "Stop that server, and start the import again.");
        }
        copy.<Tenure>answer(outcome -> made.claim(seen, Basis.UNCHANGED, outcome));
        JetStreamStore opened = new JetStreamStore(access, made.claim());
        store = opened;
        copy.answer(opened::open);
        return opened;
    }

    private JetStreamAccess access(CopyShard copy) {
        try {
            List<ServerAddress> servers = ServerAddress.parse(url);
            LinkOptions links = LinkOptions.of(servers, NAME, Version.stanchion());
            loops.start();
            NatsLoop loop = loops.loops().getFirst();
            NettyClusterLink opened =
                    new NettyClusterLink(loop, new LoopShard(loop, Clock.systemUTC()), links);
            link = opened;
            LinkWait.await(opened.open(), PATIENCE, servers);
            SecureEntropy entropy = new SecureEntropy();
            Holder self =
                    new Holder(
                            entropy.token(ID_LENGTH),
                            NAME,
                            "this machine",
                            ProcessHandle.current().pid(),
                            Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                            Version.stanchion(),
                            "");
            return new JetStreamAccess(
                    List.of(RelayedLink.to(opened, copy)), options, clusterId, self, entropy);
        } catch (LinkException e) {
            throw new TransferException(
                    "--into %s: %s".formatted(shown(), e.getMessage()),
                    "Name a NATS server with JetStream: nats://user:password@host:4222.",
                    e);
        }
    }

    private String shown() {
        return ImportSource.shown(url);
    }

    /** Writes what is left, and gives the lease back, so that a server can start at once. */
    @Override
    public void close() {
        CopyShard copy = shard;
        try (loops) {
            if (copy != null && store != null) {
                copy.answer(store::drain);
            }
            if (copy != null && lock != null) {
                copy.answer(lock::release);
            }
            if (link != null) {
                LinkWait.awaitClosed(List.of(link.close()));
            }
        }
    }
}
