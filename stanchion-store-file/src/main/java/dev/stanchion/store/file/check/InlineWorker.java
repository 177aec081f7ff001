package dev.stanchion.store.file.check;

import dev.stanchion.store.file.work.Worker;

/** Runs each task at once, on the calling thread, and no delayed tasks. Stateless. */
final class InlineWorker implements Worker {
    @Override
    public void execute(Runnable task) {
        task.run();
    }

    /** A delayed task does not run, because the final work does the same. */
    @Override
    public void executeAfter(long delayNanos, Runnable task) {}

    @Override
    public void call(Runnable task) {
        task.run();
    }

    @Override
    public long elapsedNanos() {
        return 0;
    }
}
