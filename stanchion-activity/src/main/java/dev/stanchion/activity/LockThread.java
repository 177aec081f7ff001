package dev.stanchion.activity;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.Outcome.Done;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a lock that blocks be used by a shard: a thread of its own does what blocks. Called on the
 * shard, except {@link #close}.
 */
public final class LockThread implements Lock {
    private static final long CLOSE_SECONDS = 5;

    private final BlockingLock lock;
    private final ShardExecutor shard;
    private final ExecutorService thread;

    public LockThread(BlockingLock lock, ShardExecutor shard) {
        this.lock = lock;
        this.shard = shard;
        this.thread =
                Executors.newSingleThreadExecutor(task -> {
                    Thread made = new Thread(task, "lock");
                    made.setDaemon(true);
                    return made;
                });
    }

    @Override
    public void look(Outcome<Sighting> outcome) {
        ask(lock::look, outcome);
    }

    @Override
    public void claim(Sighting seen, Basis basis, Outcome<Tenure> outcome) {
        ask(() -> lock.claim(seen, basis), outcome);
    }

    @Override
    public void renew(Outcome<Done> outcome) {
        ask(
                () -> {
                    lock.renew();
                    return Done.DONE;
                },
                outcome);
    }

    @Override
    public void release(Outcome<Done> outcome) {
        ask(
                () -> {
                    lock.release();
                    return Done.DONE;
                },
                outcome);
    }

    private <T> void ask(Supplier<T> question, Outcome<T> outcome) {
        thread.execute(() -> answer(question, outcome));
    }

    private <T> void answer(Supplier<T> question, Outcome<T> outcome) {
        try {
            T result = question.get();
            shard.execute(() -> outcome.succeeded(result));
        } catch (StoreException e) {
            shard.execute(() -> outcome.failed(e));
        } catch (RuntimeException bug) {
            StoreException why =
                    new StoreException(
                            StoreException.Kind.IO,
                            "lock",
                            "store",
                            "a defect of the server: " + bug,
                            bug);
            shard.execute(() -> outcome.failed(why));
        }
    }

    /** Any thread. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        lock.close();
    }
}
