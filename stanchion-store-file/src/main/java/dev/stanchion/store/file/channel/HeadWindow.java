package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.segment.Chunk;
import dev.stanchion.store.file.segment.SegmentInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The sizes and times of a channel's oldest messages in files, which limits need to drop them. They
 * are read in advance when the messages are about to be dropped. Owned by the channel's shard.
 */
final class HeadWindow {
    private static final int MAX_MESSAGES = 4096;
    private static final int READ_BYTES = 1 << 20;
    private static final long SOON_NANOS = 10_000_000L;
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final FileChannelLog log;
    private final KeptMessages kept;
    private final ShardPart part;
    private @Nullable Chunk window;
    private @Nullable Runnable settled;
    private boolean isReading;

    HeadWindow(FileChannelLog log, KeptMessages kept, ShardPart part) {
        this.log = log;
        this.kept = kept;
        this.part = part;
    }

    /** Runs a task once the limits hold, or nothing more can be done for that. */
    void whenSettled(Runnable task) {
        settled = task;
    }

    /** Reads on in time. */
    void prepare(boolean isTrimming) {
        if (isTrimming && !kept.cold().isEmpty() && kept.first() < kept.hot().firstSequence()) {
            Chunk current = window;
            if (current == null || left(current) * 2 < current.count() || left(current) == 0) {
                readOn();
            }
        }
        if (!log.isOverLimits()) {
            reportSettled();
        }
    }

    private void reportSettled() {
        Runnable task = settled;
        if (task != null) {
            settled = null;
            task.run();
        }
    }

    private int left(Chunk chunk) {
        return covers(chunk) ? chunk.count() - chunk.numberOf(kept.first()) : 0;
    }

    private boolean covers(Chunk chunk) {
        return chunk.fromSequence() <= kept.first() && kept.first() < chunk.endSequence();
    }

    /** Drops the oldest message, which is in a file. Returns false if it is not known yet. */
    boolean dropFirst() {
        ColdSegments.Cold segment = kept.cold().coldOf(kept.first());
        if (segment == null) {
            kept.dropAllCold();
            return true;
        }
        Chunk known = window;
        if (known != null && covers(known)) {
            drop(known, segment);
            return true;
        }
        if (known != null && known.damage() != null && known.endSequence() == kept.first()) {
            passTo(known.behindDamage(), 0, 0, segment);
            return true;
        }
        readOn();
        return false;
    }

    private void drop(Chunk known, ColdSegments.Cold segment) {
        int at = known.numberOf(kept.first());
        if (at == known.count()) { // there is nothing up to the end
            passTo(known.endSequence(), 0, 0, segment);
            return;
        }
        long next = at + 1 < known.count() ? known.sequence(at + 1) : known.endSequence();
        passTo(next, 1, known.length(at), segment);
    }

    private void passTo(long sequence, int messages, int bytes, ColdSegments.Cold segment) {
        if (sequence > segment.info().lastSequence()) {
            pass(segment);
        } else {
            kept.droppedBefore(
                    sequence, kept.droppedMessages() + messages, kept.droppedBytes() + bytes);
        }
    }

    private void pass(ColdSegments.Cold segment) {
        long end = segment.info().lastSequence();
        ColdSegments.Cold next = kept.cold().coldOf(end + 1);
        if (next == null || next.info().firstSequence() >= kept.hot().firstSequence()) {
            kept.dropAllCold();
        } else {
            kept.droppedBefore(
                    next.info().firstSequence(), segment.endMessages(), segment.endBytes());
        }
    }

