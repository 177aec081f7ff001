package dev.stanchion.client;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds how many publishes may have no answer. Safe for use by many threads. */
final class PublishPlaces {
    private final int all;
    private final Duration patience;
    private final Semaphore free;

    PublishPlaces(ConnectOptions options) {
        this.all = options.maxOutstandingPublishes();
        this.patience = options.publishAckTimeout();
        this.free = new Semaphore(all);
    }

    /**
     * Takes a place for a publish.
     *
     * @param mayWait whether to wait until one is free, at most the ack timeout
     * @throws StreamingException ({@code OVERLOADED}) if there was none in time
     */
    void take(String channel, boolean mayWait) {
        try {
            if (!free.tryAcquire(mayWait ? patience.toNanos() : 0, TimeUnit.NANOSECONDS)) {
                throw Failures.overloaded(all);
            }
        } catch (InterruptedException e) {
            throw Failures.interrupted("publish to " + channel, e);
        }
    }

    /**
     * Gives a place back. Do so before the publish's future completes, so that a continuation which
     * publishes once more finds one.
     */
    void leave() {
        free.release();
    }
}
