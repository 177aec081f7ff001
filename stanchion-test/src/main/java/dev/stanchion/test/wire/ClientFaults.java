package dev.stanchion.test.wire;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which messages of which client shall go wrong. Safe for use by many threads. */
public final class ClientFaults {
    private final Map<String, Map<Fault, Integer>> left = new HashMap<>();
    private final Set<String> refused = new HashSet<>();

    /** What can go wrong with one message. */
    public enum Fault {
        /** An acknowledgement of a delivery does not reach the broker. */
        DROP_ACK,
        /** A message is stored, and its publisher does not learn it. */
        DROP_PUBLISH_ACK,
        /** A delivery arrives twice. */
        DUPLICATE_DELIVERY
    }

    /** Lets the next messages of a client go wrong, in addition to those that shall already. */
    public synchronized void add(String clientId, Fault fault, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "fault: %d messages (expected: at least 1)".formatted(count));
        }
        left.computeIfAbsent(clientId, id -> new EnumMap<>(Fault.class))
                .merge(fault, count, Integer::sum);
    }

    /** Refuses connect requests with this client ID. */
    public synchronized void refuse(String clientId) {
        refused.add(clientId);
    }

    /** Takes {@link #refuse} back. */
    public synchronized void admit(String clientId) {
        refused.remove(clientId);
    }

    synchronized boolean isRefused(String clientId) {
        return refused.contains(clientId);
    }

    /** Returns whether this message shall go wrong, and counts it. */
    synchronized boolean take(String clientId, Fault fault) {
        Map<Fault, Integer> ofClient = left.get(clientId);
        int count = ofClient == null ? 0 : ofClient.getOrDefault(fault, 0);
        if (ofClient == null || count == 0) {
            return false;
        }
        ofClient.put(fault, count - 1);
        return true;
    }

    /** Lets nothing go wrong any more. */
    public synchronized void heal() {
        left.clear();
        refused.clear();
    }
}
