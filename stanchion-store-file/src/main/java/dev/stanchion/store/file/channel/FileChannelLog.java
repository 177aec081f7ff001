package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.LogReader;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.commit.Admission;
import dev.stanchion.store.file.commit.Commit;
import dev.stanchion.store.file.commit.Committing;
import dev.stanchion.store.file.log.MessageRun;
import dev.stanchion.store.file.segment.Chunk;
import dev.stanchion.store.file.segment.LoadedChannel;
import dev.stanchion.store.file.segment.SegmentInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel's log, the newest part of which is in memory. Owned by the channel's shard.
 *
 * <pre>
 *   first            hot.first        written       durable    committed     last
 *     |                  |               |             |           |           |
 *     +-- files ---------+---------------+             |           |           |
 *                        +-- memory ------------------------------------------+
 *                                        +-- commit log -----------+
 * </pre>
 *
 * <p>An append writes the message into memory, once ({@link KeptMessages}). A commit hands the
 * appended messages to the committer, which reports them durable. Some time later the same bytes
 * are in a segment's file. From then on the memory may be freed.
 *
 * <p><b>Limits</b> move {@code first} ({@link Retention}). For that the log must know the size and
 * the time of its oldest messages. It knows them of all messages in memory, and of some thousand
 * messages in files, which are read in advance ({@link HeadWindow}). If messages are dropped faster
 * than they can be read, a limit holds a moment later.
 */
public final class FileChannelLog implements ChannelLog, Committing {
    private final String name;
    private final long number;
    private final ShardPart part;
    private final LogListener listener;
    private final Admission admission;
    private final Removal removal;
    private final KeptMessages kept;
    private final HeadWindow heads;
    private final Retention retention;
    private final List<SegmentInfo> unneeded = new ArrayList<>();
    private final List<Outcome<Outcome.Done>> removing = new ArrayList<>();
    private final DurableFirst durableFirst;

    private long committed;
    private long durable;
    private int era;
    private boolean isMoveUntold;
    private boolean isReleased;

    /** Learns of the messages that a log has dropped. */
    public interface Removal {
        /** The log begins later than before. This may be recorded with some delay. */
        void moved();

        /** The log begins later than before, and somebody waits until that is recorded. */
        void record(Outcome<Outcome.Done> outcome);

        /** Nothing in these segments is kept. */
        void dropped(List<SegmentInfo> segments);
    }

    /** The channel of a log, and the state in which its files are at the start. */
    public record Start(
            String name,
            long number,
            ChannelLimits limits,
            LogListener listener,
            LoadedChannel loaded,
            long lastSequence,
            long lastTimestampEpochNanos) {}

    public FileChannelLog(Start start, ShardPart part, Admission admission, Removal removal) {
        this.name = start.name();
        this.number = start.number();
        this.part = part;
        this.listener = start.listener();
        this.admission = admission;
        this.removal = removal;
        this.kept =
                new KeptMessages(name, part, start.lastSequence(), start.lastTimestampEpochNanos());
        kept.load(start.loaded(), unneeded);
        this.heads = new HeadWindow(this, kept, part);
        this.retention = new Retention(name, start.limits(), kept, heads);
        this.committed = kept.appended();
        this.durable = kept.appended();
        this.durableFirst = new DurableFirst(kept.first());
    }

    /** Returns the messages that no segment has room for, to be written later; null if none. */
    @Nullable MessageRun unwritten(long commitFile) {
        if (kept.hot().isEmpty()) {
            return null;
        }
        MessageRun run = emptyRun();
        kept.hot().addTo(run, kept.first(), kept.appended());
        run.committedIn(commitFile);
        return run;
    }

    private MessageRun emptyRun() {
        return new MessageRun(
                number, kept.begins(), kept.appended(), kept.lastTimestampEpochNanos());
    }

    /** Applies the limits to the messages that were found, and runs a task when that is done. */
    void applyLimits(Runnable done) {
        tellUnneeded();
        heads.whenSettled(done);
        trim();
    }

    String name() {
        return name;
    }

    long number() {
        return number;
    }

