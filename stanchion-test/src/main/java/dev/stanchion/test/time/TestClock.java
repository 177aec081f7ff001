package dev.stanchion.test.time;

import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.event.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The clock of a broker, in the hand of the test.
 *
 * <p>On it run ack waits, back-offs, delays, heartbeats, {@code max_age}, {@code max_inactivity},
 * timestamps and findings. Not on it run the timers of clients, NATS pings, TLS and the limits for
 * slow consumers.
 *
 * <p>{@link #advance} goes from one due timer of the engine to the next. After each it waits until
 * all has happened that belongs to that time. So a client that lives is never declared dead,
 * however far the clock goes. Moves of several threads follow each other. Safe for use by many
 * threads; blocks, so neither a handler of a message nor a condition may move the clock.
 */
public final class TestClock {
    private static final Duration LONGEST = Duration.ofDays(3660);

    /** A move that takes longer in real time has met timers that never end. */
    private static final long MOST_REAL_NANOS = TimeUnit.MINUTES.toNanos(5);

    private static final int SHARD_SECONDS = 30;

    private final SteeredTime time;
    private final EventLog events;
    private final Settling settling;
    private final ReentrantLock moving = new ReentrantLock();

    public TestClock(SteeredTime time, EventLog events, Settling settling) {
        this.time = time;
        this.events = events;
        this.settling = settling;
    }

    /** Returns the broker's time of day. */
    public Instant now() {
        return time.now();
    }

    /** Returns the broker's time of day as a clock, for a service under test. */
    public Clock asClock() {
        return time.clock();
    }

    /** Returns how the clock goes on by itself. */
    public TimeMode mode() {
        return time.mode();
    }

    /**
     * Moves the clock forward. Everything that is due by then has happened when this returns.
     *
     * @throws IllegalArgumentException if the duration is negative, or more than ten years
     */
    public void advance(Duration by) {
        requirePossible(by);
        move(() -> {
            events.add(Kind.CLOCK, "the clock goes on by " + Durations.text(by));
            long target = time.elapsedNanos() + by.toNanos();
            go(target, () -> false);
        });
    }

    /**
     * Moves the clock forward, timer by timer, until a condition holds.
     *
     * @param condition is asked on this thread, after each timer
     * @param atMost how far the clock goes
     * @return how far it went
     * @throws AssertionError if the condition does not hold by then; it has the last events
     */
    public Duration advanceUntil(BooleanSupplier condition, Duration atMost) {
        requirePossible(atMost);
        long[] went = new long[1];
        move(() -> {
            events.add(
                    Kind.CLOCK,
                    "the clock goes on until a condition holds, at most by "
                            + Durations.text(atMost));
            long start = time.elapsedNanos();
            if (!go(start + atMost.toNanos(), condition)) {
                throw new AssertionError(
                        "the condition does not hold after %s of the broker's time%n  events: %s"
                                .formatted(Durations.text(atMost), events.lastEvents()));
            }
            went[0] = time.elapsedNanos() - start;
        });
        return Duration.ofNanos(went[0]);
    }

    /**
     * Moves the clock to the next timer of the engine, and runs it.
     *
     * @return how far the clock went; zero if there is no timer
     */
    public Duration skipToNextTimer() {
        long[] went = new long[1];
        move(() -> {
            long start = time.elapsedNanos();
            OptionalLong next = time.nextDueNanos();
            if (next.isPresent()) {
                step(next.getAsLong());
                went[0] = Math.max(0, next.getAsLong() - start);
                events.add(
                        Kind.CLOCK,
                        "the clock went to the next timer, by "
                                + Durations.text(Duration.ofNanos(went[0])));
            }
        });
        return Duration.ofNanos(went[0]);
    }

    /**
     * Sets the time of day alone, forward or back, as an operator does who corrects the clock of a
     * machine. Timers that count elapsed time, such as ack waits, do not notice.
     */
    public void set(Instant wall) {
        move(() -> {
            time.set(wall);
            events.add(Kind.CLOCK, "the time of day is set to " + wall);
            step(time.elapsedNanos());
        });
    }

    private static void requirePossible(Duration by) {
        if (by.isNegative() || by.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "clock: %s (expected: 0 to %d days; elapsed time never goes back, and"
                                    .formatted(by, LONGEST.toDays())
                            + " set(Instant) moves the time of day alone)");
        }
    }

    /** One move of the clock, which may be interrupted while it waits. */
    private interface Move {
        void go() throws InterruptedException;
    }

    private void move(Move move) {
        if (moving.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "clock: a condition must not move the clock that asks it");
        }
        if (time.shards().stream().anyMatch(SteeredShard::isCurrent)) {
            throw new IllegalStateException(
                    "clock: a thread of the broker must not move the clock; move it in the test");
        }
        moving.lock();
        try {
            move.go();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("clock: interrupted while the clock was moved", e);
        } finally {
            moving.unlock();
        }
    }

    /** Returns whether the condition holds at last. */
    private boolean go(long target, BooleanSupplier until) throws InterruptedException {
        long startNanos = System.nanoTime();
        long timers = 0;
        settling.settle();
        while (!until.getAsBoolean()) {
            OptionalLong next = time.nextDueNanos();
            if (next.isEmpty() || next.getAsLong() - target > 0) {
                step(target);
                return until.getAsBoolean();
            }
            step(next.getAsLong());
            timers++;
            if (System.nanoTime() - startNanos > MOST_REAL_NANOS) {
                throw new IllegalStateException(
                        "clock: after %d timers and %s in real time the clock is not where it shall be; advance it in shorter steps"
                                .formatted(
                                        timers, Durations.text(Duration.ofNanos(MOST_REAL_NANOS))));
            }
        }
        return true;
    }

    private void step(long nanos) throws InterruptedException {
        time.moveTo(nanos);
        CountDownLatch run = new CountDownLatch(time.shards().size());
        for (SteeredShard shard : time.shards()) {
            shard.execute(() -> {
                try {
                    shard.runDue();
                } finally {
                    run.countDown();
                }
            });
        }
        if (!run.await(SHARD_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "clock: the broker's threads do not answer within %d s; is the broker closed?"
                            .formatted(SHARD_SECONDS));
        }
        settling.settle();
    }
}
