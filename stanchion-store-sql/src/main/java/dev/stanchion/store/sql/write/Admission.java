package dev.stanchion.store.sql.write;

import dev.stanchion.engine.spi.StoreException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a message may be appended. It refuses messages during a long outage of the
 * database, and when too many bytes wait for the database. Safe for use by many threads: the
 * counter may be off by one message, and shards may see the refusal a moment late.
 */
public final class Admission {
    private final long maxWaitingBytes;
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile @Nullable Refusal refusal;

    /** The reason why messages are refused. */
    record Refusal(StoreException.Kind kind, String reason) {}

    public Admission(long maxWaitingBytes) {
        this.maxWaitingBytes = maxWaitingBytes;
    }

    /**
     * Counts a message that is about to be appended.
     *
     * @throws StoreException if the message must not be appended
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

    /** Subtracts bytes that are written or lost. */
    public void release(long bytes) {
        waitingBytes.addAndGet(-bytes);
    }

    long waitingBytes() {
        return waitingBytes.get();
    }

    /** Refuses all messages from now on. */
    void refuse(StoreException.Kind kind, String reason) {
        refusal = new Refusal(kind, reason);
    }

    /** Accepts messages again. */
    void open() {
        refusal = null;
    }
}
