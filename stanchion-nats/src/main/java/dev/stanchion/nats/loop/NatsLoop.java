package dev.stanchion.nats.loop;

import dev.stanchion.nats.NatsServer;

/**
 * An event loop of a server: a thread with its connections, tasks and timers.
 *
 * <p>It works in <em>turns</em> (see the package). Tasks and timers run inside a turn.
 */
public interface NatsLoop {
    /** Returns its index in {@link NatsServer#loops()}. */
    int index();

    /** Returns whether the caller is on this loop's thread. */
    boolean isCurrent();

    /**
     * Runs a task on this loop. Any thread may call it. Tasks of one calling thread run in the
     * order of the calls. Another loop of this server hands the task over at the end of its turn,
     * in order with the messages that the turn delivers here.
     *
     * <p>After the server has closed, tasks do not run.
     */
    void execute(Runnable task);

    /** Runs a task after a delay, unless the timer is cancelled first. On this loop only. */
    Timer schedule(long delayNanos, Runnable task);

    /**
     * Runs a task once at the end of the current turn, before the output of the turn leaves this
     * loop. A hook may add further hooks. On this loop only, inside a turn.
     */
    void atEndOfTurn(Runnable hook);

    /**
     * Returns the time of {@link System#nanoTime}, which the loop reads once for each read and each
     * task. It is cheap enough for every message. It is never earlier than the arrival of the
     * current read. On this loop only, inside a turn.
     */
    long turnNanos();

    /**
     * Tells, within the call, of subjects on which connections of this loop have published since
     * the last call and that nobody was subscribed to; see {@link UnheardPublishes}. On this loop
     * only.
     */
    void takeUnheard(UnheardPublishes.Listener listener);
}
