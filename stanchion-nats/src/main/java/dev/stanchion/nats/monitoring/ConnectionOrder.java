package dev.stanchion.nats.monitoring;

import dev.stanchion.nats.snapshot.ConnectionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The order of a list of connections. By age or ID the oldest comes first; in every other order the
 * largest number comes first.
 */
@SuppressWarnings("ImmutableEnumChecker") // it cannot see that comparators are
enum ConnectionOrder {
    CID(Comparator.comparingLong(ConnectionSnapshot::id)),
    START(Comparator.comparingLong(ConnectionSnapshot::id)),
    SUBS(mostFirst(ConnectionSnapshot::subscriptions)),
    PENDING(mostFirst(ConnectionSnapshot::pendingBytes)),
    MSGS_TO(mostFirst(connection -> connection.traffic().outMsgs())),
    MSGS_FROM(mostFirst(connection -> connection.traffic().inMsgs())),
    BYTES_TO(mostFirst(connection -> connection.traffic().outBytes())),
    BYTES_FROM(mostFirst(connection -> connection.traffic().inBytes())),
    LAST(Comparator.comparing(ConnectionSnapshot::lastActivity).reversed()),
    IDLE(Comparator.comparing(ConnectionSnapshot::lastActivity)),
    UPTIME(Comparator.comparing(ConnectionOrder::age).reversed()),
    STOP(Comparator.comparing(ConnectionOrder::stop).reversed()),
    REASON(Comparator.comparing(ConnectionOrder::reason)),
    RTT(Comparator.comparing(ConnectionSnapshot::roundTrip).reversed());

    private final Comparator<ConnectionSnapshot> comparator;

    ConnectionOrder(Comparator<ConnectionSnapshot> comparator) {
        this.comparator = comparator;
    }

    private static Comparator<ConnectionSnapshot> mostFirst(
            ToLongFunction<ConnectionSnapshot> number) {
        return Comparator.comparingLong(number).reversed();
    }

    private static Duration age(ConnectionSnapshot connection) {
        return Duration.between(connection.start(), connection.endOr(Instant.MAX));
    }

    private static Instant stop(ConnectionSnapshot connection) {
        return connection.endOr(Instant.MAX);
    }

    private static String reason(ConnectionSnapshot connection) {
        return connection.end().map(ConnectionSnapshot.End::reason).orElse("");
    }

    /**
     * Returns the comparator. Equal connections are in the order of their IDs, so that two pages of
     * one list fit together.
     */
    Comparator<ConnectionSnapshot> comparator() {
        return comparator.thenComparingLong(ConnectionSnapshot::id);
    }

    boolean isForClosedOnly() {
        return this == STOP || this == REASON;
    }

    /**
     * @throws BadParameterException if there is no such order
     */
    static ConnectionOrder named(String name) {
        if (name.isEmpty()) {
            return CID;
        }
        for (ConnectionOrder order : values()) {
            if (order.word().equals(name)) {
                return order;
            }
        }
        throw new BadParameterException("invalid sorting option: " + name);
    }

    /** Returns the name in parameters. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
