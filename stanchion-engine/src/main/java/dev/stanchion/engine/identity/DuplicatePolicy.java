package dev.stanchion.engine.identity;

/** The policy for a client that asks for an ID in use. Immutable. */
public sealed interface DuplicatePolicy {
    /**
     * The holder is asked whether it lives; while it does, the other is refused. As NATS Streaming.
     */
    record Reject() implements DuplicatePolicy {
        @Override
        public String toString() {
            return "reject";
        }
    }

    /** The other takes its place at once; the holder learns it from its next ping or request. */
    record Replace() implements DuplicatePolicy {
        @Override
        public String toString() {
            return "replace";
        }
    }

    /**
     * Each copy holds a slot of its own, and with it the durables of that slot: {@code orders},
     * {@code orders-2}, {@code orders-3}. A new copy gets the lowest that no living one holds.
     *
     * @param maxSlots how many copies there may be; further ones are refused
     */
    record Lease(int maxSlots) implements DuplicatePolicy {
        /** One slot for each client that may be registered. */
        public static final int UNLIMITED = Integer.MAX_VALUE;

        public Lease {
            if (maxSlots < 1) {
                throw new IllegalArgumentException("maxSlots: " + maxSlots + " (expected: 1 up)");
            }
        }

        /** Names a slot, counted from 1; the first one has the name of the client. */
        public static String slot(String clientId, int number) {
            return number == 1 ? clientId : clientId + "-" + number;
        }

        @Override
        public String toString() {
            return maxSlots == UNLIMITED ? "lease" : "lease:" + maxSlots;
        }
    }
}
