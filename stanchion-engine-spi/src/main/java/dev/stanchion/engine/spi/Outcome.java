package dev.stanchion.engine.spi;

/**
 * Receives the result of an operation that may finish later. Exactly one of the two methods is
 * called, once, on the shard that asked, perhaps before the asking call returns.
 *
 * @param <T> the result; {@link Done} if there is none
 */
public interface Outcome<T> {
    void succeeded(T result);

    void failed(StoreException why);

    /** The result of an operation that has none. */
    enum Done {
        DONE
    }
}
