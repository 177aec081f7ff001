package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.StoreException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a message may be appended. It refuses messages during a long outage of the
 * backend, and when too many bytes wait for the backend. Safe for use by many threads: the counter
 * may be off by one message, and shards may see the refusal a moment late.
 */
public final class Admission implements Outage.Gate {
    private final String backend;
    private final long maxWaitingBytes;
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile @Nullable Refusal refusal;

    /** The reason why messages are refused. */
    private record Refusal(StoreException.Kind kind, String reason) {}

    /**
     * @param backend what the store writes to, as errors name it: {@code the database}
     */
    public Admission(String backend, long maxWaitingBytes) {
        this.backend = backend;
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
                    ("messages of %d bytes wait for %s already (limit: %d); publish more slowly, or"
                                    + " try again")
                            .formatted(waiting - bytes, backend, maxWaitingBytes));
        }
    }

    /** Subtracts bytes that are written or lost. */
    public void release(long bytes) {
        waitingBytes.addAndGet(-bytes);
    }

    /** Returns how many bytes wait for the backend. */
    public long waitingBytes() {
        return waitingBytes.get();
    }

    /** Refuses all messages from now on. */
    @Override
    public void refuse(StoreException.Kind kind, String reason) {
        refusal = new Refusal(kind, reason);
    }

    /** Accepts messages again. */
    @Override
    public void open() {
        refusal = null;
    }
}
