package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.KnownGuids;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.jetstream.api.Inbox;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.append.Foreign;
import dev.stanchion.store.jetstream.append.Outgoing;
import dev.stanchion.store.jetstream.append.StreamOwner;
import dev.stanchion.store.jetstream.append.StreamWriter;
import dev.stanchion.store.jetstream.figures.StoreFigures;
import dev.stanchion.store.jetstream.message.StoredHeaders;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.remote.Admission;
import dev.stanchion.store.remote.Block;
import dev.stanchion.store.remote.Ledger;
import dev.stanchion.store.remote.Page;
import dev.stanchion.store.remote.PageCache;
import dev.stanchion.store.remote.PagedRead;
import dev.stanchion.store.remote.RetainedLog;
import dev.stanchion.store.remote.Retention;
import dev.stanchion.store.remote.StoredMessage;
import dev.stanchion.store.remote.Tail;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
public final class JetStreamChannelLog implements ChannelLog, RetainedLog, StreamOwner {
    private static final Logger LOG = LoggerFactory.getLogger(JetStreamChannelLog.class);

    /** What the store leaves free below the cluster's maximum payload. */
    private static final int PAYLOAD_MARGIN = 64;

    /** The greatest hole between two messages: each of its sequences costs a message. */
    private static final long LARGEST_HOLE = 1_000_000;

    private static final long KNOWN_NANOS = Duration.ofSeconds(60).toNanos();

    /** They take 1 MiB at the most. */
    private static final int MOST_KNOWN_GUIDS = 64 * 1024;

    private final Names names;
    private final byte[] subject;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final Services services;
    private final StreamWriter writer;
    private final StreamReader reader;
    private final Upkeep upkeep;
    private final Ledger ledger;
    private final Retention retention;
    private final Tail tail;
    private final PageCache pages = new PageCache();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final KnownGuids known = new KnownGuids(KNOWN_NANOS, MOST_KNOWN_GUIDS);
    private final MsgProtoCursor parts = new MsgProtoCursor();

    private long last;
    private long placed;
    private long durable;
    private long lastTimestamp;
    private long durableTimestamp;
    private @Nullable StoreException refusal;

    /** The names of a channel in the cluster. */
    public record Names(String channel, String stream, String subject, String gapSubject) {}

