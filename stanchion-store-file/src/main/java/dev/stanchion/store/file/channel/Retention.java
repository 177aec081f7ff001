package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.store.file.log.LimitsWarning;

/**
 * Drops the oldest messages of a channel when there are more than the limits allow, or when they
 * are too old. It drops only messages whose size and time are known; those in files must be read
 * first ({@link HeadWindow}). Owned by the channel's shard.
 */
final class Retention {
    private static final long NONE = Long.MIN_VALUE;
    private static final long NOTHING = 0;

    private final ChannelLimits limits;
    private final KeptMessages kept;
    private final HeadWindow heads;
    private final LimitsWarning warning;

    /** Messages before this time are to be dropped; {@link #NONE} if nothing is left to do. */
    private long ageCutEpochNanos = NONE;

    /**
     * Messages up to this sequence are to be dropped; {@link #NOTHING} if nothing is left to do.
     */
    private long removedUpTo = NOTHING;

    Retention(String name, ChannelLimits limits, KeptMessages kept, HeadWindow heads) {
        this.limits = limits;
        this.kept = kept;
        this.heads = heads;
        this.warning = new LimitsWarning(name, limits);
    }

    /** Returns whether there are too many messages. The last one always stays. */
    boolean isOverLimits() {
        return kept.messageCount() > 1
                && ((limits.maxMessages() > 0 && kept.messageCount() > limits.maxMessages())
                        || (limits.maxBytes() > 0 && kept.byteCount() > limits.maxBytes()));
    }

    /** Returns whether messages are, or soon will be, dropped one by one. */
    boolean isTrimming() {
        return isOverLimits()
                || ageCutEpochNanos != NONE
                || removedUpTo != NOTHING
                || (limits.maxMessages() > 0 && kept.messageCount() * 8 > limits.maxMessages() * 7)
                || (limits.maxBytes() > 0 && kept.byteCount() / 7 * 8 > limits.maxBytes());
    }

    /** Drops messages until the limits hold, as far as the oldest messages are known. */
    void dropOverLimits() {
        if (isOverLimits()) {
            while (isOverLimits() && dropFirst()) {}
            warning.dropped(kept.messageCount(), kept.byteCount());
        }
    }

    /** Drops the oldest message. Returns false if it is not known yet. */
    private boolean dropFirst() {
        if (kept.startsInMemory()) {
            kept.dropFirstInMemory();
            return true;
        }
        return heads.dropFirst();
    }

    /** Has messages before a time dropped by this and later calls of {@link #dropAged}. */
    void dropOlderThan(long epochNanos) {
        ageCutEpochNanos = Math.max(ageCutEpochNanos, epochNanos);
    }

    /** Has messages up to a sequence dropped by this and later calls of {@link #dropRemoved}. */
    void dropUpTo(long sequence) {
        removedUpTo = Math.max(removedUpTo, sequence);
    }

    /** Forgets what {@link #dropUpTo} still has to do. */
    void giveUpDropping() {
        removedUpTo = NOTHING;
    }

    /** Returns whether messages are still to be dropped up to a sequence. */
    boolean hasRemoved() {
        return removedUpTo != NOTHING;
    }

    /** Drops messages up to a sequence, as far as the oldest messages are known. */
    void dropRemoved() {
        if (removedUpTo == NOTHING) {
            return;
        }
        if (!kept.startsInMemory() && !heads.dropUpTo(removedUpTo)) {
            return;
        }
        if (kept.startsInMemory() && kept.messageCount() > 0 && kept.first() <= removedUpTo) {
            kept.dropInMemoryBefore(removedUpTo + 1);
        }
        removedUpTo = NOTHING;
    }

    /** Drops messages that are too old, as far as the oldest messages are known. */
    void dropAged() {
        if (ageCutEpochNanos == NONE || kept.messageCount() == 0) {
            ageCutEpochNanos = NONE;
        } else if (!kept.hot().isEmpty() && kept.hasInMemory(ageCutEpochNanos)) {
            kept.dropInMemoryOlderThan(ageCutEpochNanos);
            ageCutEpochNanos = NONE;
        } else if (heads.dropOlderThan(ageCutEpochNanos)) {
            ageCutEpochNanos = NONE;
        }
    }

    /** Returns the time of the oldest message, or a time soon, while that is read. */
    long firstTimestampEpochNanos() {
        if (kept.startsInMemory()) {
            var segment = kept.hot().pieceOf(kept.first()).segment();
            return segment.timestamp(Math.max(kept.first(), segment.baseSequence()));
        }
        return heads.firstTimestamp(limits.maxAgeNanos());
    }
}
