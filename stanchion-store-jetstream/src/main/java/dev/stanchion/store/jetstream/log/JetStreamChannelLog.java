package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import dev.stanchion.store.jetstream.api.Inbox;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.append.Foreign;
import dev.stanchion.store.jetstream.append.StreamOwner;
import dev.stanchion.store.jetstream.append.StreamWriter;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import dev.stanchion.store.jetstream.state.JetStreamSubscriptionLog;
import dev.stanchion.store.jetstream.state.RecentLease;
import dev.stanchion.store.remote.Admission;
import dev.stanchion.store.remote.Block;
import dev.stanchion.store.remote.Ledger;
import dev.stanchion.store.remote.PageCache;
import dev.stanchion.store.remote.PagedRead;
import dev.stanchion.store.remote.RetainedLog;
import dev.stanchion.store.remote.Retention;
import dev.stanchion.store.remote.Tail;
import dev.stanchion.store.remote.TailMemory;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel's log, whose sequences are those of its stream. Owned by the channel's shard.
 *
 * <p>An append goes into the tail, the ledger and the queue of the writer. If somebody else writes
 * to the stream meanwhile, that message takes the next sequence and what waits moves up; nobody has
 * seen the sequences that change.
 */
public final class JetStreamChannelLog implements StreamLog, RetainedLog, StreamOwner {
    private static final Logger LOG = LoggerFactory.getLogger(JetStreamChannelLog.class);

    private final Names names;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final Services services;
    private final StreamWriter writer;
    private final StreamReader reader;
    private final Upkeep upkeep;
    private final StreamForm form;
    private final Contents contents;
    private final Holes holes;
    private final Retention retention;
    private final PageCache pages = new PageCache();

    private long last;
    private @Nullable StoreException refusal;
    private @Nullable ForeignWatch watch;
    private @Nullable StreamWatch streamWatch;
    private @Nullable AdoptedRules adopted;
    private boolean isFenced;

    /**
     * The names of a channel in the cluster.
     *
     * @param gapSubject empty if the stream is an adopted one
     */
    public record Names(String channel, String stream, String subject, String gapSubject) {}

    /**
     * The parts of the store that a log uses.
     *
     * @param confirmActive finds out whether this process has the lease
     * @param lease confirms it before messages are removed
     */
    public record Services(
            Inbox inbox,
            JetStreamApi api,
            Admission admission,
            Duration patience,
            TailMemory tails,
            SpareMessages spare,
            StoreFigures figures,
            Consumer<Outcome<Outcome.Done>> confirmActive,
            RecentLease lease) {}

    /**
     * What the stream has when the channel is opened.
     *
     * @param ranges the messages that it has
     * @param first the first sequence of the stream, of which nothing must be removed any more
     * @param last the last sequence of the stream
     * @param lastTimestamp a lower bound for timestamps
     */
    public record Recovered(List<Block.Summary> ranges, long first, long last, long lastTimestamp) {
        public Recovered {
            ranges = List.copyOf(ranges);
        }
    }

    public JetStreamChannelLog(
            Names names,
            Recovered recovered,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Services services) {
        this.names = names;
        this.owner = owner;
        this.listener = listener;
        this.services = services;
        last = recovered.last();
        writer =
                new StreamWriter(
                        services.inbox(),
                        services.api(),
                        new StreamWriter.Target(
                                names.stream(),
                                names.channel(),
                                names.gapSubject(),
                                services.patience(),
                                services.figures()),
                        this,
                        last);
        reader =
                new StreamReader(
                        services.api(),
                        names.channel(),
                        names.stream(),
                        names.subject(),
                        services.patience(),
                        services.inbox().link()::maxPayloadBytes);
        upkeep =
                new Upkeep(
                        services.api(), names.stream(), owner, services.lease(), recovered.first());
        form =
                new StreamForm(
                        names.channel(),
                        names.subject(),
                        services.inbox().link(),
                        services.spare());
        contents =
                new Contents(
                        new Ledger(recovered.ranges()),
                        new Tail(services.tails(), owner, last + 1),
                        last,
                        recovered.lastTimestamp(),
                        reader,
                        services.admission(),
                        services.spare());
        holes = new Holes(names, writer, contents, last);
        retention = new Retention(this, contents.ledger(), limits);
    }

    /**
     * Looks for messages of other writers from now on.
     *
     * @param isAnybodySubscribed tells whether somebody waits for messages
     */
    public void watchForeign(BooleanSupplier isAnybodySubscribed) {
        ForeignWatch made =
                new ForeignWatch(services.inbox(), writer, names.subject(), isAnybodySubscribed);
        watch = made;
        made.begin();
    }

    /**
     * Treats the stream as somebody else's from now on, who may change it. Nothing is removed from
     * it any more, and messages of others are looked for.
     *
     * @param subscriptions those of the channel
     */
    public void adopt(
            AdoptedStream wanted, StreamInfo opened, JetStreamSubscriptionLog subscriptions) {
        AdoptedRules rules = new AdoptedRules(names.channel(), wanted, subscriptions::highestSent);
        rules.apply(opened, writer, reader, form);
        rules.continuesBehind(last);
        adopted = rules;
        StreamWatch made =
                new StreamWatch(services.api(), owner, wanted, opened, new Changes(rules));
        streamWatch = made;
        made.begin();
        watchForeign(subscriptions::isAny);
    }

