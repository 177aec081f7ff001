package dev.stanchion.load.traffic;

import dev.stanchion.load.shape.Reception;
import dev.stanchion.load.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits how far publishers may be ahead of subscribers. Safe for use by many threads.
 *
 * <p>Core NATS has no acknowledgements. Without this limit, a driver that writes faster than it
 * reads would measure how servers disconnect slow consumers. NATS Streaming stores unread messages.
 * Without this limit, a server that stores faster than it delivers would be measured by the time to
 * deliver the rest, and its channel limits would drop messages. With this limit, the driver
 * measures the rate that the server can sustain.
 */
final class Backlog {
    /** The limit for up to four subscribers. It is four times the publishers' window. */
    private static final int STREAMING_MESSAGES = 65_536;

    /**
     * The limit for more subscribers, divided between them. With a higher limit, a round would end
     * long after its time.
     */
    private static final int STREAMING_DELIVERIES = 4 * STREAMING_MESSAGES;

    /**
     * The limit for core NATS. It is well below the 64 MiB at which nats-server disconnects a slow
     * consumer ({@code spec/nats-core.md} 5.2).
     */
    private static final int CORE_BYTES = 8 * 1024 * 1024;

    private static final int BYTES_AROUND_A_PAYLOAD = 48;
    private static final int FEWEST = 256;

    private final List<Counter> sent;
    private final List<Counter> delivered;
    private final Reception reception;
    private final long window;

    private Backlog(List<Counter> delivered, Reception reception, int publishers, long window) {
        this.delivered = List.copyOf(delivered);
        this.reception = reception;
        this.window = window;
        List<Counter> counters = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            counters.add(new Counter());
        }
        this.sent = List.copyOf(counters);
    }

    /** Returns the backlog for a publisher without subscribers. */
    static Backlog unbounded() {
        return new Backlog(List.of(), Reception.EACH, 1, Long.MAX_VALUE);
    }

    /**
     * Returns the backlog for the publishers of a shape. {@code delivered} has one counter per
     * subscriber.
     */
    static Backlog of(Shape shape, List<Counter> delivered) {
        int listening = shape.reception() == Reception.EACH ? delivered.size() : 1;
        long window =
                shape.isStored()
                        ? Math.min(
                                STREAMING_MESSAGES, STREAMING_DELIVERIES / Math.max(1, listening))
                        : CORE_BYTES / (shape.payloadBytes() + BYTES_AROUND_A_PAYLOAD);
        return new Backlog(
                delivered, shape.reception(), shape.publishers(), Math.max(FEWEST, window));
    }

    /** Returns the counter for the sent messages of a publisher. */
    Counter sentBy(int publisher) {
        return sent.get(publisher);
    }

    /** Returns how many more messages one of the publishers may send. */
    long allowance() {
        if (delivered.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long all = 0;
        for (Counter each : sent) {
            all += each.get();
        }
        return Math.max(0, window - (all - reached())) / sent.size();
    }

    private long reached() {
        long slowest = Long.MAX_VALUE;
        long sum = 0;
        for (Counter each : delivered) {
            long count = each.get();
            slowest = Math.min(slowest, count);
            sum += count;
        }
        return reception == Reception.EACH ? slowest : sum;
    }
}
