package dev.stanchion.store.sql.log;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.remote.Admission;
import dev.stanchion.store.remote.Block;
import dev.stanchion.store.remote.Ledger;
import dev.stanchion.store.remote.PageCache;
import dev.stanchion.store.remote.PagedRead;
import dev.stanchion.store.remote.RetainedLog;
import dev.stanchion.store.remote.Retention;
import dev.stanchion.store.remote.StoredMessage;
import dev.stanchion.store.remote.Tail;
import dev.stanchion.store.remote.TailMemory;
import dev.stanchion.store.sql.read.MessageTable;
import dev.stanchion.store.sql.read.Readers;
import dev.stanchion.store.sql.write.Barrier;
import dev.stanchion.store.sql.write.ChannelWork;
import dev.stanchion.store.sql.write.Gathering;
import dev.stanchion.store.sql.write.RecentGuids;
import java.util.List;
import java.util.function.Consumer;

/**
 * A channel's log. Owned by the channel's shard.
 *
 * <p>An append goes into {@link Tail} and {@link Ledger}; {@link #commit} hands the new messages to
 * the writer, which reports when they are in the database. A message that the writer loses was
 * never visible to a client, so the log assigns its sequence again. The Go server cannot trim a
 * channel with gaps ({@code spec/stores.md} 2.2).
 */
public final class SqlChannelLog implements ChannelLog, RetainedLog, ChannelWork.Listener {
    private final String channel;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final Services services;
    private final ChannelWork work;
    private final MessageTable table;
    private final Ledger ledger;
    private final Retention retention;
    private final Tail tail;
    private final PageCache pages = new PageCache();
    private final int maxMessageBytes;

    private long last;
    private long appended;
    private long committed;
    private long durable;
    private long lastTimestamp;
    private long durableTimestamp;
    private long appendedBytes;
    private long releasedBytes;
    private boolean stateChanged;

    /** The parts of the store that a log uses. */
    public record Services(
            Gathering gathering, Readers readers, Admission admission, boolean keepsGuids) {}

    /**
     * The state of a channel in the database when the channel is opened.
     *
     * @param last the last sequence that was ever assigned
     * @param lastTimestamp a lower bound for timestamps
     */
    public record Recovered(List<Block.Summary> summaries, long last, long lastTimestamp) {}

    public SqlChannelLog(
            ChannelWork work,
            MessageTable table,
            Recovered recovered,
            ChannelLimits limits,
            TailMemory tails,
            int maxMessageBytes,
            ShardExecutor owner,
            LogListener listener,
            Services services) {
        this.channel = work.name();
        this.work = work;
        this.table = table;
        this.owner = owner;
        this.listener = listener;
        this.services = services;
        this.maxMessageBytes = maxMessageBytes;
        ledger = new Ledger(recovered.summaries());
        retention = new Retention(this, ledger, limits);
        last = recovered.last();
        appended = last;
        committed = last;
        durable = last;
        lastTimestamp = recovered.lastTimestamp();
        durableTimestamp = lastTimestamp;
        tail = new Tail(tails, owner, last + 1);
        work.listener(this);
    }

    @Override
    public long firstSequence() {
        if (ledger.isEmpty()) {
            return last == 0 ? 0 : last + 1;
        }
        return ledger.first();
    }

    @Override
    public long lastSequence() {
        return last;
    }

    @Override
    public long messageCount() {
        return ledger.count();
    }

    @Override
    public long byteCount() {
        return ledger.bytes();
    }

    @Override
    public long firstTimestampEpochNanos() {
        return ledger.firstTimestamp();
    }

    @Override
    public long lastTimestampEpochNanos() {
        return lastTimestamp;
    }

    @Override
    public long durableSequence() {
        return durable;
    }

    @Override
    public Tail tail() {
        return tail;
    }

    @Override
    public PageCache pages() {
        return pages;
    }

    @Override
    public void append(LogEntry message) {
        assert owner.isCurrent();
        if (message.sequence() != last + 1) {
            throw new IllegalArgumentException(
                    "sequence for %s: %d (expected: %d)"
                            .formatted(channel, message.sequence(), last + 1));
        }
        int bytes = message.encodedLength();
        if (bytes > maxMessageBytes) {
            throw tooBig(bytes);
        }
        services.admission().admit(channel, bytes);
        message.writeTo(tail.room(bytes));
        tail.keep(
                message.sequence(),
                message.timestampEpochNanos(),
                services.keepsGuids() ? message.guidHash() : 0);
        last++;
        appended = last;
        lastTimestamp = message.timestampEpochNanos();
        appendedBytes += bytes;
        stateChanged = true;
        ledger.add(last, lastTimestamp, bytes, durable);
        retention.drop();
    }

    @Override
    public void guidHashesBehind(long sequence, Outcome<long[]> outcome) {
        if (!services.keepsGuids()) {
            outcome.succeeded(new long[0]);
            return;
        }
        services.readers()
                .read(
                        "guids",
                        channel,
                        connection -> RecentGuids.behind(connection, work.id(), sequence),
                        owner,
                        outcome::succeeded,
                        outcome::failed);
    }

