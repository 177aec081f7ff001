package dev.stanchion.client;

import dev.stanchion.protocol.PubAck;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The publishes of a connection that wait for their acks, each for a bounded time. Safe for use by
 * many threads.
 *
 * <p>All have the same time limit, so one timer is enough: it is set for the oldest of them. Most
 * are answered long before. When it runs, it fails those whose time is over and is set for the
 * oldest of the others. Between two looks at all of them is at least a 64th of the time limit, so a
 * publish fails at most that much too late.
 */
final class PublishWindow {
    private static final int LOOKS_IN_A_TIME_LIMIT = 64;
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long timeLimitNanos;
    private final ScheduledExecutorService scheduler;
    private final ConcurrentHashMap<String, SentPublish> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean hasTimer = new AtomicBoolean();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();
    private volatile boolean isEmptyAwaited;

    PublishWindow(Duration ackTimeout, ScheduledExecutorService scheduler) {
        this.timeLimitNanos = ackTimeout.toNanos();
        this.scheduler = scheduler;
    }

    /** Takes a publish, before it is sent. */
    void enter(SentPublish publish) {
        waiting.put(publish.guid, publish);
        setTimerIfThereIsNone();
    }

    private void setTimerIfThereIsNone() {
        if (!hasTimer.get() && hasTimer.compareAndSet(false, true)) {
            setTimer(timeLimitNanos);
        }
    }

    private void setTimer(long nanos) {
        var unused = scheduler.schedule(this::failOverdue, nanos, TimeUnit.NANOSECONDS);
    }

    private void failOverdue() {
        long now = System.nanoTime();
        long longestAge = -1;
        for (SentPublish publish : waiting.values()) {
            long age = now - publish.sentNanos;
            if (age >= timeLimitNanos) {
                fail(publish, Failures.ackOverdue(publish.channel, publish.guid));
            } else {
                longestAge = Math.max(longestAge, age);
            }
        }
        if (longestAge >= 0) {
            long pause = Math.max(timeLimitNanos / LOOKS_IN_A_TIME_LIMIT, SHORTEST_PAUSE_NANOS);
            setTimer(Math.max(timeLimitNanos - longestAge, pause));
            return;
        }
        hasTimer.set(false);
        if (!waiting.isEmpty()) { // one has come meanwhile, and saw the timer of before
            setTimerIfThereIsNone();
        }
    }

    /** Tells the publish of an ack. An ack for an unknown publish came too late. */
    void settle(PubAck ack) {
        SentPublish publish = waiting.remove(ack.guid());
        if (publish == null) {
            return;
        }
        signalIfEmpty();
        if (ack.error().isEmpty()) {
            publish.stored();
        } else {
            publish.failed(Failures.refused("publish to " + publish.channel, ack.error()));
        }
    }

    /** Fails one publish. Returns false if it does not wait any more. */
    boolean fail(SentPublish publish, StreamingException reason) {
        boolean waited = leave(publish);
        if (waited) {
            publish.failed(reason);
        }
        return waited;
    }

    /** Forgets a publish. Returns false if it does not wait any more. */
    boolean leave(SentPublish publish) {
        boolean waited = waiting.remove(publish.guid, publish);
        signalIfEmpty();
        return waited;
    }

    /** Fails everything that waits. */
    void failAll(StreamingException reason) {
        waiting.values().forEach(publish -> fail(publish, reason));
    }

    /** Returns a view of what waits, in any order. */
    Collection<SentPublish> waiting() {
        return Collections.unmodifiableCollection(waiting.values());
    }

    private void signalIfEmpty() {
        if (isEmptyAwaited && waiting.isEmpty()) {
            lock.lock();
            try {
                emptied.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until every ack has come. Returns false if that took too long. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        isEmptyAwaited = true; // before it looks, so that no signal is missed
        long nanos = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!waiting.isEmpty()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = emptied.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
