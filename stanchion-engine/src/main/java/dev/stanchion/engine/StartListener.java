package dev.stanchion.engine;

import dev.stanchion.engine.spi.StoreException;

/**
 * Hears what becomes of a start: exactly one of the methods is called, once, on the first shard.
 */
public interface StartListener {
    /** Requests are taken from now on. */
    void ready();

    /** A channel of an earlier run cannot be opened; the engine takes no requests. */
    void failed(StoreException why);

    /** There must not be another engine like this one; it takes no requests. */
    void refused(EngineStartException why);
}
