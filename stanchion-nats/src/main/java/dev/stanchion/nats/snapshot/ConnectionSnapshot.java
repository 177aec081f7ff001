package dev.stanchion.nats.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A connection, open or closed.
 *
 * @param id as in its INFO
 * @param peer who it is
 * @param end when and why it ended; empty while it is open
 * @param roundTrip measured last; zero if never
 * @param pendingBytes queued and not written yet
 * @param traffic what went in and out
 * @param subscriptions how many it has, or had
 * @param subscriptionList those, if they were asked for and it is open
 */
public record ConnectionSnapshot(
        long id,
        Peer peer,
        Instant start,
        Instant lastActivity,
        Optional<End> end,
        Duration roundTrip,
        long pendingBytes,
        Traffic traffic,
        int subscriptions,
        List<SubscriptionSnapshot> subscriptionList) {
    public ConnectionSnapshot {
        subscriptionList = List.copyOf(subscriptionList);
    }

    /**
     * Who is at the other end.
     *
     * @param type {@code nats} or {@code websocket}
     * @param name what the application calls itself; {@code lang} and {@code version} are its
     *     library
     * @param user the name it has proved; empty if none
     * @param tlsVersion as {@code 1.3}; empty without TLS
     */
    public record Peer(
            String type,
            String ip,
            int port,
            String name,
            String lang,
            String version,
            String user,
            String tlsVersion,
            String tlsCipherSuite) {}

    /** How a connection ended. */
    public record End(Instant when, String reason) {}

    /** Messages and their bytes; {@code in} is from the client. */
    public record Traffic(long inMsgs, long inBytes, long outMsgs, long outBytes) {}

    /** When it ended, or {@code now}. */
    public Instant endOr(Instant now) {
        return end.map(End::when).orElse(now);
    }
}
