package dev.stanchion.nats.tls;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the handshakes within a second. Safe for use by many threads. At the beginning of a second
 * a few more may pass, which does no harm.
 */
final class HandshakeRate {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int perSecond;
    private final AtomicLong since;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * @param perSecond 0 means without limit
     */
    HandshakeRate(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.since = new AtomicLong(nowNanos);
    }

    boolean admits(long nowNanos) {
        if (perSecond == 0) {
            return true;
        }
        long start = since.get();
        if (nowNanos - start >= NANOS_PER_SECOND && since.compareAndSet(start, nowNanos)) {
            count.set(0);
        }
        return count.incrementAndGet() <= perSecond;
    }
}
