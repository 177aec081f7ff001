package dev.stanchion.store.sql.channel;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.remote.TailMemory;
import dev.stanchion.store.sql.database.Dialect;
import dev.stanchion.store.sql.log.SqlChannelLog;
import dev.stanchion.store.sql.write.ChannelWork;
import dev.stanchion.store.sql.write.Purge;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and deletes channels, and assigns numbers to channels and subscriptions. Safe for use by
 * many threads. The engine calls it for each channel on that channel's shard.
 */
public final class ChannelRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelRegistry.class);

    private final Dialect dialect;
    private final Settings settings;
    private final SqlChannelLog.Services services;
    private final Purge purge;
    private final ConcurrentMap<String, FoundChannel> found = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, OpenChannel> channels = new ConcurrentHashMap<>();
    private final AtomicInteger channelIds;
    private final AtomicLong subscriptionIds;

    /**
     * The settings that all channels share.
     *
     * @param tails the memory for the newest messages of channels
     * @param maxMessageBytes the maximum size of a message in the table
     * @param subscriptionDelay the maximum time that the store gathers changes of subscriptions
     */
    public record Settings(TailMemory tails, int maxMessageBytes, Duration subscriptionDelay) {}

    /**
     * The highest numbers that earlier runs have used.
     *
     * @param highestChannel the highest number that a channel has
     * @param highestSubscription the highest number that a subscription has
     */
    public record Earlier(
            Collection<FoundChannel> channels, int highestChannel, long highestSubscription) {}

    /**
     * @param purge the writer tells it of deleted channels
     */
    public ChannelRegistry(
            Dialect dialect,
            Settings settings,
            SqlChannelLog.Services services,
            Purge purge,
            Earlier earlier) {
        this.dialect = dialect;
        this.settings = settings;
        this.services = services;
        this.purge = purge;
        channelIds = new AtomicInteger(earlier.highestChannel());
        subscriptionIds = new AtomicLong(earlier.highestSubscription());
        earlier.channels().forEach(this::remember);
    }

    private void remember(FoundChannel channel) {
        FoundChannel other = found.put(channel.name(), channel);
        if (other != null) {
            LOG.warn(
                    "Table Channels has {} twice; number {} is used, number {} is not",
                    channel.name(),
                    channel.id(),
                    other.id());
        }
    }

    /** Returns the channels that the recovery found and that are not open yet. */
    public Collection<FoundChannel> found() {
        return found.values();
    }

    public void open(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        assert owner.isCurrent();
        OpenChannel open = new OpenChannel();
        if (channels.putIfAbsent(name, open) != null) {
            outcome.failed(
                    new StoreException(
                            StoreException.Kind.BUSY, "open", name, "the channel is open already"));
            return;
        }
        ChannelOpening opening =
                new ChannelOpening(this, name, limits, owner, listener, open, outcome);
        FoundChannel known = found.get(name);
        if (known == null) {
            opening.create(channelIds.incrementAndGet());
        } else {
            opening.load(known);
        }
    }

    /**
     * Records that the channel is open. The recovered state of the channel now belongs to its
     * shard.
     */
    void opened(String name) {
        found.remove(name);
    }

    /** Records that the channel could not be opened. */
    void notOpened(String name, OpenChannel open) {
        channels.remove(name, open);
    }

    public void delete(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        OpenChannel open = channels.get(name);
        ChannelWork work = open == null ? null : open.work();
        FoundChannel known = found.get(name);
        if (work != null) {
            delete(name, work.id(), work, owner, outcome);
        } else if (known != null) {
            delete(name, known.id(), null, owner, outcome);
        } else {
            outcome.succeeded(Outcome.Done.DONE);
        }
    }

    private void delete(
            String name,
            int number,
            @Nullable ChannelWork work,
            ShardExecutor owner,
            Outcome<Outcome.Done> outcome) {
        services.gathering().add(new ChannelDeletion(this, name, number, work, owner, outcome));
    }

    /** Records that the mark of the deleted channel is durable. Called on the writer's thread. */
    void deleted(String name, int number, @Nullable ChannelWork work) {
        if (work != null) {
            services.gathering().discard(work);
        }
        found.remove(name);
        channels.remove(name);
        purge.add(number);
    }

    /** Hands the remaining changes to the writer. The shards must have stopped. */
    public void drain() {
        channels.values().forEach(OpenChannel::drain);
    }

    Dialect dialect() {
        return dialect;
    }

    Settings settings() {
        return settings;
    }

    SqlChannelLog.Services services() {
        return services;
    }

    /**
     * Returns a number that no subscription in the database ever had.
     *
     * @param wanted this number is used if no subscription ever had it
     */
    long newSubscriptionId(long wanted) {
        long highest = subscriptionIds.get();
        while (wanted > highest) {
            if (subscriptionIds.compareAndSet(highest, wanted)) {
                return wanted;
            }
            highest = subscriptionIds.get();
        }
        return subscriptionIds.incrementAndGet();
    }
}
