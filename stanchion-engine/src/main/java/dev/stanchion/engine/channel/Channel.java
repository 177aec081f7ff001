package dev.stanchion.engine.channel;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.registration.Allowance;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.subscription.Delivery;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.Source;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.protocol.PubMsgCursor;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An open channel: its log, its subscriptions, and the clocks that remove messages and the channel.
 */
@ShardOwned
public final class Channel implements Source {
    /** There is no commit to tell about; no time a clock would give. */
    public static final long NO_COMMIT = Long.MIN_VALUE;

    private final String name;
    private final byte[] nameBytes;
    private final long incarnation;
    private final ShardExecutor shard;
    private final ChannelLimits limits;
    private final ChannelStore store;
    private final Delivery delivery;
    private final Supplier<Policies> policies;
    private final Interest interest;
    private final LiveRead live;
    private final Expiry expiry;
    private final Inactivity inactivity;
    private final Milestones milestones = new Milestones();
    private boolean stopped;
    private long durableSequence;
    private long appendedSequence;
    private boolean uncommitted;
    private final RecentPublishers publishers = new RecentPublishers();
    private final PayloadSample payloads = new PayloadSample();
    private @Nullable PlainPublish plainPublish;
    private @Nullable ParkedNotes parked;
    private long timedSequence;
    private long timedSinceNanos = NO_COMMIT;

    /**
     * A publish without the streaming protocol.
     *
     * @param publisher its connection
     */
    public record PlainPublish(String publisher, long atEpochNanos) {}

    Channel(
            String name,
            long incarnation,
            ChannelRules.Rule rule,
            ShardExecutor shard,
            ChannelStore store,
            Delivery delivery,
            Allowance allowance,
            Supplier<Policies> policies,
            Runnable idleTooLong) {
        this.name = name;
        this.incarnation = incarnation;
        this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
        this.shard = shard;
        this.limits = rule.storage();
        this.store = store;
        this.delivery = delivery;
        this.policies = policies;
        this.durableSequence = store.messages().lastSequence();
        this.appendedSequence = durableSequence;
        this.interest = new Interest(rule.maxSubscriptions(), allowance);
        this.live = new LiveRead(store.messages(), interest, durableSequence + 1);
        this.expiry = new Expiry(store.messages(), shard, rule.storage().maxAgeNanos());
        this.inactivity =
                new Inactivity(shard, rule.maxInactivityNanos(), interest::isActive, idleTooLong);
    }

    @Override
    public String channel() {
        return name;
    }

    @Override
    public byte[] channelBytes() {
        return nameBytes;
    }

    @Override
    public ChannelLog messages() {
        return store.messages();
    }

    @Override
    public SubscriptionLog records() {
        return store.subscriptions();
    }

    /** Records the changes to subscriptions. Nobody hears of a failure that ends the engine. */
    public void flush(Outcome<Outcome.Done> outcome) {
        records().flush(delivery.fence().around(outcome));
    }

    @Override
    public long liveSequence() {
        return live.nextSequence();
    }

    @Override
    public Delivery delivery() {
        return delivery;
    }

    @Override
    public Policies policies() {
        return policies.get();
    }

    public Interest interest() {
        return interest;
    }

    Inactivity inactivity() {
        return inactivity;
    }

    /**
     * Ends a position with all its subscriptions, as if the last of them had been unsubscribed.
     *
     * @param recorded hears when the end is durable
     */
    public void end(Dispatcher position, Outcome<Outcome.Done> recorded) {
        Tenancy.vacateAll(this, position, Tenancy.Ending.UNSUBSCRIBED);
        for (Subscription kept : position.subscriptions()) {
            kept.end();
            position.leave(kept);
            interest.remove(kept);
            records().delete(kept.id());
        }
        if (!interest.isActive()) {
            inactivity.begin();
        }
        flush(recorded);
    }

    /** Ends the use of all its subscriptions. Durables and durable groups stay. */
    void vacate() {
        for (Dispatcher position : interest.positions()) {
            Tenancy.vacateAll(this, position, Tenancy.Ending.CLOSED);
        }
    }

    /** Returns a number that no other channel of this name has, nor had, in this run. */
    public long incarnation() {
        return incarnation;
    }

    /** Returns up to where the log is durable. */
    public long durableSequence() {
        return durableSequence;
    }

    /** Returns the time of its shard. */
    public long nowEpochNanos() {
        return shard.epochNanos();
    }

    /** Returns the timestamp for a message that comes now; it never goes back. */
    public long nextTimestampEpochNanos() {
        return Math.max(shard.epochNanos(), messages().lastTimestampEpochNanos());
    }

