package dev.stanchion.load.traffic;

import dev.stanchion.load.shape.Reception;
import dev.stanchion.load.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How far publishers may be ahead of those who listen. Safe for use by many threads.
 *
 * <p>Core NATS has no acknowledgements: without this bound a driver that is better at writing than
 * at reading would measure how servers cut off slow consumers. NATS Streaming stores what nobody
 * has read yet, so a server that stores faster than it delivers would be measured by how long the
 * rest takes afterwards, and lose messages to the limits of its channels; with the bound it is
 * measured by what it can sustain.
 */
final class Backlog {
    /** Four times what a publisher leaves unacknowledged, for up to four who listen. */
    private static final int STREAMING_MESSAGES = 65_536;

    /** With more of them fewer, or a round would end long after its time. */
    private static final int STREAMING_DELIVERIES = 4 * STREAMING_MESSAGES;

    /** Well below the 64 MiB at which nats-server cuts off ({@code spec/nats-core.md} 5.2). */
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

    /** For a publisher to whom nobody listens. */
    static Backlog unbounded() {
        return new Backlog(List.of(), Reception.EACH, 1, Long.MAX_VALUE);
    }

    /** For the publishers of a shape; {@code delivered} has a counter for each who listens. */
    static Backlog of(Shape shape, List<Counter> delivered) {
        int listening = shape.reception() == Reception.EACH ? delivered.size() : 1;
        long window =
                shape.isStreaming()
                        ? Math.min(
                                STREAMING_MESSAGES, STREAMING_DELIVERIES / Math.max(1, listening))
                        : CORE_BYTES / (shape.payloadBytes() + BYTES_AROUND_A_PAYLOAD);
        return new Backlog(
                delivered, shape.reception(), shape.publishers(), Math.max(FEWEST, window));
    }

    /** Returns where a publisher counts what it has sent. */
    Counter sentBy(int publisher) {
        return sent.get(publisher);
    }

    /** Returns how many more messages may be sent by one of the publishers. */
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
