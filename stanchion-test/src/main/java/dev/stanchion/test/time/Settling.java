package dev.stanchion.test.time;

/** Waits until nothing is left to happen at the present time. */
@FunctionalInterface
public interface Settling {
    /**
     * Returns when the shards are idle, every live client has answered what the engine has asked
     * it, and messages that were just sent have had time to be acknowledged. Blocks for a bounded
     * real time.
     */
    void settle() throws InterruptedException;
}