    @Override
    public ShardExecutor owner() {
        return part.owner();
    }

    @Override
    public long firstSequence() {
        return kept.last() == 0 ? 0 : kept.first();
    }

    @Override
    public long lastSequence() {
        return kept.last();
    }

    @Override
    public long messageCount() {
        return kept.messageCount();
    }

    @Override
    public long byteCount() {
        return kept.byteCount();
    }

    long durableSequence() {
        return durable;
    }

    /** Returns whether a segment of the channel has messages that are kept. */
    boolean hasSegments() {
        return !kept.cold().isEmpty();
    }

    /** Returns the first sequence that is kept whatever happens now. */
    long durableFirst() {
        return durableFirst.sequence();
    }

    @Override
    public long lastTimestampEpochNanos() {
        return kept.lastTimestampEpochNanos();
    }

    @Override
    public long firstTimestampEpochNanos() {
        return messageCount() == 0 ? Long.MAX_VALUE : retention.firstTimestampEpochNanos();
    }

    @Override
    public void append(LogEntry message) {
        assert part.owner().isCurrent();
        requireNext(message.sequence());
        StoreException refusal = admission.refusal(name);
        if (refusal != null) {
            throw refusal;
        }
        kept.append(message);
        if (retention.isOverLimits()) {
            trim();
        }
    }

    private void requireNext(long sequence) {
        if (sequence != kept.last() + 1) {
            throw new IllegalArgumentException(
                    "sequence for %s: %d (expected: %d)"
                            .formatted(name, sequence, kept.last() + 1));
        }
        if (isReleased) {
            throw new IllegalStateException("channel %s is deleted".formatted(name));
        }
    }

    @Override
    public void skipTo(long nextSequence) {
        assert part.owner().isCurrent();
        if (nextSequence <= kept.last()) {
            throw new IllegalArgumentException(
                    "skip to in %s: %d (expected: at least %d)"
                            .formatted(name, nextSequence, kept.last() + 1));
        }
        kept.skipTo(nextSequence);
    }

    boolean isOverLimits() {
        return retention.isOverLimits();
    }

    /** Drops messages for the limits and by their age, as far as the oldest ones are known. */
    private void trim() {
        long before = kept.first();
        retention.dropOverLimits();
        long beforeAge = kept.first();
        retention.dropAged();
        retention.dropRemoved();
        long first = kept.first();
        if (first != beforeAge || durable == kept.appended()) {
            durableFirst.advance(first);
        } else if (committed == kept.appended()) { // else the next commit says it
            durableFirst.committed(kept.appended(), first);
        }
        if (first != before) {
            freeUnneeded();
        }
        heads.prepare(retention.isTrimming());
    }

    /** Continues to drop messages, because more is known of the oldest ones. */
    void goOnTrimming() {
        long before = kept.first();
        trim();
        isMoveUntold |= kept.first() != before; // no commit has said it
        tellMoved();
        reportRemoved();
    }

    private void tellMoved() {
        long begins = kept.begins();
        if (isMoveUntold && durableFirst.sequence() >= begins && durable + 1 >= begins) {
            isMoveUntold = false;
            removal.moved();
        }
    }

    @Override
    public void removeOlderThan(long epochNanos) {
        assert part.owner().isCurrent();
        long before = kept.first();
        retention.dropOlderThan(epochNanos);
        trim();
        isMoveUntold |= kept.first() != before;
        tellMoved();
    }

    @Override
    public void removeUpTo(long sequence, Outcome<Outcome.Done> outcome) {
        assert part.owner().isCurrent();
        removing.add(outcome);
        long before = kept.first();
        retention.dropUpTo(Math.min(sequence, durable));
        trim();
        isMoveUntold |= kept.first() != before;
        reportRemoved();
    }

    /** Has it recorded that messages are removed, once all of them are dropped. */
    private void reportRemoved() {
        if (!removing.isEmpty() && !retention.hasRemoved()) {
            isMoveUntold = false;
            takeRemoving().forEach(removal::record);
        }
    }

