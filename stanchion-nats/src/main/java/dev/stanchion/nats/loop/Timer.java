package dev.stanchion.nats.loop;

/** A task that runs later on a loop. For use on that loop only. */
public interface Timer {
    /** Cancels the task if it has not begun. */
    void cancel();
}