    @Override
    public void skipTo(long nextSequence) {
        assert owner.isCurrent();
        if (nextSequence <= last) {
            throw new IllegalArgumentException(
                    "skip to, for %s: %d (expected: at least %d)"
                            .formatted(channel, nextSequence, last + 1));
        }
        last = nextSequence - 1;
    }

    private StoreException tooBig(int bytes) {
        return new StoreException(
                StoreException.Kind.FULL,
                "append",
                channel,
                ("the message has %d bytes, but column data of table Messages holds at most %d. A"
                                + " database user with the right must execute: ALTER TABLE Messages"
                                + " MODIFY data LONGBLOB")
                        .formatted(bytes, maxMessageBytes));
    }

    @Override
    public void onDropped(boolean isAny) {
        stateChanged |= isAny;
    }

    @Override
    public void fetchDetails(
            long first,
            long to,
            Consumer<List<Block.Detail>> fetched,
            Consumer<StoreException> failed) {
        services.readers()
                .read(
                        "trim",
                        channel,
                        connection -> table.details(connection, first, to),
                        owner,
                        details -> {
                            fetched.accept(details);
                            commit();
                        },
                        failed);
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        assert owner.isCurrent();
        retention.removeOlderThan(epochNanos);
        if (stateChanged && committed == appended) {
            handOver();
        }
    }

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        retention.removeUpTo(sequence, outcome);
    }

    @Override
    public void deleteDropped(Outcome<Outcome.Done> outcome) {
        commit();
        services.gathering().add(new Barrier(owner, outcome));
    }

    /** Applies the limits to the messages of an earlier run. */
    public void applyLimits() {
        retention.drop();
        commit();
    }

    @Override
    public void commit() {
        assert owner.isCurrent();
        if (stateChanged) {
            handOver();
        }
    }

    /** Does the same as {@link #commit}. Any thread may call it once the owner has stopped. */
    public void drain() {
        if (stateChanged) {
            handOver();
        }
    }

    private void handOver() {
        stateChanged = false;
        long first = firstSequence();
        List<StoredMessage> fresh = tail.copiesFrom(Math.max(committed + 1, first));
        committed = appended;
        services.gathering()
                .addMessages(
                        work,
                        fresh,
                        new ChannelWork.LogState(
                                appended, first, ledger.isEmpty(), lastTimestamp, appendedBytes));
    }

    /** On the writer's thread. */
    @Override
    public void durable(ChannelWork.LogState state) {
        owner.execute(() -> becomeDurable(state));
    }

    private void becomeDurable(ChannelWork.LogState state) {
        services.admission().release(state.appendedBytes() - releasedBytes);
        releasedBytes = state.appendedBytes();
        ledger.settle(state.first());
        if (state.last() > durable) {
            durable = state.last();
            durableTimestamp = state.lastTimestamp();
            tail.trim(firstSequence(), durable);
            listener.onDurable(durable);
        }
    }

    /** On the writer's thread. */
    @Override
    public void lost(StoreException why) {
        owner.execute(() -> lose(why));
    }

    private void lose(StoreException why) {
        services.gathering().endLosing(work);
        services.admission().release(appendedBytes - releasedBytes);
        releasedBytes = appendedBytes;
        ledger.dropAfter(durable);
        tail.dropAfter(durable);
        boolean anyLost = appended > durable;
        last = durable;
        appended = durable;
        committed = durable;
        lastTimestamp = durableTimestamp;
        retention.drop();
        handOver(); // the writer still has to delete the messages that were dropped meanwhile
        if (anyLost) {
            listener.onLost(why);
        }
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        assert owner.isCurrent();
        PagedRead.start(this, fromSequence, maxMessages, reader);
    }

    @Override
    public void fetchPage(long from, Runnable fetched, Consumer<StoreException> failed) {
        long upTo = durable;
        services.readers()
                .read(
                        "read",
                        channel,
                        connection -> table.page(connection, from, upTo),
                        owner,
                        page -> {
                            pages.add(page);
                            fetched.run();
                        },
                        failed);
    }

    @Override
    public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
        assert owner.isCurrent();
        Block block = ledger.blockAt(epochNanos);
        if (block == null) {
            outcome.succeeded(last + 1);
        } else if (block.hasDetails()) {
            outcome.succeeded(block.sequenceAt(epochNanos));
        } else {
            findInTable(block.first(), epochNanos, outcome);
        }
    }

    private void findInTable(long from, long epochNanos, Outcome<Long> outcome) {
        services.readers()
                .read(
                        "find",
                        channel,
                        connection -> table.sequenceAt(connection, from, epochNanos),
                        owner,
                        found ->
                                outcome.succeeded(
                                        found == 0 ? last + 1 : Math.max(found, firstSequence())),
                        outcome::failed);
    }
}
