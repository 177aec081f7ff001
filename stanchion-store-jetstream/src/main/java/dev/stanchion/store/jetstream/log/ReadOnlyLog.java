package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.message.StreamMessage;
import dev.stanchion.store.jetstream.names.SubjectFilter;
import dev.stanchion.store.remote.PageCache;
import dev.stanchion.store.remote.PagedLog;
import dev.stanchion.store.remote.PagedRead;
import dev.stanchion.store.remote.Tail;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a channel to which streaming clients cannot publish: some or all messages of a stream
 * of somebody else. Owned by the channel's shard.
 *
 * <p>Its sequences are those of the stream, so there are holes between them: messages of other
 * subjects, and messages that somebody has deleted. While somebody is subscribed, new messages are
 * read as they come; otherwise only the sums follow.
 */
public final class ReadOnlyLog implements StreamLog, PagedLog {
    private static final Logger LOG = LoggerFactory.getLogger(ReadOnlyLog.class);

    /** How often the leader must say that the stream ends before a sequence that it had. */
    private static final int TIMES_UNTIL_BELIEVED = 6;

    private final String channel;
    private final AdoptedStream wanted;
    private final ShardExecutor owner;
    private final LogListener listener;
    private final JetStreamChannelLog.Services services;
    private final StreamReader reader;
    private final SumsOfStream sums;
    private final PageCache pages = new PageCache();
    private Tail tail;
    private Sums known;
    private long last;
    private String obstacle;
    private BooleanSupplier isAnybodySubscribed = () -> false;
    private @Nullable HintsOfStream hints;
    private @Nullable StreamWatch watch;
    private boolean isLooking;
    private boolean isLookWanted;
    private boolean isClosed;
    private int timesBehind;

    /**
     * @param filter which messages of the stream belong to the channel
     * @param sums finds out which messages there are
     * @param known which there are now
     * @param last the channel has had this sequence, at the least
     * @param obstacle why streaming clients cannot publish
     */
    public ReadOnlyLog(
            String channel,
            AdoptedStream wanted,
            SubjectFilter filter,
            SumsOfStream sums,
            Sums known,
            long last,
            String obstacle,
            ShardExecutor owner,
            LogListener listener,
            JetStreamChannelLog.Services services) {
        this.channel = channel;
        this.wanted = wanted;
        this.owner = owner;
        this.listener = listener;
        this.services = services;
        this.sums = sums;
        this.known = known;
        this.last = Math.max(last, known.last());
        this.obstacle = obstacle;
        this.tail = new Tail(services.tails(), owner, this.last + 1);
        this.reader =
                new StreamReader(
                        services.api(),
                        channel,
                        wanted.stream(),
                        filter.text(),
                        services.patience(),
                        services.inbox().link()::maxPayloadBytes);
    }

    /** Returns the error of an attempt to store a message in a stream that takes none. */
    static StoreException takesNothing(String channel, String stream, String obstacle) {
        return new StoreException(
                StoreException.Kind.READ_ONLY,
                "append",
                channel,
                "read only, because of stream " + stream + ": " + obstacle);
    }

    /** Returns the error of an attempt to remove messages from a stream of somebody else. */
    static StoreException removesNothing(String channel, String stream) {
        return new StoreException(
                StoreException.Kind.READ_ONLY,
                "remove",
                channel,
                "stream %s is somebody else's. Remove its messages with: nats stream purge %s"
                        .formatted(stream, stream));
    }

    /**
     * Follows what others do with the stream from now on.
     *
     * @param opened its state now
     * @param isSubscribed tells whether somebody waits for messages
     */
    public void follow(StreamInfo opened, BooleanSupplier isSubscribed) {
        isAnybodySubscribed = isSubscribed;
        reader.readsDirectly(opened.answersDirectGets());
        StreamWatch made = new StreamWatch(services.api(), owner, wanted, opened, new Changes());
        watch = made;
        made.begin();
        if (!opened.isCopy()) {
            hints = new HintsOfStream(services.inbox(), reader.subject(), this::look);
            hints.begin();
        }
    }

    private final class Changes implements StreamWatch.Listener {
        @Override
        public void onInfo(StreamInfo info) {
            reader.readsDirectly(info.answersDirectGets());
            if (info.lastSequence() < last && ++timesBehind >= TIMES_UNTIL_BELIEVED) {
                stop(
                        ("stream %s ends at %d, and %d was read from it: the NATS cluster has lost"
                                        + " messages")
                                .formatted(wanted.stream(), info.lastSequence(), last));
                return;
            }
            if (info.lastSequence() >= last) {
                timesBehind = 0;
                sums.of(info, Outcome.of(ReadOnlyLog.this::takeSums, why -> {}));
            }
        }

