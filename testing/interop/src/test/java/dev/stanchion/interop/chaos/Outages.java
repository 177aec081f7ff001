package dev.stanchion.interop.chaos;

import dev.stanchion.interop.chaos.ClientRecord.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When clients had no TCP connection. What a client sent shortly before may have been in a socket
 * that ended, or in the nats-server that was killed, and core NATS repeats nothing. Clients of
 * other nats-servers have no outage. Immutable.
 */
final class Outages {
    /** Longer than a message is in a socket, or in a nats-server, on a busy machine. */
    private static final long BEFORE_NANOS = Duration.ofSeconds(1).toNanos();

    /** A library may report the error before or after it says that the connection is gone. */
    private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

    private final List<Outage> outages = new ArrayList<>();

    private record Outage(String client, long fromNanos, long toNanos) {}

    /** Finds the outages in what clients were told, in that order. */
    Outages(List<Told> told) {
        Map<String, Long> sinceNanos = new HashMap<>();
        for (Told each : told) {
            switch (each.kind()) {
                case DISCONNECTED -> sinceNanos.putIfAbsent(each.client(), each.atNanos());
                case RECONNECTED -> {
                    Long since = sinceNanos.remove(each.client());
                    if (since != null) {
                        outages.add(new Outage(each.client(), since, each.atNanos()));
                    }
                }
                case ERROR, LOST -> {}
            }
        }
        sinceNanos.forEach(
                (client, since) -> outages.add(new Outage(client, since, Long.MAX_VALUE)));
    }

    /** Tells whether a message may have ended in a socket of its client. */
    boolean mayHaveSwallowed(Publish publish) {
        return outages.stream()
                .filter(each -> each.client.equals(publish.client()))
                .anyMatch(each ->
                        publish.sentAtNanos() >= each.fromNanos - BEFORE_NANOS
                                && publish.sentAtNanos() <= each.toNanos);
    }

    /** Tells whether the client had no connection when it was told that, or about then. */
    boolean includes(Told told) {
        return outages.stream()
                .filter(each -> each.client.equals(told.client()))
                .anyMatch(each ->
                        told.atNanos() >= each.fromNanos - GRACE_NANOS
                                && told.atNanos() - GRACE_NANOS <= each.toNanos);
    }
}
