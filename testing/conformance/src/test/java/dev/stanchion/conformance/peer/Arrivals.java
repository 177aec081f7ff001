package dev.stanchion.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The messages that have arrived and that no test has taken yet, in order. Safe for use by many
 * threads.
 */
public final class Arrivals<T> {
    private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();
    private final String what;

    /**
     * Creates an empty queue.
     *
     * @param what the expected arrivals, for the message of a failure
     */
    public Arrivals(String what) {
        this.what = what;
    }

    public void add(T arrival) {
        queue.add(arrival);
    }

    /** Waits for the next one, which must come. */
    public T awaits() {
        return polls(Patience.FOR_SOMETHING)
                .orElseThrow(() ->
                        new AssertionError(
                                "%s: nothing within %s".formatted(what, Patience.FOR_SOMETHING)));
    }

    /** Waits for the next ones, which must come. */
    public List<T> awaits(int count) {
        List<T> arrived = new ArrayList<>();
        while (arrived.size() < count) {
            arrived.add(
                    polls(Patience.FOR_SOMETHING)
                            .orElseThrow(() ->
                                    new AssertionError(
                                            "%s: expected %d, came %s"
                                                    .formatted(what, count, arrived))));
        }
        return arrived;
    }

    /** Waits for the next one, which may come. */
    public Optional<T> polls(Duration patience) {
        try {
            return Optional.ofNullable(queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + ": interrupted", interrupted);
        }
    }

    /** Takes all arrivals so far, without waiting. */
    public List<T> soFar() {
        List<T> arrived = new ArrayList<>();
        queue.drainTo(arrived);
        return arrived;
    }

    /** Checks that nothing is there and nothing comes. */
    public void stayAway() {
        stayAway(Patience.FOR_NOTHING);
    }

    public void stayAway(Duration patience) {
        assertThat(polls(patience)).as(what).isEmpty();
    }
}
