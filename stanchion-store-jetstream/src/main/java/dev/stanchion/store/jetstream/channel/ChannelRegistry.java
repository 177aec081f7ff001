package dev.stanchion.store.jetstream.channel;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import dev.stanchion.store.jetstream.state.StateWriter;
import dev.stanchion.store.remote.Admission;
import dev.stanchion.store.remote.TailMemory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and deletes channels. Safe for use by many threads. The engine calls it for each channel on
 * that channel's shard.
 */
public final class ChannelRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelRegistry.class);

    private final Settings settings;
    private final Function<ShardExecutor, ShardServices> services;
    private final StateWriter state;
    private final ConcurrentMap<String, FoundChannel> found;
    private final ConcurrentMap<String, OpenChannel> channels = new ConcurrentHashMap<>();
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    /**
     * The settings that all channels share.
     *
     * @param nativeWriters tells whether others may write to a channel's stream
     * @param adopted the channels that use streams of somebody else
     */
    public record Settings(
            StreamShape shape,
            Admission admission,
            Duration patience,
            Duration positionDelay,
            TailMemory tails,
            StoreFigures figures,
            Predicate<String> nativeWriters,
            Map<String, AdoptedStream> adopted) {}

    /**
     * @param services returns what a shard uses; called on that shard
     * @param found the channels of earlier runs
     */
    public ChannelRegistry(
            Settings settings,
            Function<ShardExecutor, ShardServices> services,
            StateWriter state,
            Map<String, FoundChannel> found) {
        this.settings = settings;
        this.services = services;
        this.state = state;
        this.found = new ConcurrentHashMap<>(found);
    }

    Settings settings() {
        return settings;
    }

    StateWriter state() {
        return state;
    }

    public void open(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        assert owner.isCurrent();
        OpenChannel open = new OpenChannel(owner);
        if (channels.putIfAbsent(name, open) != null) {
            outcome.failed(
                    new StoreException(
                            StoreException.Kind.BUSY, "open", name, "the channel is open already"));
            return;
        }
        Opening.Wanted wanted = new Opening.Wanted(name, limits, owner, listener, outcome);
        AdoptedStream adopted = settings.adopted().get(name);
        FoundChannel known = found.get(name);
        if (adopted == null) {
            ChannelOpening opening = new ChannelOpening(this, services.apply(owner), wanted, open);
            if (known == null) {
                opening.create();
            } else {
                opening.load(known);
            }
        } else {
            AdoptedOpening opening =
                    new AdoptedOpening(this, services.apply(owner), wanted, adopted, open);
            if (known == null) {
                opening.create();
            } else {
                opening.load(known);
            }
        }
    }

    /** Says once that the servers do not have the room that streams would reserve. */
    void reservesNothing(String name, long bytes, String why) {
        if (hasWarned.compareAndSet(false, true)) {
            LOG.warn(
                    "{}: the NATS servers cannot reserve {} bytes for its stream ({}). Streams go"
                            + " without max_bytes; the channels keep their limits",
                    name,
                    bytes,
                    why);
        }
    }

    /** Records that the recovered state of the channel belongs to its shard now. */
    void opened(String name) {
        found.remove(name);
    }

    /** Tells whether each channel of earlier runs belongs to its shard now. */
    public boolean hasOpenedAll() {
        return found.isEmpty();
    }

    /** Records that the channel could not be opened. */
    void notOpened(String name, OpenChannel open) {
        channels.remove(name, open);
    }

    /**
     * Deletes a channel. A mark in the channel's record comes first, so that a deletion that is
     * interrupted is finished later.
     */
    public void delete(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        OpenChannel open = channels.get(name);
        FoundChannel known = found.get(name);
        if (open == null && known == null) {
            outcome.succeeded(Outcome.Done.DONE);
            return;
        }
        if (open != null) {
            open.close();
        }
        List<Long> ids =
                known != null
                        ? known.subscriptions().stream()
                                .map(each -> each.subscription().id())
                                .toList()
                        : List.copyOf(open == null ? List.of() : open.subscriptionIds());
        Deletion deletion =
                new Deletion(
                        settings.shape().names(),
                        services.apply(owner).api(),
                        state,
                        name,
                        recordOf(name, known, open),
                        ids,
                        owner,
                        settings.patience());
        deletion.begin(
                Outcome.of(
                        done -> {
                            found.remove(name);
                            channels.remove(name);
                            outcome.succeeded(done);
                        },
                        why -> {
                            if (open != null) {
                                open.refuse(
                                        new StoreException(
                                                why.kind(),
                                                "append",
                                                name,
                                                "the channel is being deleted"));
                            }
                            outcome.failed(why);
                        }));
    }

    private ChannelRecord recordOf(
            String name, @Nullable FoundChannel known, @Nullable OpenChannel open) {
        if (known != null) {
            return known.record();
        }
        ChannelRecord record = open == null ? null : open.record();
        return record == null ? ChannelRecord.of(settings.shape().names().stream(name)) : record;
    }

    /** Finishes everything that is under way. The task runs on the shard of any channel. */
    public void drain(Runnable drained) {
        AtomicInteger left = new AtomicInteger(1);
        Runnable one =
                () -> {
                    if (left.decrementAndGet() == 0) {
                        drained.run();
                    }
                };
        for (OpenChannel each : channels.values()) {
            left.incrementAndGet();
            each.drain(one);
        }
        one.run();
    }

    /** Ends the logs of all channels because another process has taken over. */
    public void fence(StoreException why) {
        channels.values().forEach(each -> each.fence(why));
    }

    /** Tells whether nothing is under way. Only if one shard owns all channels. For tests. */
    public boolean isIdle() {
        return channels.values().stream().allMatch(OpenChannel::isIdle);
    }

    /** Ends the logs of all channels. */
    public void close() {
        channels.values().forEach(OpenChannel::closeOnShard);
    }
}
