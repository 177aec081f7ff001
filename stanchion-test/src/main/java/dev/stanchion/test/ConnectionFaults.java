package dev.stanchion.test;

import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.event.EventLog;
import dev.stanchion.test.link.Link;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Disturbs the connection that a client has now. A connection that the client opens later is sound.
 * Times are real. Safe for use by many threads.
 */
public final class ConnectionFaults {
    private final String clientId;
    private final Supplier<Link> link;
    private final EventLog events;

    ConnectionFaults(String clientId, Supplier<Link> link, EventLog events) {
        this.clientId = clientId;
        this.link = link;
        this.events = events;
    }

    /** Ends the connection. */
    public void cut() {
        Link found = link.get();
        tell("is cut");
        found.close();
    }

    /** Holds all bytes in both directions: neither end learns that anything is wrong. */
    public void silence() {
        Link found = link.get();
        tell("is silent");
        found.silence();
    }

    /** Lets the bytes go on that {@link #silence} has held. */
    public void resume() {
        Link found = link.get();
        tell("goes on");
        found.resume();
    }

    /**
     * Limits how fast each direction is.
     *
     * @param bytesPerSecond at least 1
     */
    public void slow(long bytesPerSecond) {
        Link found = link.get();
        tell("is slow, with %d bytes per second".formatted(bytesPerSecond));
        found.slow(bytesPerSecond);
    }

    /** Delays what either end sends, by up to a minute. */
    public void delay(Duration delay) {
        Link found = link.get();
        tell("has a delay of %d ms".formatted(delay.toMillis()));
        found.delay(delay);
    }

    private void tell(String what) {
        events.add(Kind.FAULT, clientId, "", 0, "fault: connection of " + clientId + " " + what);
    }
}