    /**
     * Appends a message.
     *
     * @return true if nothing else waits for {@link #commit} yet
     * @throws dev.stanchion.engine.spi.StoreException if it cannot be stored; nothing has changed
     */
    public boolean append(LogEntry message) {
        assert shard.isCurrent();
        messages().append(message);
        appendedSequence = message.sequence();
        inactivity.active();
        expiry.watch();
        boolean isFirst = !uncommitted;
        if (isFirst) { // the time of the batch, so that the first message after a silence is
            // recognised
            milestones.reached(appendedSequence, messages().lastTimestampEpochNanos());
        }
        uncommitted = true;
        return isFirst;
    }

    /** The first message of a batch is from this client. */
    public void publishedBy(String clientId, PubMsgCursor message) {
        publishers.note(clientId, shard.epochNanos());
        if (payloads.isWanted()) {
            payloads.look(
                    messages().lastSequence(),
                    clientId,
                    shard.epochNanos(),
                    message.buffer(),
                    message.dataIndex(),
                    message.dataLength());
        }
    }

    /** Returns whether its messages look like JSON. */
    public PayloadSample payloads() {
        return payloads;
    }

    /** A client has published to the subject of this name without the streaming protocol. */
    public void publishedPlainly(String publisher) {
        plainPublish = new PlainPublish(publisher, shard.epochNanos());
    }

    /** Returns the last such publish; null if there was none. */
    public @Nullable PlainPublish plainPublish() {
        return plainPublish;
    }

    /** Returns the notes of its open parked messages; for channels of parked messages. */
    public ParkedNotes parked() {
        ParkedNotes notes = parked;
        if (notes == null) {
            notes = new ParkedNotes(this);
            parked = notes;
        }
        return notes;
    }

    /** Returns who has published lately; empty if nobody has since the server started. */
    public String lastPublisher() {
        return publishers.last();
    }

    /** Returns who has published lately. */
    public RecentPublishers publishers() {
        return publishers;
    }

    /** Returns the limits of its messages. */
    public ChannelLimits limits() {
        return limits;
    }

    /**
     * Makes the appended messages durable.
     *
     * @param nowNanos as elapsed time
     */
    public void commit(long nowNanos) {
        uncommitted = false;
        if (timedSinceNanos == NO_COMMIT) {
            timedSequence = appendedSequence;
            timedSinceNanos = nowNanos;
        }
        messages().commit();
    }

    /** Everything up to this sequence may be delivered. */
    void durable(long sequence) {
        durableSequence = Math.max(durableSequence, sequence);
        live.advanceTo(durableSequence);
    }

    /**
     * Returns when a commit was asked for that has been carried out meanwhile, {@link #NO_COMMIT}
     * if there was none. Of commits that overlap, one is told about.
     */
    public long carriedOutSinceNanos() {
        long since = timedSinceNanos;
        if (since == NO_COMMIT || durableSequence < timedSequence) {
            return NO_COMMIT;
        }
        timedSinceNanos = NO_COMMIT;
        return since;
    }

    /**
     * Moves up all appended messages that are not durable. The positions of subscriptions do not
     * change: a new subscription that begins behind such messages may receive some of them. Their
     * publishers had no acknowledgement when it began.
     */
    void inserted(int count) {
        inactivity.active();
        if (appendedSequence > durableSequence) {
            appendedSequence += count;
        }
        if (timedSequence > durableSequence) {
            timedSequence += count;
        }
        milestones.inserted(durableSequence, count);
    }

    /** An appended message is stored elsewhere: those behind it move down. */
    void storedByOther(long sequence) {
        if (appendedSequence >= sequence) {
            appendedSequence--;
        }
        if (timedSequence >= sequence) {
            timedSequence--;
        }
        milestones.removed(sequence);
    }

    /** Appended messages that were not durable are lost. */
    void lost() {
        timedSinceNanos = NO_COMMIT;
        appendedSequence = durableSequence;
    }

    /** Returns whether an appended message is not durable yet. */
    boolean isUnsettled() {
        return appendedSequence > durableSequence;
    }

    /** Stops removing messages: the channel is being deleted as a whole. */
    void pause() {
        expiry.stop();
        inactivity.stop();
    }

    /** Stops all clocks and all that listens; the channel will not be used any more. */
    public void stop() {
        stopped = true;
        expiry.end();
        inactivity.end();
        interest.endAll();
    }

    /**
     * Returns whether the engine or the channel has ended. Work that is still under way comes too
     * late.
     */
    public boolean isStopped() {
        return stopped;
    }

    /** Estimates when a kept message was stored; 0 if there is none at or behind it. */
    public long storedAtEpochNanos(long sequence) {
        ChannelLog log = messages();
        if (log.messageCount() == 0 || sequence > log.lastSequence()) {
            return 0;
        }
        return milestones.storedAt(
                sequence,
                new Milestones.Mark(log.firstSequence(), log.firstTimestampEpochNanos()),
                new Milestones.Mark(log.lastSequence(), log.lastTimestampEpochNanos()));
    }

    /** Starts the timers. */
    void begin() {
        expiry.watch();
        inactivity.begin();
    }
}
