package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.Timer;
import dev.stanchion.nats.loop.TurnLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a quiet connection for a sign of life and gives up on it when too many are missing ({@code
 * spec/nats-core.md} 6.1). Confined to the loop.
 *
 * <p>Whether there was activity is seen by a count that has moved since the timer fired last: no
 * clock is read per message.
 */
final class KeepAlive {
    private static final long FIRST_PING_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long RTT_AGES_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int JITTER_PERCENT = 20;

    private final Owner owner;
    private final TurnLoop loop;
    private final long intervalNanos;
    private final int maxUnanswered;
    private @Nullable Timer timer;
    private long activity;
    private long activityAtLastCheck;
    private int unanswered;
    private boolean rttKnown;
    private long rttMeasuredNanos;
    private long pingSentNanos;
    private long roundTripNanos;

    /** The connection that is asked. Called on its loop. */
    interface Owner {
        void sendPing();

        /** Too many PINGs in a row were not answered. */
        void closeStale();
    }

    KeepAlive(Owner owner, TurnLoop loop, long intervalNanos, int maxUnanswered) {
        this.owner = owner;
        this.loop = loop;
        this.intervalNanos = intervalNanos;
        this.maxUnanswered = maxUnanswered;
    }

    void start() {
        arm(intervalNanos);
    }

    /** A message or subscription in either direction, or a PING from the client. */
    void active() {
        activity++;
    }

    /** After a CONNECT the first PING comes soon, to measure the round trip. */
    void onConnect(int randomPercent) {
        long soon = Math.min(intervalNanos, FIRST_PING_NANOS);
        cancel();
        arm(soon + soon / 100 * (randomPercent % JITTER_PERCENT));
    }

    void onPong() {
        if (unanswered > 0) {
            rttMeasuredNanos = loop.nanoTime();
            roundTripNanos = rttMeasuredNanos - pingSentNanos;
            rttKnown = true;
        }
        unanswered = 0;
    }

    private void arm(long delayNanos) {
        timer = loop.schedule(delayNanos, this::check);
    }

    private void check() {
        boolean quiet = activity == activityAtLastCheck;
        activityAtLastCheck = activity;
        if (quiet || needsRtt()) {
            if (unanswered + 1 > maxUnanswered) {
                owner.closeStale();
                return;
            }
            unanswered++;
            pingSentNanos = loop.nanoTime();
            owner.sendPing();
        }
        arm(intervalNanos);
    }

    /** How long the last PING took to be answered; 0 while none has been. */
    long roundTripNanos() {
        return roundTripNanos;
    }

    private boolean needsRtt() {
        return !rttKnown || loop.nanoTime() - rttMeasuredNanos > RTT_AGES_NANOS;
    }

    void cancel() {
        Timer running = timer;
        if (running != null) {
            timer = null;
            running.cancel();
        }
    }
}
