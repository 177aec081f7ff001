package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import dev.stanchion.load.figures.Latencies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends numbered messages. Where the server stores them, it waits until the server has acknowledged
 * each of them.
 *
 * <p>Acknowledgements of different channels may overtake each other. So a ring of flags marks the
 * unacknowledged messages of the window. The window advances past the lowest unacknowledged number.
 * Confined to its loop, except for the counters.
 */
final class Publisher implements Role {
    private final Link link;
    private final MessageBlock block;
    private final int window;
    private final Backlog backlog;
    private final @Nullable Receipts receipts;
    private final boolean recordsTimes;

    private final int mask;
    private final boolean[] open;
    private final long[] dueAt;
    private final long[] begunAt;
    private final Latencies latencies = new Latencies();

    private final Counter sent;
    private final Counter lowestSeen = new Counter();
    private final Counter roundsDone = new Counter();
    private long rounds;
    private long doneNanos;

    private Quota quota = new Quota(0, Duration.ZERO, 0);
    private boolean isActive;
    private boolean isSettling;
    private long startNanos;
    private long first;
    private long end;
    private long next;
    private long lowest;
    private long arrivalNanos;

    private Publisher(
            Link link,
            MessageBlock block,
            int window,
            Backlog backlog,
            int number,
            @Nullable Receipts receipts,
            boolean recordsTimes) {
        this.link = link;
        this.block = block;
        this.window = window;
        this.backlog = backlog;
        this.sent = backlog.sentBy(number);
        this.receipts = receipts;
        this.recordsTimes = recordsTimes;
        int ring = receipts != null ? Integer.highestOneBit(Math.max(1, window * 2 - 1)) : 1;
        mask = ring - 1;
        open = new boolean[ring];
        dueAt = new long[recordsTimes ? ring : 1];
        begunAt = new long[recordsTimes ? ring : 1];
    }

    /** Creates a publisher for core NATS. */
    static Publisher core(Link link, MessageBlock block, Backlog backlog, int number) {
        return new Publisher(link, block, Integer.MAX_VALUE, backlog, number, null, false);
    }

    /**
     * Creates a publisher for a server that stores messages and acknowledges them.
     *
     * @param recordsTimes whether to record the latency of acknowledgements
     */
    static Publisher storing(
            Link link,
            MessageBlock block,
            int window,
            Backlog backlog,
            int number,
            Receipts receipts,
            boolean recordsTimes) {
        return new Publisher(link, block, window, backlog, number, receipts, recordsTimes);
    }

    /** Begins a round. Called on the loop's thread. */
    void begin(Quota quota) {
        this.quota = quota;
        latencies.clear();
        first = next;
        end = next + quota.messages();
        startNanos = System.nanoTime();
        isSettling = false;
        isActive = true;
    }

    @Override
    public boolean work(long now) {
        if (!isActive || link.hasBlock()) {
            return false;
        }
        if (now - startNanos >= quota.time().toNanos()) {
            end = next;
        }
        if (next == end) {
            return finishSending();
        }
        long allowed = allowed(now);
        if (allowed <= 0) {
            return false;
        }
        send((int) Math.min(allowed, block.roomFrom(next)), now);
        return true;
    }

    private long allowed(long now) {
        long allowed = end - next;
        allowed = Math.min(allowed, window - (next - lowest));
        allowed = Math.min(allowed, backlog.allowance());
        if (quota.isPaced()) {
            long due = (long) ((now - startNanos) / quota.intervalNanos()) + 1;
            allowed = Math.min(allowed, due - (next - first));
        }
        return allowed;
    }

    private void send(int count, long now) {
        for (long number = next; number < next + count; number++) {
            if (quota.isPaced()) {
                long due = startNanos + (long) ((number - first) * quota.intervalNanos());
                block.number(number, due, now);
                remember(number, due, now);
            } else {
                block.number(number);
                remember(number, now, now);
            }
        }
        link.write(block.messages(next, count));
        next += count;
        if (receipts == null) {
            lowest = next;
        }
        sent.set(next);
    }

    private void remember(long number, long due, long begun) {
        int slot = (int) number & mask;
        if (receipts != null) {
            open[slot] = true;
        }
        if (recordsTimes) {
            dueAt[slot] = due;
            begunAt[slot] = begun;
        }
    }

    private boolean finishSending() {
        if (receipts != null) {
            if (lowest == next) {
                done(next == first ? startNanos : arrivalNanos);
            }
            return false;
        }
        if (isSettling) {
            return false;
        }
        isSettling = true;
        link.ping();
        return true;
    }

    @Override
    public void onPong() {
        if (isSettling) {
            done(System.nanoTime());
        }
    }

    private void done(long nanos) {
        isActive = false;
        isSettling = false;
        doneNanos = nanos;
        rounds++;
        roundsDone.set(rounds);
    }

    @Override
    public void onArrival() {
        arrivalNanos = System.nanoTime();
    }

    @Override
    public void onMessage(Incoming message) {
        if (message.sid() != Link.ACKS || receipts == null) {
            return;
        }
        long number = receipts.numberOf(message);
        int slot = (int) number & mask;
        if (number < lowest || number >= next || !open[slot]) {
            throw new LoadException(
                    "message " + number + " was acknowledged although it was not waiting for it",
                    "This is a fault of the server, or another one answers there as well.");
        }
        open[slot] = false;
        if (recordsTimes) {
            latencies.record(dueAt[slot], begunAt[slot], arrivalNanos);
        }
        while (lowest < next && !open[(int) lowest & mask]) {
            lowest++;
        }
    }

    @Override
    public void onDrained() {
        lowestSeen.set(lowest);
    }

    /** Returns the number of finished rounds. The following methods describe the last one. */
    long roundsDone() {
        return roundsDone.get();
    }

    /** Returns a counter that increases while the publisher makes progress. */
    long progress() {
        return sent.get() + lowestSeen.get();
    }

    long published() {
        return next - first;
    }

    long startNanos() {
        return startNanos;
    }

    long doneNanos() {
        return doneNanos;
    }

    Latencies latencies() {
        return latencies;
    }
}
