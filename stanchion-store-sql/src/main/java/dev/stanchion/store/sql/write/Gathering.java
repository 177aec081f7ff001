package dev.stanchion.store.sql.write;

import dev.stanchion.store.sql.database.StoredMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where shards leave what is to be written, and where the writer takes all of it at once: whatever
 * was gathered while one transaction ran is the next one. Safe for use by many threads; nobody
 * holds its lock longer than it takes to move some references.
 *
 * <p>Its size is bounded by {@link Admission} as far as messages are concerned, by the engine's
 * limits as far as subscriptions are, and by one request of each client.
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

        /** Returns how many parts there are that could be written by themselves. */
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

    /** Queues a channel of which something is left to do, without anything new. */
    void again(ChannelWork work) {
        lock.lock();
        try {
            queue(work);
        } finally {
            lock.unlock();
        }
    }

    /** Takes back what could not be written and must not be forgotten. */
    void putBack(ChannelWork.Taken part) {
        lock.lock();
        try {
            part.work().putBack(part);
            queue(part.work());
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether the loss of a channel's messages is news to its shard. */
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
     * Takes everything, and waits a while if there is nothing.
     *
     * @param nanos how long to wait at most
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

    /** Takes what has come since, without waiting. */
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

    /** Waits until an error may be over, or the end has come. */
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

    /** From now on nobody waits for more. */
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

    /** Waits until the writer waits, for a while at most; tells whether it does. For tests. */
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
