package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.StoreException;
import java.time.Duration;

/**
 * Hears what becomes of a channel's messages, and passes it on. Owned by the channel's shard.
 *
 * <p>If somebody else has stored messages in between, a follower may have them in its ring, and
 * this process names no guids of them. So it names no sequence as settled until such messages are
 * too old for any ring.
 */
final class Insertions implements LogListener {
    private static final long QUIET_NANOS = Duration.ofSeconds(60).toNanos();

    private final LogListener listener;
    private final ShardWitness witness;
    private boolean isQuiet;
    private long quietUntilNanos;

    Insertions(LogListener listener, ShardWitness witness) {
        this.listener = listener;
        this.witness = witness;
    }

    /** Returns the sequence that may be named as settled; 0 if none may. */
    long settled(long sequence) {
        if (isQuiet && witness.shard().batchNanos() - quietUntilNanos >= 0) {
            isQuiet = false;
        }
        return isQuiet ? 0 : sequence;
    }

    @Override
    public void onDurable(long sequence) {
        listener.onDurable(sequence);
    }

    @Override
    public void onInserted(int count) {
        isQuiet = true;
        quietUntilNanos = witness.shard().elapsedNanos() + QUIET_NANOS;
        listener.onInserted(count);
    }

    @Override
    public void onStoredByOther(long sequence, long storedAt) {
        listener.onStoredByOther(sequence, storedAt);
    }

    @Override
    public void onLost(StoreException why) {
        witness.lost();
        listener.onLost(why);
    }
}
