package dev.stanchion.engine.registration;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maximum memory for registrations of some kinds together, and the memory in use. The use is an
 * estimate, on the safe side of measurements.
 *
 * <p>Safe for use by many threads. There is only one counter, and no other state depends on it, so
 * its order among other writes does not matter. A shard first asks and then takes, and shards can
 * ask at the same moment, so the bound can be exceeded by one registration for each shard.
 */
public final class Allowance {
    /** An allowance without a bound. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(Allowance.class);
    private static final long MIB = 1024 * 1024;

    private final String what;
    private final long maxBytes;
    private final AtomicLong takenBytes = new AtomicLong();
    private final AtomicBoolean isTold = new AtomicBoolean();

    /**
     * @param what the registrations that take it, in the plural: {@code clients}
     */
    public Allowance(String what, long maxBytes) {
        this.what = what;
        this.maxBytes = maxBytes;
    }

    /** Returns whether one more registration fits. Logs the first one that does not. */
    public boolean hasRoomFor(long bytes) {
        boolean hasRoom = takenBytes.get() + bytes <= maxBytes;
        if (!hasRoom && isTold.compareAndSet(false, true)) {
            LOG.warn(
                    "{} take {} MiB of memory, of {} that they may: more of them are refused."
                            + " Let some end, or give the server more heap (-Xmx)",
                    what,
                    takenBytes.get() / MIB,
                    maxBytes / MIB);
        }
        return hasRoom;
    }

    /** Something is registered: it had room, or it comes from an earlier run. */
    public void take(long bytes) {
        takenBytes.addAndGet(bytes);
    }

    /** Something is not registered any more. */
    public void give(long bytes) {
        long left = takenBytes.addAndGet(-bytes);
        if (left < maxBytes / 10 * 9 && isTold.compareAndSet(true, false)) {
            LOG.info("{} take {} MiB of memory: more of them are taken", what, left / MIB);
        }
    }

    /** Returns how much is taken. */
    public long takenBytes() {
        return takenBytes.get();
    }

    /** Returns the answer to a client that is refused. */
    public String refusal() {
        return "stan: too many %s for the memory of the server".formatted(what);
    }
}