    /** Follows what others do with an adopted stream. */
    private final class Changes implements StreamWatch.Listener {
        private final AdoptedRules rules;

        Changes(AdoptedRules rules) {
            this.rules = rules;
        }

        @Override
        public void onInfo(StreamInfo info) {
            rules.apply(info, writer, reader, form);
            if (contents.restate(info)) {
                contents.tail().trim(firstSequence(), contents.durable());
            }
            if (info.lastSequence() > contents.durable()) {
                writer.look();
            }
        }

        @Override
        public void onGone(String why) {
            writer.stopAsCorrupt(why);
        }
    }

    @Override
    public void recordPositions(Runnable record) {
        upkeep.recordPositions(record);
    }

    @Override
    public long firstSequence() {
        if (contents.ledger().isEmpty()) {
            return last == 0 ? 0 : last + 1;
        }
        return contents.ledger().first();
    }

    @Override
    public long lastSequence() {
        return last;
    }

    @Override
    public long messageCount() {
        return contents.ledger().count();
    }

    @Override
    public long countFrom(long sequence) {
        return contents.ledger().countFrom(sequence);
    }

    @Override
    public long byteCount() {
        return contents.ledger().bytes();
    }

    @Override
    public long firstTimestampEpochNanos() {
        return contents.ledger().firstTimestamp();
    }

    @Override
    public long lastTimestampEpochNanos() {
        return contents.lastTimestamp();
    }

    @Override
    public long durableSequence() {
        return contents.durable();
    }

    @Override
    public long durableTimestamp() {
        return contents.durableTimestamp();
    }

    @Override
    public Tail tail() {
        return contents.tail();
    }

    @Override
    public PageCache pages() {
        return pages;
    }

    @Override
    public boolean isKnown(ByteBuf buffer, int guidIndex, int guidLength) {
        return contents.isKnown(buffer, guidIndex, guidLength, owner.batchNanos());
    }

    @Override
    public void guidHashesBehind(long sequence, Outcome<long[]> outcome) {
        assert owner.isCurrent();
        new StoredGuids(reader, contents)
                .behind(sequence, firstSequence(), owner.epochNanos(), outcome);
    }

    @Override
    public void append(LogEntry message) {
        assert owner.isCurrent();
        if (message.sequence() != last + 1) {
            throw new IllegalArgumentException(
                    "sequence for %s: %d (expected: %d)"
                            .formatted(names.channel(), message.sequence(), last + 1));
        }
        if (refusal != null) {
            throw refusal;
        }
        if (adopted != null) {
            refuseIfAdopted(adopted);
        }
        holes.check(message.sequence(), adopted != null);
        Waiting added = form.of(message, tail().room(message.encodedLength()));
        admit(added);
        holes.fillBefore(message.sequence());
        writer.add(added.outgoing());
        last++;
        holes.taken(last);
        contents.append(added);
        retention.drop();
    }

    private void admit(Waiting message) {
        try {
            services.admission().admit(names.channel(), message.admittedBytes());
        } catch (StoreException why) {
            services.spare().giveBack(message);
            throw why;
        }
    }

    private void refuseIfAdopted(AdoptedRules rules) {
        StoreException why = rules.refusal(last);
        if (why != null) {
            throw why;
        }
    }

    /**
     * Takes all sequences up to one that clients have seen although the stream does not have it.
     */
    public void continueBehind(long sequence) {
        if (sequence > last) {
            last = sequence;
            holes.fillBefore(sequence + 1);
            writer.flush();
        }
    }

    @Override
    public void skipTo(long nextSequence) {
        assert owner.isCurrent();
        if (nextSequence <= last) {
            throw new IllegalArgumentException(
                    "skip to, for %s: %d (expected: at least %d)"
                            .formatted(names.channel(), nextSequence, last + 1));
        }
        last = nextSequence - 1;
    }

    @Override
    public void onDropped(boolean isAny) {
        removeDropped();
    }

    /** Has the stream remove what was dropped and does not come back if messages are lost. */
    private void removeDropped() {
        Ledger ledger = contents.ledger();
        ledger.settleDroppedFor(contents.durable());
        if (adopted != null) {
            return;
        }
        upkeep.removeBefore(Math.min(ledger.neededFrom(last + 1), contents.durable() + 1));
    }

