package dev.stanchion.store.file.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workers with a thread each. Never interrupted: that would close the files they work on. */
public final class ThreadedWorkers implements StoreWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadedWorkers.class);
    private static final long CLOSE_SECONDS = 10;

    private final ThreadWorker committer = new ThreadWorker("store-commit");
    private final ThreadWorker writer = new ThreadWorker("store-write");
    private final ThreadWorker keeper = new ThreadWorker("store-catalog");
    private final List<ThreadWorker> readers = new ArrayList<>();

    /**
     * Starts the threads, which keep no process alive.
     *
     * @param readerCount at least 1
     */
    public ThreadedWorkers(int readerCount) {
        for (int i = 0; i < readerCount; i++) {
            readers.add(new ThreadWorker("store-read-" + i));
        }
    }

    @Override
    public Worker committer() {
        return committer;
    }

    @Override
    public Worker writer() {
        return writer;
    }

    @Override
    public Worker keeper() {
        return keeper;
    }

    @Override
    public Worker reader(long channelNumber) {
        return readers.get((int) (channelNumber % readers.size()));
    }

    @Override
    public void close() {
        committer.stop();
        writer.stop();
        keeper.stop();
        readers.forEach(ThreadWorker::stop);
    }

    private static final class ThreadWorker implements Worker {
        private final ScheduledThreadPoolExecutor thread;
        private final String name;

        private ThreadWorker(String name) {
            this.name = name;
            thread = new ScheduledThreadPoolExecutor(1, task -> newThread(task, name));
            thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            thread.setRejectedExecutionHandler((task, executor) -> {}); // the store is closed
        }

        private static Thread newThread(Runnable task, String name) {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        }

        @Override
        public void execute(Runnable task) {
            thread.execute(() -> guarded(task));
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // it is never cancelled
        public void executeAfter(long delayNanos, Runnable task) {
            thread.schedule(() -> guarded(task), delayNanos, TimeUnit.NANOSECONDS);
        }

        /** A bug in one task must not take the worker from all others. */
        private void guarded(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException | Error bug) {
                LOG.error("Bug: a task of {} failed", name, bug);
            }
        }

        @Override
        public void call(Runnable task) {
            CountDownLatch done = new CountDownLatch(1);
            AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
            execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    failure.set(e);
                } finally {
                    done.countDown();
                }
            });
            awaitUninterruptibly(done);
            RuntimeException thrown = failure.get();
            if (thrown != null) {
                throw thrown;
            }
        }

        private void awaitUninterruptibly(CountDownLatch done) {
            boolean interrupted = false;
            while (true) {
                try {
                    while (!done.await(1, TimeUnit.SECONDS)) {
                        if (thread.isTerminated()) {
                            return; // it was stopped first, and does nothing any more
                        }
                    }
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public long elapsedNanos() {
            return System.nanoTime();
        }

        private void stop() {
            thread.shutdown();
            try {
                if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("{} is still at work after {} s", name, CLOSE_SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
