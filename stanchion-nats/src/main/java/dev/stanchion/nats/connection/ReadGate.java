package dev.stanchion.nats.connection;

import dev.stanchion.nats.loop.TurnLoop;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads from a connection as long as nobody has paused it. Safe for use by many threads.
 *
 * <p>The count may be changed by any thread; only the connection's loop looks at it and switches
 * reading, so the switch always ends up where the count is.
 */
final class ReadGate {
    private final TurnLoop loop;
    private final Channel channel;
    private final AtomicInteger pauses = new AtomicInteger();
    private final Runnable applyTask = this::apply;

    /** Set for good when the connection ends: its bytes must be read to see the peer's FIN. */
    private boolean forcedOpen;

    ReadGate(TurnLoop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /** Stops reading until {@link #resume} has been called as often. */
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

    /** Reads from now on whatever the count is. On the loop. */
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
