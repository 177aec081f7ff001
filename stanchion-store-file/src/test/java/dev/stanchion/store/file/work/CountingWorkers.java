package dev.stanchion.store.file.work;

import java.util.concurrent.atomic.AtomicInteger;

/** Workers that say whether they have something to do. */
public final class CountingWorkers implements StoreWorkers {
    private final ThreadedWorkers workers = new ThreadedWorkers(2);
    private final AtomicInteger unfinished = new AtomicInteger();

    private record Counting(Worker worker, AtomicInteger unfinished) implements Worker {
        @Override
        public void execute(Runnable task) {
            unfinished.incrementAndGet();
            worker.execute(() -> {
                try {
                    task.run();
                } finally {
                    unfinished.decrementAndGet();
                }
            });
        }

        @Override
        public void executeAfter(long delayNanos, Runnable task) {
            worker.executeAfter(delayNanos, task);
        }

        @Override
        public void call(Runnable task) {
            worker.call(task);
        }

        @Override
        public long elapsedNanos() {
            return worker.elapsedNanos();
        }
    }

    /** Returns whether something that was to be done at once is not. */
    public boolean areBusy() {
        return unfinished.get() > 0;
    }

    @Override
    public Worker committer() {
        return new Counting(workers.committer(), unfinished);
    }

    @Override
    public Worker writer() {
        return new Counting(workers.writer(), unfinished);
    }

    @Override
    public Worker keeper() {
        return new Counting(workers.keeper(), unfinished);
    }

    @Override
    public Worker reader(long channelNumber) {
        return new Counting(workers.reader(channelNumber), unfinished);
    }

    @Override
    public void close() {
        workers.close();
    }
}
