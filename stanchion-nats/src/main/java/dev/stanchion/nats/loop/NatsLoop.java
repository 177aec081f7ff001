package dev.stanchion.nats.loop;

import dev.stanchion.nats.NatsServer;

/**
 * One event loop of a server: a thread with its connections, tasks and timers.
 *
 * <p>Work comes in <em>turns</em>, see the package. Tasks and timers run inside one.
 */
public interface NatsLoop {
    /** Its place in {@link NatsServer#loops()}. */
    int index();

    /** Whether the caller is on this loop's thread. */
    boolean isCurrent();

    /**
     * Runs a task on this loop. Any thread; tasks of one calling thread run in the order of the
     * calls. A call from another loop of this server is handed over at the end of that loop's turn,
     * in order with the messages that the turn delivers here.
     *
     * <p>After the server has closed, tasks are dropped.
     */
    void execute(Runnable task);

    /** Runs a task after a delay, unless the timer is cancelled first. On this loop only. */
    Timer schedule(long delayNanos, Runnable task);

    /**
     * Runs a task once at the end of the current turn, before anything that the turn has produced
     * leaves this loop; a hook may add further ones. On this loop only, inside a turn.
     */
    void atEndOfTurn(Runnable hook);

    /**
     * The time as {@link System#nanoTime} gives it, looked up once for each read and each task: for
     * whoever asks for every message. Never before what is being read arrived. On this loop only,
     * inside a turn.
     */
    long turnNanos();
}
