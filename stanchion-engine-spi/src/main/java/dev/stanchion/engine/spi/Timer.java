package dev.stanchion.engine.spi;

/** A scheduled task that can be called off. Confined to the shard that scheduled it. */
public interface Timer {
    /** Calls the task off; without effect once it has run. */
    void cancel();
}
