package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.StoreException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a message may be appended: not while the database is gone for good, and not when
 * too much waits for it already. Safe for use by many threads: one counter, which may be a message
 * off, and one reference, which shards may see a moment late.
 */
public final class Admission {
    private final long maxWaitingBytes;
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile @Nullable Refusal refusal;

    /** Why nothing is taken. */
    record Refusal(StoreException.Kind kind, String reason) {}

    public Admission(long maxWaitingBytes) {
        this.maxWaitingBytes = maxWaitingBytes;
    }

    /**
     * Counts a message that is about to be appended.
     *
     * @throws StoreException if it must not be
     */
    public void admit(String channel, int bytes) {
        Refusal why = refusal;
        if (why != null) {
            throw new StoreException(why.kind, "append", channel, why.reason);
        }
        long waiting = waitingBytes.addAndGet(bytes);
        if (waiting > maxWaitingBytes && waiting > bytes) {
            waitingBytes.addAndGet(-bytes);
            throw new StoreException(
                    StoreException.Kind.BUSY,
                    "append",
                    channel,
                    ("messages of %d bytes wait for the database already (limit: %d); publish more"
                                    + " slowly, or try again")
                            .formatted(waiting - bytes, maxWaitingBytes));
        }
    }

    /** These bytes are written, or lost. */
    public void release(long bytes) {
        waitingBytes.addAndGet(-bytes);
    }

    long waitingBytes() {
        return waitingBytes.get();
    }

    /** Takes nothing from now on. */
    void refuse(StoreException.Kind kind, String reason) {
        refusal = new Refusal(kind, reason);
    }

    /** Takes messages again. */
    void open() {
        refusal = null;
    }
}
