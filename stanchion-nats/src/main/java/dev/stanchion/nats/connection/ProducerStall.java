package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.TurnLoop;
import dev.stanchion.nats.message.PendingBytes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Slows down a publisher whose messages go to a congested connection ({@code spec/nats-core.md}
 * 5.3).
 *
 * <p>The reference sleeps. This class pauses reading for the same time, up to 10 ms for each read,
 * or until the most congested connection has drained. Confined to the publisher's loop.
 */
final class ProducerStall {
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long STALL_FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MAX_STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final TurnLoop loop;
    private final ReadGate gate;
    private long stallNanos;
    private @Nullable PendingBytes cause;

    ProducerStall(TurnLoop loop, ReadGate gate) {
        this.loop = loop;
        this.gate = gate;
    }

    /** Records that a message of the current read went to a congested connection. */
    void onCongested(PendingBytes congested) {
        stallNanos += congested.isFull() ? STALL_FULL_NANOS : STALL_NANOS;
        cause = congested;
    }

    /** Pauses reading if a message of the last read went to a congested connection. */
    void endRead() {
        PendingBytes congested = cause;
        if (congested == null) {
            return;
        }
        gate.pause();
        var resumed = new AtomicBoolean();
        Runnable resume =
                () -> {
                    if (resumed.compareAndSet(false, true)) {
                        gate.resume();
                    }
                };
        loop.schedule(
                Math.min(stallNanos, MAX_STALL_NANOS),
                () -> {
                    congested.forget(resume);
                    resume.run();
                });
        congested.whenRelieved(resume);
        stallNanos = 0;
        cause = null;
    }
}
