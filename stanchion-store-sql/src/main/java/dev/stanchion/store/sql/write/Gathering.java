package dev.stanchion.store.sql.write;

import dev.stanchion.store.remote.StoredMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The queue between the shards and the writer. While one transaction runs, the shards add their
 * changes. The writer then takes all of them as the next transaction. Safe for use by many threads.
 * A thread holds the lock only while it moves some references.
 *
 * <p>{@link dev.stanchion.store.remote.Admission} limits the messages in the queue, the engine's
 * limits bound the subscriptions, and each client has at most one request.
 */
public final class Gathering {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ChannelWork> ready = new ArrayDeque<>();
    private List<Request> requests = new ArrayList<>();
    private boolean ending;
    private boolean idle = true;

    /** Everything that one transaction writes. */
    record Batch(List<ChannelWork.Taken> channels, List<Request> requests) {
        boolean isEmpty() {
            return channels.isEmpty() && requests.isEmpty();
        }

        /** Returns the number of parts that could be written separately. */
        int parts() {
            return channels.size() + requests.size();
        }
    }

    public void addMessages(
            ChannelWork work, List<StoredMessage> messages, ChannelWork.LogState state) {
        lock.lock();
        try {
            work.addMessages(messages, state);
            queue(work);
        } finally {
            lock.unlock();
        }
    }

    public void add(ChannelWork work, SubscriptionChanges changes) {
        lock.lock();
        try {
            work.add(changes);
            queue(work);
        } finally {
            lock.unlock();
        }
    }

    public void add(Request request) {
        lock.lock();
        try {
            requests.add(request);
            idle = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void queue(ChannelWork work) {
        idle = false;
        if (!work.queued) {
            work.queued = true;
            ready.add(work);
            changed.signalAll();
        }
    }

    /** Queues a channel that has work left, without a new change. */
    void again(ChannelWork work) {
        lock.lock();
        try {
            queue(work);
        } finally {
            lock.unlock();
        }
    }

    /** Takes back changes that could not be written and must not be lost. */
    void putBack(ChannelWork.Taken part) {
        lock.lock();
        try {
            part.work().putBack(part);
            queue(part.work());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to refuse a channel's messages after a loss. Returns whether the loss is new to its
     * shard.
     */
    boolean beginLosing(ChannelWork work) {
        lock.lock();
        try {
            return work.beginLosing();
        } finally {
            lock.unlock();
        }
    }

    public void endLosing(ChannelWork work) {
        lock.lock();
        try {
            work.endLosing();
        } finally {
            lock.unlock();
        }
    }

    public void discard(ChannelWork work) {
        lock.lock();
        try {
            work.discard();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes all changes. Waits if there is none.
     *
     * @param nanos the maximum time to wait
     */
    Batch take(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (ready.isEmpty() && requests.isEmpty() && !ending && left > 0) {
                idle = true;
                changed.signalAll();
                left = changed.awaitNanos(left);
            }
            idle = ready.isEmpty() && requests.isEmpty();
            return takeAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the changes since the last call, without waiting. */
    Batch takeMore() {
        lock.lock();
        try {
            return takeAll();
        } finally {
            lock.unlock();
        }
    }

    private Batch takeAll() {
        List<ChannelWork.Taken> channels = new ArrayList<>(ready.size());
        while (!ready.isEmpty()) {
            ChannelWork work = ready.poll();
            work.queued = false;
            if (!work.isDiscarded()) {
                channels.add(work.take());
            }
        }
        List<Request> taken = requests;
        requests = new ArrayList<>();
        return new Batch(channels, taken);
    }

    /** Waits for the given time before a retry, or until {@link #end}. */
    void pause(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!ending && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting, now and later. */
    public void end() {
        lock.lock();
        try {
            ending = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnding() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return ready.isEmpty() && requests.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the writer is idle, up to the given time. Returns whether the writer is idle. For
     * tests.
     */
    public boolean awaitIdle(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!idle && !ending && left > 0) {
                left = changed.awaitNanos(left);
            }
            return idle;
        } finally {
            lock.unlock();
        }
    }
}
