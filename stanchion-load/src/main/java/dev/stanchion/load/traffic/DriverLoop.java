package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread of the driver and its connections. The loop first sends on every connection that may
 * send. Then it reads from every connection with input. It sleeps only when neither is possible.
 * With a schedule and enough cores it never sleeps, because a sleep ends some fifty microseconds
 * late. With too few cores, a thread that never sleeps would delay the server: the operating system
 * puts a thread that it wakes on the loop's core, where that thread waits for milliseconds. There
 * the loop takes short naps.
 */
final class DriverLoop implements Runnable {
    private static final long SLEEP_MILLIS = 20;
    private static final int SPINS_PER_SELECT = 64;
    private static final long NAP_NANOS = 20_000;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Link> workers = new ArrayList<>();
    private final List<Chore> chores = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure;
    private final boolean naps;
    private volatile boolean keepsSchedule;
    private volatile boolean ended;

    /**
     * @param naps whether the loop yields its core even when it has a schedule
     */
    DriverLoop(AtomicReference<@Nullable Throwable> failure, boolean naps) {
        this.failure = failure;
        this.naps = naps;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new LoadException("no selector: " + e.getMessage(), "Check the limits.", e);
        }
    }

    /** A task that the loop runs from time to time. */
    interface Chore {
        /** Does the work that is due. The loop calls this often. */
        void doWhatIsDue(long now, DriverLoop loop) throws IOException;
    }

    /** Takes a connection over. Called before the loop runs, or on its thread. */
    void take(Link link) {
        try {
            link.flush();
            SelectionKey key = link.channel().register(selector, SelectionKey.OP_READ, link);
            link.updateInterest(key);
        } catch (IOException e) {
            throw new LoadException(
                    "a connection was closed: " + e.getMessage(),
                    "The server's log may say why.",
                    e);
        }
    }

    /** Registers a connection whose role works without input. */
    void addWorker(Link link) {
        workers.add(link);
    }

    /** Returns a connection to the caller. Called on the loop's thread. */
    void release(Link link) {
        link.channel().keyFor(selector).cancel();
        workers.remove(link);
        try {
            selector.selectNow();
        } catch (IOException e) {
            throw new LoadException("the selector failed: " + e.getMessage(), "Try again.", e);
        }
    }

    /** Adds a chore. Called before the loop runs, or on its thread. */
    void addChore(Chore chore) {
        chores.add(chore);
    }

    /** Sends the queued bytes of a connection. Called on the loop's thread. */
    void flush(Link link) throws IOException {
        link.flush();
        link.updateInterest(link.channel().keyFor(selector));
    }

    /** Runs a task on the loop's thread. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Sets whether exact times are more important than processor time. */
    void keepSchedule(boolean keep) {
        keepsSchedule = keep;
        selector.wakeup();
    }

    /** Ends the loop after its current turn and leaves its connections open. */
    void end() {
        ended = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            int spins = 0;
            while (!ended) {
                runTasks();
                boolean busy = work();
                if (busy || !keepsSchedule || naps || spins++ % SPINS_PER_SELECT == 0) {
                    turn(busy);
                } else {
                    Thread.onSpinWait();
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void runTasks() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }

    private boolean work() throws IOException {
        boolean more = false;
        long now = System.nanoTime();
        for (Chore chore : chores) {
            chore.doWhatIsDue(now, this);
        }
        for (Link worker : workers) {
            if (worker.role().work(now)) {
                flush(worker);
                more |= !worker.hasBlock();
            }
        }
        return more;
    }

    private void turn(boolean busy) throws IOException {
        int ready =
                busy || keepsSchedule || !tasks.isEmpty()
                        ? selector.selectNow()
                        : selector.select(SLEEP_MILLIS);
        if (ready == 0) {
            if (keepsSchedule && naps && !busy) {
                LockSupport.parkNanos(NAP_NANOS);
            }
            return;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Link link = (Link) key.attachment();
            if (key.isReadable()) {
                link.read();
            }
            flush(link);
        }
        selector.selectedKeys().clear();
    }
}
