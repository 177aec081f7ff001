package dev.stanchion.nats.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A connection, open or closed.
 *
 * @param id the ID of its INFO
 * @param peer the client at the other end
 * @param end when and why it ended; empty while it is open
 * @param roundTrip measured last; zero if never
 * @param pendingBytes queued and not written yet
 * @param traffic its message counts
 * @param subscriptions how many it has, or had
 * @param subscriptionList the subscriptions, if the caller asked for them and the connection is
 *     open
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
     * The client at the other end.
     *
     * @param type {@code nats} or {@code websocket}
     * @param name the name that the application gave; {@code lang} and {@code version} are its
     *     library
     * @param user the authenticated user; empty if there is none
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

    /** Returns the time of its end, or {@code now} if it is open. */
    public Instant endOr(Instant now) {
        return end.map(End::when).orElse(now);
    }
}
