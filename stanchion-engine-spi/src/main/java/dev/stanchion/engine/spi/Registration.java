package dev.stanchion.engine.spi;

/** A subscription to the {@link Bus}. Safe for use by many threads. */
public interface Registration extends AutoCloseable {
    /** Ends it; a call of the handler that has begun may still finish. Idempotent. */
    @Override
    void close();
}
