package dev.stanchion.crash.work;

import dev.stanchion.crash.disk.ProcessEnded;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;
import dev.stanchion.store.file.work.StoreWorkers;
import dev.stanchion.store.file.work.Worker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workers of one process's store. Confined to the simulation's thread. */
public final class ManualWorkers implements StoreWorkers {
    private final VirtualTime time;
    private final Chance chance;
    private final Consumer<Throwable> escaped;
    private final ManualWorker committer = new ManualWorker();
    private final ManualWorker writer = new ManualWorker();
    private final ManualWorker keeper = new ManualWorker();
    private final List<ManualWorker> readers = new ArrayList<>();
    private final List<ManualWorker> all = new ArrayList<>();
    private State state = State.RUNNING;

    private enum State {
        RUNNING,
        CLOSED,
        /** Callers that still wait for a worker have ended, too. */
        KILLED
    }

    /**
     * @param readerCount at least 1
     * @param escaped gets each exception of a task, except {@link ProcessEnded}
     */
    public ManualWorkers(
            VirtualTime time, Chance chance, int readerCount, Consumer<Throwable> escaped) {
        this.time = time;
        this.chance = chance;
        this.escaped = escaped;
        for (int i = 0; i < readerCount; i++) {
            readers.add(new ManualWorker());
        }
        all.addAll(List.of(committer, writer, keeper));
        all.addAll(readers);
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

    /** Returns whether an idle worker has a task. */
    public boolean hasWork() {
        return all.stream().anyMatch(ManualWorker::isReady);
    }

    /** Lets one worker that is not in the middle of something do one thing, if there is any. */
    public void runOne() {
        List<ManualWorker> ready = all.stream().filter(ManualWorker::isReady).toList();
        if (!ready.isEmpty()) {
            chance.pick(ready).runNext();
        }
    }

    /** Ends all of them at once, as a killed process does; nothing they were given happens. */
    public void kill() {
        end(State.KILLED);
    }

    @Override
    public void close() {
        end(State.CLOSED);
    }

    private void end(State how) {
        if (state == State.RUNNING) {
            state = how;
            all.forEach(worker -> worker.tasks.clear());
        }
    }

    private final class ManualWorker implements Worker {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean busy;

        boolean isReady() {
            return !busy && !tasks.isEmpty();
        }

        @SuppressWarnings("IllegalCatch") // a worker continues after an exception of a task
        void runNext() {
            Runnable task = tasks.remove();
            busy = true;
            try {
                task.run();
            } catch (ProcessEnded end) {
                kill();
            } catch (RuntimeException | Error bug) {
                escaped.accept(bug);
            } finally {
                busy = false;
            }
        }

        @Override
        public void execute(Runnable task) {
            if (state == State.RUNNING) {
                tasks.add(task);
            }
        }

        @Override
        public void executeAfter(long delayNanos, Runnable task) {
            time.after(delayNanos, () -> execute(task));
        }

        /** Lets all workers go on, this one included, until it has come to the task. */
        @Override
        public void call(Runnable task) {
            if (all.stream().anyMatch(worker -> worker.busy)) {
                throw new IllegalStateException("a worker waits for a worker");
            }
            Call call = new Call(task);
            execute(call::run);
            while (!call.done && state != State.CLOSED) {
                if (state == State.KILLED) {
                    throw new ProcessEnded();
                }
                runOne();
            }
            call.rethrow();
        }

        @Override
        public long elapsedNanos() {
            return time.elapsedNanos();
        }
    }

    /** A task whose end a caller waits for, and its exception. */
    private static final class Call {
        private final Runnable task;
        private @Nullable RuntimeException failure;
        private boolean done;

        Call(Runnable task) {
            this.task = task;
        }

        void run() {
            try {
                task.run();
            } catch (RuntimeException e) {
                failure = e;
            }
            done = true;
        }

        void rethrow() {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