    @Override
    public void fetchDetails(
            long first,
            long to,
            Consumer<List<Block.Detail>> fetched,
            Consumer<StoreException> failed) {
        reader.details(first, to, fetched, failed);
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        assert owner.isCurrent();
        if (adopted == null) {
            retention.removeOlderThan(epochNanos);
        }
    }

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        if (adopted == null) {
            retention.removeUpTo(sequence, outcome);
        } else {
            outcome.failed(ReadOnlyLog.removesNothing(names.channel(), names.stream()));
        }
    }

    @Override
    public void deleteDropped(Outcome<Outcome.Done> outcome) {
        upkeep.removeNow(Math.min(firstSequence(), contents.durable() + 1), outcome);
    }

    /** Applies the limits to the messages of an earlier run. */
    public void applyLimits() {
        retention.drop();
    }

    @Override
    public void commit() {
        assert owner.isCurrent();
        writer.flush();
    }

    @Override
    public void onDurable(long sequence) {
        if (sequence <= contents.durable()) {
            return;
        }
        contents.becomeDurable(sequence);
        contents.tail().trim(firstSequence(), sequence);
        removeDropped();
        upkeep.positionChanged();
        listener.onDurable(sequence);
    }

    @Override
    public void onForeign(List<Foreign> messages, int moved) {
        List<Contents.StoredByOther> settled =
                contents.insert(messages, moved, owner.elapsedNanos());
        last += moved - settled.size();
        holes.move(moved - settled.size());
        if (moved > 0) {
            listener.onInserted(moved);
        }
        settled.forEach(each -> listener.onStoredByOther(each.sequence(), each.storedAt()));
        retention.drop();
    }

    @Override
    public void confirmActive(Outcome<Outcome.Done> outcome) {
        services.confirmActive()
                .accept(
                        Outcome.of(
                                outcome::succeeded,
                                why -> {
                                    if (why.kind() == StoreException.Kind.FENCED) {
                                        fence(why);
                                    } else {
                                        outcome.failed(why);
                                    }
                                }));
    }

    /**
     * Ends the log because another process has taken over. What waits may be in the stream or come
     * there; the other process finds it.
     */
    @Override
    public void fence(StoreException why) {
        if (isFenced) {
            return;
        }
        isFenced = true;
        close();
        refusal = why;
        forgetWaiting();
        listener.onLost(why); // the engine must learn it even if no message waits
    }

    /** Ends the log, which has no stream any more. It refuses messages. */
    public void stop(StoreException why) {
        close();
        refusal = why;
    }

    @Override
    public void onLost(StoreException why) {
        if (forgetWaiting()) {
            listener.onLost(why);
        }
    }

    /**
     * Forgets what is not durable. Returns whether there was anything. Its sequences stay unused,
     * because a subscription for new messages may begin behind them.
     */
    private boolean forgetWaiting() {
        boolean isAny = contents.loseWaiting();
        holes.taken(contents.durable());
        if (adopted != null) {
            last = contents.durable();
            adopted.continuesBehind(last);
        }
        retention.drop();
        return isAny;
    }

    @Override
    public void onBehind(long streamLast, long acknowledged) {
        if (adopted != null) {
            writer.stopAsCorrupt(adopted.textOfLoss(streamLast, acknowledged));
            return;
        }
        LOG.error(
                "{}: stream ends at {}, {} was acknowledged: the NATS cluster has lost {} messages."
                        + " Going on at {}",
                names.channel(),
                streamLast,
                acknowledged,
                acknowledged - streamLast,
                acknowledged + 1);
    }

    @Override
    public void refuse(StoreException why) {
        refusal = why;
    }

    @Override
    public void accept() {
        refusal = null;
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader to) {
        assert owner.isCurrent();
        PagedRead.start(this, fromSequence, maxMessages, to);
    }

    @Override
    public void fetchPage(long from, Runnable fetched, Consumer<StoreException> failed) {
        reader.page(
                from,
                contents.durable(),
                Outcome.of(
                        page -> {
                            pages.add(page);
                            fetched.run();
                        },
                        failed));
    }

    @Override
    public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
        assert owner.isCurrent();
        Block block = contents.ledger().blockAt(epochNanos);
        if (block == null) {
            outcome.succeeded(last + 1);
        } else if (block.hasDetails()) {
            outcome.succeeded(block.sequenceAt(epochNanos));
        } else {
            long first = block.first();
            reader.sequenceAt(first, block.last(), epochNanos, afterSearch(outcome));
        }
    }

    /** A message that was found may have been removed meanwhile. */
    private Outcome<Long> afterSearch(Outcome<Long> outcome) {
        return Outcome.of(
                sequence ->
                        outcome.succeeded(Math.min(Math.max(sequence, firstSequence()), last + 1)),
                outcome::failed);
    }

    @Override
    public void drain(Runnable drained) {
        writer.flush();
        writer.whenIdle(() -> upkeep.finish(drained));
    }

    /** Tells whether the log has not refused messages for good. */
    public boolean takesMessages() {
        return refusal == null;
    }

    @Override
    public boolean isIdle() {
        return writer.isIdle();
    }

    @Override
    public void close() {
        if (streamWatch != null) {
            streamWatch.close();
            streamWatch = null;
        }
        ForeignWatch ended = watch;
        if (ended != null) {
            ended.close();
            watch = null;
        }
        writer.close();
        upkeep.close();
    }
}