    /** The parts of the store that a log uses. */
    public record Services(
            Inbox inbox,
            JetStreamApi api,
            Admission admission,
            Duration patience,
            int tailBytes,
            StoreFigures figures) {}

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
        this.subject = names.subject().getBytes(StandardCharsets.US_ASCII);
        this.owner = owner;
        this.listener = listener;
        this.services = services;
        ledger = new Ledger(recovered.ranges());
        retention = new Retention(this, ledger, limits);
        last = recovered.last();
        placed = last;
        durable = last;
        lastTimestamp = recovered.lastTimestamp();
        durableTimestamp = lastTimestamp;
        tail = new Tail(services.tailBytes(), last + 1);
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
                        services.patience());
        upkeep = new Upkeep(services.api(), names.stream(), owner, recovered.first());
    }

    /** Names what records the position of the log from time to time. */
    public void recordPositions(Runnable record) {
        upkeep.recordPositions(record);
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

    /** Returns the timestamp of the last durable message, or a lower bound for the next one. */
    public long durableTimestamp() {
        return durableTimestamp;
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
    public boolean isKnown(ByteBuf buffer, int guidIndex, int guidLength) {
        return known.contains(buffer, guidIndex, guidLength, owner.batchNanos());
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
        StoredMessage stored = StoredMessage.of(message);
        Outgoing outgoing = outgoing(message, stored);
        refuseHole(message.sequence());
        services.admission().admit(names.channel(), stored.size());
        fillHole(message.sequence());
        int counted =
                StreamMessage.countedBytes(
                        subject.length, outgoing.headerLength(), parts.dataLength());
        writer.add(outgoing);
        last++;
        placed = last;
        Waiting added = new Waiting(stored, outgoing, counted);
        waiting.add(added);
        keep(added);
        retention.drop();
    }

    /** Returns the message in the form of the stream. */
    private Outgoing outgoing(LogEntry message, StoredMessage stored) {
        if (!parts.wrap(stored.bytes(), 0, stored.size())) {
            throw new IllegalArgumentException("the message is not encoded as it should be");
        }
        ByteBuf bytes = stored.bytes();
        byte[] headers =
                StoredHeaders.encode(
                        message.timestampEpochNanos(),
                        StoredHeaders.Value.of(message.guid()),
                        StoredHeaders.Value.of(message.publisher()),
                        StoredHeaders.Value.of(bytes, parts.replyIndex(), parts.replyLength()));
        int size = headers.length + parts.dataLength();
        int most = services.inbox().link().maxPayloadBytes();
        if (size + PAYLOAD_MARGIN > most) {
            throw new StoreException(
                    StoreException.Kind.FULL,
                    "append",
                    names.channel(),
                    ("message is too large for the NATS cluster: %d bytes with headers"
                                    + " (max_payload: %d)")
                            .formatted(size, most));
        }
        return Outgoing.message(subject, headers, bytes, parts.dataIndex(), parts.dataLength());
    }

    private void refuseHole(long nextSequence) {
        long missing = nextSequence - 1 - placed;
        if (missing > LARGEST_HOLE && !hasNothing()) {
            throw new StoreException(
                    StoreException.Kind.FULL,
                    "append",
                    names.channel(),
                    "a hole of %d sequences between two messages (limit: %d)"
                            .formatted(missing, LARGEST_HOLE));
        }
    }

    private boolean hasNothing() {
        return ledger.isEmpty() && waiting.isEmpty();
    }

    /** Takes the sequences that were skipped, now that a message follows them. */
    private void fillHole(long nextSequence) {
        if (nextSequence - 1 > placed) {
            writer.skip(nextSequence - 1 - placed, hasNothing());
            placed = nextSequence - 1;
        }
    }

    private void keep(Waiting message) {
        StoredMessage stored = message.message();
        lastTimestamp = Math.max(lastTimestamp, stored.timestampEpochNanos());
        tail.add(stored);
        ledger.add(
                stored.sequence(), stored.timestampEpochNanos(), message.countedBytes(), durable);
    }

    /**
     * Takes all sequences up to one that clients have seen although the stream does not have it.
     */
    public void continueBehind(long sequence) {
        if (sequence > last) {
            last = sequence;
            fillHole(sequence + 1);
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
        ledger.settleDroppedFor(durable);
        upkeep.removeBefore(Math.min(ledger.neededFrom(last + 1), durable + 1));
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
        retention.removeOlderThan(epochNanos);
    }

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        retention.removeUpTo(sequence, outcome);
    }

    @Override
    public void deleteDropped(Outcome<Outcome.Done> outcome) {
        upkeep.removeNow(Math.min(firstSequence(), durable + 1), outcome);
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
        if (sequence <= durable) {
            return;
        }
        long released = 0;
        while (!waiting.isEmpty() && waiting.getFirst().message().sequence() <= sequence) {
            Waiting stored = waiting.removeFirst();
            released += stored.admittedBytes();
            durableTimestamp = Math.max(durableTimestamp, stored.message().timestampEpochNanos());
        }
        services.admission().release(released);
        durable = sequence;
        tail.trim(firstSequence(), durable);
        removeDropped();
        upkeep.positionChanged();
        listener.onDurable(durable);
    }

    @Override
    public void onForeign(List<Foreign> messages, int moved) {
        ledger.dropAfter(durable);
        tail.dropAfter(durable);
        lastTimestamp = durableTimestamp;
        Map<Outgoing, Long> storedByOthers = new HashMap<>();
        for (Foreign each : messages) {
            if (each.message().subject().equals(reader.subject())) {
                keepForeign(each.message());
            }
            if (each.own() != null) {
                storedByOthers.put(each.own(), each.message().sequence());
            }
        }
        durableTimestamp = lastTimestamp;
        List<StoredByOther> settled = moveWaiting(moved, storedByOthers);
        last += moved - settled.size();
        placed += moved - settled.size();
        if (moved > 0) {
            listener.onInserted(moved);
        }
        settled.forEach(each -> listener.onStoredByOther(each.sequence(), each.storedAt()));
        retention.drop();
    }

    /** A message that waited, and where somebody else has stored it. */
    private record StoredByOther(long sequence, long storedAt) {}

    /** Moves what waits behind the messages of others, except what others have stored. */
    private List<StoredByOther> moveWaiting(int moved, Map<Outgoing, Long> storedByOthers) {
        List<StoredByOther> settled = new ArrayList<>();
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        for (Waiting each : all) {
            each.move(moved - settled.size(), durableTimestamp);
            Long storedAt = storedByOthers.get(each.outgoing());
            if (storedAt == null) {
                waiting.add(each);
                keep(each);
            } else {
                settled.add(new StoredByOther(each.message().sequence(), storedAt));
                services.admission().release(each.admittedBytes());
            }
        }
        return settled;
    }

    private void keepForeign(StreamMessage message) {
        StoredMessage stored = reader.toStored(message);
        lastTimestamp = Math.max(lastTimestamp, stored.timestampEpochNanos());
        tail.add(stored);
        ledger.add(
                stored.sequence(), stored.timestampEpochNanos(), message.countedBytes(), durable);
        known.add(message.guid(), owner.elapsedNanos());
    }

    /**
     * Ends the log because another process has taken over. What waits may be in the stream or come
     * there; the other process finds it.
     */
    public void fence(StoreException why) {
        close();
        refusal = why;
        forgetWaiting();
        listener.onLost(why); // the engine must learn it even if no message waits
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
        long released = 0;
        for (Waiting each : waiting) {
            released += each.admittedBytes();
        }
        services.admission().release(released);
        boolean anyLost = !waiting.isEmpty();
        waiting.clear();
        ledger.dropAfter(durable);
        tail.dropAfter(durable);
        placed = durable;
        lastTimestamp = durableTimestamp;
        retention.drop();
        return anyLost;
    }

    @Override
    public void onBehind(long streamLast, long acknowledged) {
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
        reader.read(
                from,
                durable,
                Outcome.of(
                        found -> {
                            pages.add(new Page(from, found.end(), rows(found.messages())));
                            fetched.run();
                        },
                        failed));
    }

    private List<Page.Row> rows(List<StreamMessage> messages) {
        List<Page.Row> rows = new ArrayList<>(messages.size());
        for (StreamMessage each : messages) {
            rows.add(new Page.Row(reader.toStored(each), null));
        }
        return rows;
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

    /** Finishes everything that is under way, so that the store can be closed. */
    public void drain(Runnable drained) {
        writer.flush();
        writer.whenIdle(() -> upkeep.finish(drained));
    }

    /** Tells whether nothing is under way. */
    public boolean isIdle() {
        return writer.isIdle();
    }

    /** Ends the log. What is not durable stays so. */
    public void close() {
        writer.close();
        upkeep.close();
    }
}
