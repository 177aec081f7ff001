package dev.stanchion.store.sql.channel;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
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
 * Opens and deletes channels, and gives numbers to them and their subscriptions. Safe for use by
 * many threads; the engine asks for each channel on that channel's shard.
 */
public final class ChannelDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelDesk.class);

    private final Dialect dialect;
    private final Settings settings;
    private final SqlChannelLog.Services services;
    private final Purge purge;
    private final ConcurrentMap<String, FoundChannel> found = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, OpenChannel> channels = new ConcurrentHashMap<>();
    private final AtomicInteger channelIds;
    private final AtomicLong subscriptionIds;

    /**
     * What is the same for all channels.
     *
     * @param tailBytes how many bytes of its newest messages a channel keeps in memory
     * @param maxMessageBytes what the table can hold
     * @param subscriptionDelay how long changes of subscriptions may wait for others
     */
    public record Settings(int tailBytes, int maxMessageBytes, Duration subscriptionDelay) {}

    /**
     * What earlier runs have left.
     *
     * @param highestChannel the highest number that a channel has
     * @param highestSubscription the highest number that a subscription has
     */
    public record Earlier(
            Collection<FoundChannel> channels, int highestChannel, long highestSubscription) {}

    /**
     * @param purge told of deleted channels, by the writer
     */
    public ChannelDesk(
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

    /** Returns the channels that were found and not opened yet. */
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

    /** The channel is open: what was known of it belongs to its shard. */
    void opened(String name) {
        found.remove(name);
    }

    /** It could not be opened. */
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

    /** On the writer's thread: the channel is marked as deleted for good. */
    void deleted(String name, int number, @Nullable ChannelWork work) {
        if (work != null) {
            services.gathering().discard(work);
        }
        found.remove(name);
        channels.remove(name);
        purge.add(number);
    }

    /** Hands over what has not been yet; the shards have stopped. */
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
     * @param wanted taken if it is such
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
