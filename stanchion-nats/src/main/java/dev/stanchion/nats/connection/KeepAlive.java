package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.Timer;
import dev.stanchion.nats.loop.TurnLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends PINGs to a quiet connection, and closes it when too many are unanswered ({@code
 * spec/nats-core.md} 6.1). Confined to the loop.
 *
 * <p>A counter shows whether there was activity since the timer fired last, so a message needs no
 * clock.
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

    /** The connection that gets the PINGs. Called on its loop. */
    interface Owner {
        void sendPing();

        /** Closes the connection, because too many PINGs in a row were not answered. */
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

    /**
     * Records activity: a message or subscription in either direction, or a PING from the client.
     */
    void active() {
        activity++;
    }

    /** Schedules the first PING soon after a CONNECT, to measure the round trip. */
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

    /** Returns the time until the last PING was answered; 0 if none was. */
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
