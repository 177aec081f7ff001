package dev.stanchion.store.file.commit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The committed bytes that are not in segments yet: they are in memory, and the disk still has to
 * take them. Safe for use by many threads.
 */
final class Backlog {
    /** A channel's next write takes a block more than its bytes, and a directory if it is new. */
    private static final int BYTES_PER_CHANNEL = 2 * 4096;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong channels = new AtomicLong();

    long bytes() {
        return bytes.get();
    }

    /** Returns how much of the disk it will take. */
    long diskBytes() {
        return bytes.get() + channels.get() * BYTES_PER_CHANNEL;
    }

    /** Adds committed bytes. */
    void committed(long more) {
        bytes.addAndGet(more);
    }

    /** Removes committed bytes that will not be written. */
    void dropped(long less) {
        bytes.addAndGet(-less);
    }

    /** A channel had nothing to write, and has now. */
    void channelBegins() {
        channels.incrementAndGet();
    }

    /** A channel had so much to write, and has so much now. */
    void settled(long before, long after) {
        bytes.addAndGet(after - before);
        if (before > 0 && after == 0) {
            channels.decrementAndGet();
        }
    }
}