    /** The oldest messages cannot be read, so that it is not known which they are. */
    void cannotRemove(IOException why) {
        retention.giveUpDropping();
        StoreException failure =
                new StoreException(
                        StoreException.Kind.IO,
                        "remove",
                        name,
                        String.valueOf(why.getMessage()),
                        why);
        takeRemoving().forEach(outcome -> outcome.failed(failure));
    }

    private List<Outcome<Outcome.Done>> takeRemoving() {
        List<Outcome<Outcome.Done>> all = List.copyOf(removing);
        removing.clear();
        return all;
    }

    private void freeUnneeded() {
        kept.freeDropped(unneeded);
        tellUnneeded();
    }

    /**
     * Gives up segments. A segment that had to make room for a message stays until that message is
     * durable.
     */
    private void tellUnneeded() {
        if (unneeded.isEmpty()) {
            return;
        }
        List<SegmentInfo> told = new ArrayList<>(unneeded);
        told.removeIf(info -> info.lastSequence() >= durableFirst.sequence());
        if (!told.isEmpty()) {
            unneeded.removeAll(told);
            removal.dropped(told);
        }
    }

    @Override
    public void commit() {
        assert part.owner().isCurrent();
        commitAppended();
    }

    /**
     * Commits the rest of the messages, and where the log begins. Any thread, once the owner has
     * stopped.
     */
    void commitAtEnd() {
        commitAppended();
        if (isMoveUntold && !isReleased) {
            part.commit(new Commit(this, era, emptyRun()));
        }
    }

    private void commitAppended() {
        long appended = kept.appended();
        if (committed < appended && !isReleased) {
            MessageRun run = emptyRun();
            kept.hot().addTo(run, Math.max(committed + 1, kept.first()), appended);
            committed = appended;
            durableFirst.committed(appended, kept.begins());
            part.commit(new Commit(this, era, run));
        }
    }

    @Override
    public void onDurable(long sequence) {
        if (!isReleased && sequence > durable) {
            durable = sequence;
            if (durableFirst.reached(sequence)) {
                tellUnneeded();
            }
            tellMoved();
            listener.onDurable(sequence);
        }
    }

    @Override
    public void onLost(int lostEra, StoreException why) {
        if (isReleased || lostEra != era) {
            return;
        }
        era++;
        kept.cutBehind(durable);
        durableFirst.forgetCommitted();
        committed = durable;
        listener.onLost(why);
    }

    @Override
    public void onWritten(List<SegmentInfo> changed) {
        if (isReleased) {
            return;
        }
        changed.forEach(kept::written);
        freeUnneeded();
        part.held().makeRoom();
    }

    @Override
    public void read(long fromSequence, int maxMessages, LogReader reader) {
        assert part.owner().isCurrent();
        new Reading(this, kept, part, reader, fromSequence, maxMessages).goOn();
    }

    @Override
    public void sequenceAt(long epochNanos, Outcome<Long> outcome) {
        assert part.owner().isCurrent();
        HotTail hot = kept.hot();
        SegmentInfo segment = kept.cold().segmentAt(epochNanos);
        if (messageCount() == 0) {
            outcome.succeeded(kept.last() + 1);
        } else if (kept.hasInMemory(epochNanos)) {
            long found = hot.sequenceAt(epochNanos);
            outcome.succeeded(found == 0 ? kept.last() + 1 : Math.max(found, kept.first()));
        } else if (segment == null) {
            outcome.succeeded(hot.isEmpty() ? kept.last() + 1 : hot.firstSequence());
        } else if (segment.firstTimestampEpochNanos() >= epochNanos
                && segment.firstSequence() >= kept.first()) {
            outcome.succeeded(segment.firstSequence());
        } else {
            heads.find(segment, epochNanos, outcome);
        }
    }

    boolean isReleased() {
        return isReleased;
    }

    /** Gives all memory back. On the owner, or on any thread once it has stopped. Idempotent. */
    void release() {
        isReleased = true;
        kept.release();
        part.chunks().remove(this);
        part.readAhead().remove(this);
    }

    /** Adds a chunk that was read to the shard's cache. */
    void keep(Chunk chunk) {
        part.chunks().add(this, chunk);
    }
}
