package dev.stanchion.engine.shard;

/** Runs a task once, when a number of things have happened. */
@ShardOwned
public final class Countdown {
    private final Runnable done;
    private int left;

    /**
     * @param count at least 1
     */
    public Countdown(int count, Runnable done) {
        this.left = count;
        this.done = done;
    }

    /** One of the things has happened. */
    public void down() {
        if (--left == 0) {
            done.run();
        }
    }
}