    /**
     * Drops messages in files that are older than a time. Returns false if they are not known yet.
     */
    boolean dropOlderThan(long epochNanos) {
        while (kept.first() < kept.hot().firstSequence()) {
            ColdSegments.Cold segment = kept.cold().coldOf(kept.first());
            if (segment == null) {
                kept.dropAllCold();
                return true;
            }
            if (segment.info().lastTimestampEpochNanos() < epochNanos) {
                pass(segment);
            } else if (segment.info().firstTimestampEpochNanos() >= epochNanos
                    || (isKnown() && firstKnownTimestamp() >= epochNanos)) {
                return true;
            } else if (!dropFirst()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Drops messages in files up to and including a sequence. Returns false if they are not known
     * yet.
     */
    boolean dropUpTo(long sequence) {
        while (kept.first() <= sequence && kept.first() < kept.hot().firstSequence()) {
            ColdSegments.Cold segment = kept.cold().coldOf(kept.first());
            if (segment == null) {
                kept.dropAllCold();
            } else if (segment.info().lastSequence() <= sequence) {
                pass(segment);
            } else if (isKnown() && firstKnownSequence() > sequence) {
                passTo(firstKnownSequence(), 0, 0, segment);
            } else if (!dropFirst()) {
                return false;
            }
        }
        return true;
    }

    private boolean isKnown() {
        Chunk known = window;
        return known != null && left(known) > 0;
    }

    private long firstKnownTimestamp() {
        Chunk known = window;
        return known == null
                ? Long.MAX_VALUE
                : known.timestampEpochNanos(known.numberOf(kept.first()));
    }

    private long firstKnownSequence() {
        Chunk known = window;
        return known == null ? kept.first() : known.sequence(known.numberOf(kept.first()));
    }

    /** Returns the time of the oldest message, which is in a file; or soon, while it is read. */
    long firstTimestamp(long maxAgeNanos) {
        ColdSegments.Cold segment = kept.cold().coldOf(kept.first());
        if (segment == null) {
            return kept.hot().firstTimestamp();
        }
        long least = segment.info().firstTimestampEpochNanos();
        if (kept.first() <= segment.info().firstSequence()) {
            return least;
        }
        if (isKnown()) {
            return firstKnownTimestamp();
        }
        readOn();
        long soon = part.owner().epochNanos() - maxAgeNanos + SOON_NANOS;
        return maxAgeNanos == 0 ? least : Math.max(least, soon);
    }

    private void readOn() {
        ColdSegments.Cold segment = kept.cold().coldOf(kept.first());
        if (isReading || segment == null || log.isReleased()) {
            return;
        }
        isReading = true;
        long from = kept.first();
        part.readers()
                .execute(
                        log.number(),
                        reads -> {
                            try {
                                Chunk read =
                                        reads.read(segment.info(), from, MAX_MESSAGES, READ_BYTES);
                                part.tell(() -> arrived(read.withoutBytes()));
                            } catch (IOException e) {
                                part.tell(() -> failed(segment.info(), e));
                            }
                        });
    }

    private void arrived(Chunk read) {
        isReading = false;
        window = read;
        if (!log.isReleased()) {
            log.goOnTrimming();
        }
    }

    private void failed(SegmentInfo info, IOException why) {
        if (kept.cold().contains(info.path())) {
            part.unreadable().happened(info.path() + ", " + why.getMessage());
            part.owner().schedule(RETRY_NANOS, this::retry);
            reportSettled();
            log.cannotRemove(why);
        } else {
            retry(); // it was deleted meanwhile
        }
    }

    private void retry() {
        isReading = false;
        if (!log.isReleased()) {
            log.goOnTrimming();
        }
    }

    /**
     * Finds the first kept message that is not before a time, in a segment that has one. Where the
     * log begins there need not be a message: it may be a hole, behind which nothing was read yet.
     */
    void find(SegmentInfo segment, long epochNanos, Outcome<Long> outcome) {
        if (isKnown() && firstKnownTimestamp() >= epochNanos) {
            outcome.succeeded(firstKnownSequence());
            return;
        }
        long from = kept.first();
        part.readers()
                .execute(
                        log.number(),
                        reads -> {
                            try {
                                long found = reads.sequenceAt(segment, from, epochNanos);
                                part.tell(() -> found(found, epochNanos, outcome));
                            } catch (IOException e) {
                                part.tell(() -> notFound(segment, epochNanos, outcome, e));
                            }
                        });
    }

    private void found(long sequence, long epochNanos, Outcome<Long> outcome) {
        if (sequence >= kept.first() || log.isReleased()) {
            outcome.succeeded(sequence);
        } else {
            log.sequenceAt(
                    epochNanos, outcome); // it was dropped meanwhile, and the next message is known
        }
    }

    private void notFound(
            SegmentInfo segment, long epochNanos, Outcome<Long> outcome, IOException why) {
        if (log.isReleased() || kept.cold().contains(segment.path())) {
            outcome.failed(
                    new StoreException(
                            StoreException.Kind.IO,
                            "find by time",
                            segment.path().toString(),
                            String.valueOf(why.getMessage()),
                            why));
        } else {
            log.sequenceAt(epochNanos, outcome); // it was deleted meanwhile
        }
    }
}
