package dev.stanchion.engine;

import dev.stanchion.engine.spi.StoreException;

/**
 * Hears what becomes of a start, on the first shard: exactly one of {@link #ready}, {@link #failed}
 * and {@link #refused} is called, once. {@link #lost} may follow {@link #ready}.
 */
public interface StartListener {
    /** Requests are taken from now on. */
    void ready();

    /** A channel of an earlier run cannot be opened; the engine takes no requests. */
    void failed(StoreException why);

    /** There must not be another engine like this one; it takes no requests. */
    void refused(EngineStartException why);

    /**
     * Another server has taken the store over ({@code FENCED}). The engine has ended: it takes no
     * requests, answers nobody, and sends nothing from now on. Requests that wait for an answer get
     * none, because the other server answers them. The engine calls this once, and not at all if
     * somebody has asked it to close before. It still has to be closed.
     */
    void lost(StoreException why);
}
