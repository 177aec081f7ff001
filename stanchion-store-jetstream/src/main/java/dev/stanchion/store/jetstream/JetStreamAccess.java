package dev.stanchion.store.jetstream;

import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.store.jetstream.channel.ShardServices;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import dev.stanchion.store.jetstream.names.ClusterNames;
import dev.stanchion.store.jetstream.state.Holder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How one process reaches the streams of its cluster ID: one link for each shard, and what a shard
 * uses on it. It lives as long as the process, whereas each term of activity has a {@link
 * JetStreamStore} of its own. Safe for use by many threads.
 */
public final class JetStreamAccess {
    private static final int SECRET_LENGTH = 22;

    private final List<ClusterLink> links;
    private final JetStreamStoreOptions options;
    private final ClusterNames names;
    private final Holder self;
    private final Entropy entropy;
    private final StoreFigures figures = new StoreFigures();
    private final Map<Integer, ShardServices> services = new ConcurrentHashMap<>();

    /**
     * @param links one link for each shard, in order; the first is that of the registry
     * @param self this process, for others that find it active
     * @param entropy makes the secret parts of subjects
     */
    public JetStreamAccess(
            List<? extends ClusterLink> links,
            JetStreamStoreOptions options,
            String clusterId,
            Holder self,
            Entropy entropy) {
        this.links = List.copyOf(links);
        this.options = options;
        this.names = new ClusterNames(clusterId, options.subjects());
        this.self = self;
        this.entropy = entropy;
    }

    /** Returns the figures of this process. */
    public StoreFigures figures() {
        return figures;
    }

    JetStreamStoreOptions options() {
        return options;
    }

    ClusterNames names() {
        return names;
    }

    Holder self() {
        return self;
    }

    /** Returns the link of the registry's shard. */
    ClusterLink link() {
        return links.getFirst();
    }

    /** Returns the shard of the registry. */
    ShardExecutor registry() {
        return link().shard();
    }

    /** Returns what the registry's shard uses to speak with the cluster. Called on that shard. */
    ShardServices services() {
        return services(registry());
    }

    /** Returns what a shard uses to speak with the cluster. Called on that shard. */
    ShardServices services(ShardExecutor shard) {
        return services.computeIfAbsent(
                shard.index(),
                index ->
                        ShardServices.of(
                                links.get(index), entropy.token(SECRET_LENGTH), options.domain()));
    }

    /** Tells whether no request is under way. Only if one shard does everything. For tests. */
    boolean isIdle() {
        return services.values().stream().allMatch(each -> each.requests().isIdle());
    }
}
