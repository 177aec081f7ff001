package dev.stanchion.store.file.check;

import dev.stanchion.store.file.work.Worker;

/** Does what it is given at once, on the thread that gives it, and nothing later. Stateless. */
final class InlineWorker implements Worker {
    @Override
    public void execute(Runnable task) {
        task.run();
    }

    /** What is left for later is done by whoever finishes. */
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
