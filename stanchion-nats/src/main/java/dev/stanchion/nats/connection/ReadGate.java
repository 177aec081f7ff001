package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.TurnLoop;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Switches reading from a connection off while somebody has paused it. Safe for use by many
 * threads.
 *
 * <p>Any thread may change the count of pauses. Only the connection's loop reads the count and
 * switches reading, so the switch always follows the count.
 */
final class ReadGate {
    private final TurnLoop loop;
    private final Channel channel;
    private final AtomicInteger pauses = new AtomicInteger();
    private final Runnable applyTask = this::apply;

    /**
     * Stays true after the connection has ended, because its bytes must be read to see the peer's
     * FIN.
     */
    private boolean forcedOpen;

    ReadGate(TurnLoop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /** Stops reading until {@link #resume} has been called as often as this. */
    void pause() {
        if (pauses.getAndIncrement() == 0) {
            applyOnLoop();
        }
    }

    /** Takes back one {@link #pause}. */
    void resume() {
        if (pauses.decrementAndGet() == 0) {
            applyOnLoop();
        }
    }

    /** Reads from now on, whatever the count is. On the loop. */
    void forceOpen() {
        forcedOpen = true;
        apply();
    }

    private void applyOnLoop() {
        if (loop.isCurrent()) {
            apply();
        } else {
            loop.post(applyTask);
        }
    }

    private void apply() {
        channel.config().setAutoRead(forcedOpen || pauses.get() == 0);
    }
}
