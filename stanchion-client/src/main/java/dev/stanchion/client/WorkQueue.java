package dev.stanchion.client;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A bounded queue whose items a limited number of tasks of an executor work off, in order if it is
 * one task. It has a task only while it has items, so that thousands of queues share few threads.
 * Safe for use by many threads.
 */
final class WorkQueue<T> {
    /** After so many items a task makes room for the tasks of other queues. */
    private static final int ITEMS_OF_A_TURN = 64;

    private final Executor executor;
    private final int mostTasks;
    private final int capacity;
    private final Consumer<T> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private boolean isStarted;
    private int tasks;

    /**
     * @param work gets each item. If it throws, another task goes on with the next item, and the
     *     executor's thread gets the error
     */
    WorkQueue(Executor executor, int mostTasks, int capacity, Consumer<T> work) {
        this.executor = executor;
        this.mostTasks = mostTasks;
        this.capacity = capacity;
        this.work = work;
    }

    /** Adds an item. Returns false if the queue is full. */
    boolean add(T item) {
        boolean needsTask;
        lock.lock();
        try {
            if (waiting.size() >= capacity) {
                return false;
            }
            waiting.add(item);
            needsTask = takeTask();
        } finally {
            lock.unlock();
        }
        if (needsTask) {
            startTask();
        }
        return true;
    }

    /** Begins to work. Until then the items wait. */
    void start() {
        int needed = 0;
        lock.lock();
        try {
            isStarted = true;
            while (needed < waiting.size() && takeTask()) {
                needed++;
            }
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < needed; i++) {
            startTask();
        }
    }

    private boolean takeTask() {
        if (!isStarted || tasks >= mostTasks) {
            return false;
        }
        tasks++;
        return true;
    }

    private void startTask() {
        try {
            executor.execute(this::turn);
        } catch (RejectedExecutionException e) {
            abandon(); // its owner has ended, and with it whoever waits for these items
        }
    }

    private void turn() {
        int left = ITEMS_OF_A_TURN;
        while (left > 0) {
            ArrayDeque<T> batch = take(left);
            if (batch.isEmpty()) {
                return;
            }
            left -= batch.size();
            workOff(batch);
        }
        startTask();
    }

    private void workOff(ArrayDeque<T> batch) {
        boolean ended = false;
        try {
            while (!batch.isEmpty()) {
                work.accept(batch.poll());
            }
            ended = true;
        } finally {
            if (!ended) {
                putBack(batch);
                startTask();
            }
        }
    }

    /**
     * Takes items for a task, which ends if there are none. If others could work at the same time,
     * it is one item.
     */
    private ArrayDeque<T> take(int most) {
        ArrayDeque<T> batch = new ArrayDeque<>();
        lock.lock();
        try {
            int count = Math.min(waiting.size(), mostTasks == 1 ? most : 1);
            for (int i = 0; i < count; i++) {
                batch.add(waiting.remove());
            }
            if (count == 0) {
                tasks--;
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void putBack(ArrayDeque<T> batch) {
        lock.lock();
        try {
            while (!batch.isEmpty()) {
                waiting.addFirst(batch.removeLast());
            }
        } finally {
            lock.unlock();
        }
    }

    private void abandon() {
        lock.lock();
        try {
            tasks--;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }
}
