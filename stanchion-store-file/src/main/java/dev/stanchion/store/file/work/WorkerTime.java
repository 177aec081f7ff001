package dev.stanchion.store.file.work;

import dev.stanchion.engine.spi.RepeatedFailure;
import dev.stanchion.engine.spi.Timer;
import java.util.concurrent.atomic.AtomicBoolean;

/** A worker's clock and timer for failures that it tells. */
public record WorkerTime(Worker worker) implements RepeatedFailure.Time {
    @Override
    public long elapsedNanos() {
        return worker.elapsedNanos();
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        AtomicBoolean isCancelled = new AtomicBoolean();
        worker.executeAfter(
                delayNanos,
                () -> {
                    if (!isCancelled.get()) {
                        task.run();
                    }
                });
        return () -> isCancelled.set(true);
    }
}
