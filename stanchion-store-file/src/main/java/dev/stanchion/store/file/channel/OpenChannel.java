package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.catalog.Catalog;
import dev.stanchion.store.file.catalog.KnownChannel;
import dev.stanchion.store.file.commit.Admission;
import dev.stanchion.store.file.commit.Checkpoint;
import dev.stanchion.store.file.commit.Committing;
import dev.stanchion.store.file.log.MessageRun;
import dev.stanchion.store.file.segment.LoadedChannel;
import dev.stanchion.store.file.segment.SegmentInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log and the subscriptions of a channel that is open. Owned by its shard. */
public final class OpenChannel implements FileChannelLog.Removal, ShardPart.Lazy {
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final ShardPart part;
    private final Surroundings surroundings;
    private final FileChannelLog log;
    private final FileSubscriptionLog subscriptions;
    private final List<SegmentInfo> unrecorded = new ArrayList<>();
    private final long restFile;
    private boolean isMarkWaiting;

    /**
     * The parts of the store that a channel uses.
     *
     * @param segments deletes segments of a channel, once that was recorded
     */
    public record Surroundings(Catalog catalog, Admission admission, SegmentRemoval segments) {}

    /** Deletes files of which nothing is kept. */
    @FunctionalInterface
    public interface SegmentRemoval {
        /** Deletes them; on any thread. */
        void delete(long channel, List<SegmentInfo> segments);
    }

    /**
     * @param reached the progress of the channel
     * @throws dev.stanchion.engine.spi.StoreException if there is no memory for the messages that
     *     no segment has room for
     */
    public OpenChannel(
            KnownChannel known,
            ChannelLimits limits,
            LogListener listener,
            LoadedChannel loaded,
            Checkpoint.Mark reached,
            ShardPart part,
            Surroundings surroundings) {
        this.part = part;
        this.surroundings = surroundings;
        this.restFile = loaded.rest().commitFile();
        FileChannelLog.Start start =
                new FileChannelLog.Start(
                        known.name(),
                        known.number(),
                        limits,
                        listener,
                        loaded,
                        reached.lastSequence(),
                        reached.lastTimestampEpochNanos());
        this.log = new FileChannelLog(start, part, surroundings.admission(), this);
        this.subscriptions = new FileSubscriptionLog(known, part, surroundings.catalog());
    }

    /** Returns the log, for those that bring its messages to the disk. */
    public Committing log() {
        return log;
    }

    /**
     * Returns the messages that no segment has room for, on their way to the files; null if there
     * are none.
     */
    public @Nullable MessageRun unwritten() {
        return log.unwritten(restFile);
    }

    /** Applies the limits, and answers. */
    public void begin(Outcome<ChannelStore> outcome) {
        log.applyLimits(() -> outcome.succeeded(new ChannelStore(log, subscriptions)));
    }

    @Override
    public void moved() {
        if (!isMarkWaiting) {
            isMarkWaiting = true;
            part.lazily(this);
        }
    }

    @Override
    public void record(Outcome<Outcome.Done> outcome) {
        writeDown();
        surroundings.catalog().flush(part.owner(), outcome);
    }

    /** Records where the log begins, so that no later limit brings back messages that are gone. */
    @Override
    public void writeDown() {
        isMarkWaiting = false;
        if (!log.isReleased()) {
            surroundings.catalog().mark(mark());
        }
    }

    /** A skip is not durable by itself, so a log without messages does not begin behind one. */
    private Checkpoint.Mark mark() {
        long durable = log.durableSequence();
        return new Checkpoint.Mark(
                log.number(),
                Math.min(log.durableFirst(), durable + 1),
                durable,
                log.lastTimestampEpochNanos());
    }

    @Override
    public void dropped(List<SegmentInfo> segments) {
        surroundings
                .catalog()
                .record(
                        Checkpoint.Facts.of(List.of(mark())),
                        () -> surroundings.segments().delete(log.number(), segments),
                        why -> part.tell(() -> notRecorded(segments, why)));
    }

    /**
     * Segments stay until it is recorded that they are not needed; otherwise a check reports them
     * as missing. But the catalog may have no space, and only deleted segments make space. If there
     * is a later segment, a start finds in it where the channel begins and its progress. The last
     * segment of the channel stays even on a full disk.
     */
    private void notRecorded(List<SegmentInfo> segments, StoreException why) {
        if (log.isReleased()) {
            return;
        }
        if (why.kind() == StoreException.Kind.FULL && log.hasSegments()) {
            surroundings.segments().delete(log.number(), segments);
            return;
        }
        if (unrecorded.isEmpty()) {
            part.owner().schedule(RETRY_NANOS, this::recordAgain);
        }
        unrecorded.addAll(segments);
    }

    private void recordAgain() {
        List<SegmentInfo> segments = List.copyOf(unrecorded);
        unrecorded.clear();
        if (!log.isReleased()) {
            dropped(segments);
        }
    }

    /** Hands over all that waits; the shard has ended. */
    public void writeDownAll() {
        log.commitAtEnd();
        part.handOver();
        if (log.messageCount() == 0 && !log.isReleased()) {
            surroundings.catalog().mark(mark()); // no message has the time
        }
        part.writeDown();
        part.deliveries().end();
    }

    /** Gives all memory back; for the owner, or for anyone once it has ended. */
    public void release() {
        log.release();
        subscriptions.release();
    }
}
