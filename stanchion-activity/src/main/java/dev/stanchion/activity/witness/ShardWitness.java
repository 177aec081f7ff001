package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.KnownGuids;
import dev.stanchion.engine.spi.ShardExecutor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one shard of the active remembers of messages, by {@link Fingerprint}s: those that an active
 * before it has stored, and those that it has appended itself. Owned by the shard.
 */
final class ShardWitness {
    static final long KEEP_NANOS = Duration.ofSeconds(60).toNanos();

    /** Each message is noted, and hardly one is asked for. A generation of 256 KiB fits a cache. */
    private static final int TAKEN_PER_GENERATION = 16 * 1024;

    private final ShardExecutor shard;
    private final Settlements settlements;
    private final KnownGuids known;
    private final KnownGuids taken;
    private final long sinceNanos;
    private @Nullable KnownGuids settledBefore;

    /**
     * @param settledBefore what the last active has acknowledged; shared by all shards
     * @param maxGuids the bound of each of both sets
     */
    ShardWitness(
            ShardExecutor shard, Settlements settlements, KnownGuids settledBefore, int maxGuids) {
        this.shard = shard;
        this.settlements = settlements;
        this.settledBefore = settledBefore;
        this.sinceNanos = shard.elapsedNanos();
        this.known = new KnownGuids(KEEP_NANOS, maxGuids);
        this.taken =
                new KnownGuids(KEEP_NANOS, maxGuids, Math.min(maxGuids / 2, TAKEN_PER_GENERATION));
    }

    ShardExecutor shard() {
        return shard;
    }

    Settlements settlements() {
        return settlements;
    }

    /** Learns of a message that another active has stored. */
    void learn(long fingerprint) {
        known.add(fingerprint, shard.elapsedNanos());
    }

    /** Returns whether anything is known, so that most messages need no hash. */
    boolean knowsAny() {
        return known.hasAny(shard.batchNanos());
    }

    boolean isKnown(long fingerprint) {
        return known.contains(fingerprint, shard.batchNanos());
    }

    /** A message is being appended. */
    void took(long fingerprint) {
        taken.add(fingerprint, shard.batchNanos());
    }

    /** Returns whether this active, or the one before, has stored a message that is offered. */
    boolean hasTaken(long fingerprint) {
        return taken.contains(fingerprint, shard.batchNanos()) || isSettledBefore(fingerprint);
    }

    private boolean isSettledBefore(long fingerprint) {
        if (shard.batchNanos() - sinceNanos >= KEEP_NANOS) {
            settledBefore = null;
        }
        KnownGuids before = settledBefore;
        return before != null && before.hasKept(fingerprint);
    }

    /** Messages were lost, and nobody knows which: all that is offered may be stored. */
    void lost() {
        taken.clear();
    }
}
