package dev.stanchion.store.file.work;

import dev.stanchion.engine.spi.RepeatedFailure;

/** A worker's clock and timer for failures that it tells. */
public record WorkerTime(Worker worker) implements RepeatedFailure.Time {
    @Override
    public long elapsedNanos() {
        return worker.elapsedNanos();
    }

    @Override
    public void after(long delayNanos, Runnable task) {
        worker.executeAfter(delayNanos, task);
    }
}