        @Override
        public void onGone(String why) {
            stop(why);
        }
    }

    /** Ends the log, which has no stream any more. */
    public void stop(String why) {
        LOG.error(
                "{}: {}. The channel has no messages until it is deleted, or the stream is restored"
                        + " and the server restarts",
                channel,
                why);
        obstacle = why;
        known = Sums.NONE;
        tail = new Tail(services.tails(), owner, last + 1);
        close();
    }

    /** Takes over which messages there are; those behind the last known one come by reading. */
    private void takeSums(Sums found) {
        if (isClosed) {
            return;
        }
        if (found.last() <= last) {
            known = found;
        } else if (isAnybodySubscribed.getAsBoolean()) {
            known = found.without(found.last() - last);
            look();
        } else {
            known = found;
            tail = new Tail(services.tails(), owner, found.last() + 1);
            advance(found.last());
        }
        tail.trim(firstSequence(), last);
    }

    private void advance(long to) {
        long passed = to - last;
        last = to;
        listener.onInserted((int) Math.min(Integer.MAX_VALUE, passed));
        listener.onDurable(to);
    }

    /** Others seem to have written to the stream. */
    private void look() {
        if (isClosed) {
            return;
        }
        if (isLooking) {
            isLookWanted = true;
            return;
        }
        isLooking = true;
        isLookWanted = false;
        if (isAnybodySubscribed.getAsBoolean()) {
            readOn();
        } else {
            sums.now(wanted.stream(), Outcome.of(this::looked, why -> looked(Sums.NONE)));
        }
    }

    private void looked(Sums found) {
        isLooking = false;
        if (found.last() > last) {
            takeSums(found);
        }
        lookAgainIfWanted();
    }

    private void lookAgainIfWanted() {
        if (isLookWanted) {
            look();
        }
    }

    private void readOn() {
        reader.newer(last, Outcome.of(this::take, why -> ended()));
    }

    private void take(List<StreamMessage> messages) {
        if (isClosed || messages.isEmpty()) {
            ended();
            return;
        }
        for (StreamMessage each : messages) {
            if (each.sequence() > last) {
                tail.add(reader.toStored(each));
            }
            known = known.with(each);
        }
        advance(Math.max(last, messages.getLast().sequence()));
        tail.trim(firstSequence(), last);
        readOn();
    }

    private void ended() {
        isLooking = false;
        lookAgainIfWanted();
    }

    @Override
    public long firstSequence() {
        if (known.count() == 0) {
            return last == 0 ? 0 : last + 1;
        }
        return Math.min(known.first(), last);
    }

    @Override
    public long lastSequence() {
        return last;
    }

    @Override
    public long durableSequence() {
        return last;
    }

    @Override
    public long messageCount() {
        return known.count();
    }

    @Override
    public long countFrom(long sequence) {
        return sequence > last ? 0 : known.countFrom(sequence);
    }

    @Override
    public long byteCount() {
        return known.bytes();
    }

    @Override
    public long firstTimestampEpochNanos() {
        return known.count() == 0 ? Long.MAX_VALUE : known.firstEpochNanos();
    }

    @Override
    public long lastTimestampEpochNanos() {
        return known.lastEpochNanos();
    }

    @Override
    public long durableTimestamp() {
        return known.lastEpochNanos();
    }

    @Override
    public void append(LogEntry message) {
        throw takesNothing(channel, wanted.stream(), obstacle);
    }

    @Override
    public void skipTo(long nextSequence) {
        // no append follows
    }

    @Override
    public void commit() {
        // there is nothing to make durable
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        // the stream has limits of its own
    }

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        outcome.failed(removesNothing(channel, wanted.stream()));
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader to) {
        assert owner.isCurrent();
        PagedRead.start(this, fromSequence, maxMessages, to);
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
    public void fetchPage(long from, Runnable fetched, Consumer<StoreException> failed) {
        reader.page(
                from,
                last,
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
        if (known.count() == 0) {
            outcome.succeeded(last + 1);
            return;
        }
        long first = Math.max(1, firstSequence());
        reader.sequenceAt(first, last, epochNanos, outcome);
    }

    @Override
    public void recordPositions(Runnable record) {
        // the positions of its subscriptions say enough
    }

    @Override
    public void drain(Runnable drained) {
        drained.run();
    }

    @Override
    public boolean isIdle() {
        return !isLooking;
    }

    @Override
    public void refuse(StoreException why) {
        obstacle = why.reason();
    }

    @Override
    public void fence(StoreException why) {
        close();
        listener.onLost(why);
    }

    @Override
    public void close() {
        isClosed = true;
        if (watch != null) {
            watch.close();
            watch = null;
        }
        if (hints != null) {
            hints.close();
            hints = null;
        }
    }
}
