package dev.stanchion.nats.loop;

/** A task that will run later on a loop. To be used on that loop only. */
public interface Timer {
    /** Prevents the task from running, if it has not begun. */
    void cancel();
}
