package dev.stanchion.store.jetstream.api;

/**
 * What becomes of a request: exactly one of the two methods is called, once, on the link's shard,
 * after the asking call has returned.
 *
 * @param <T> the answer
 */
public interface ApiOutcome<T> {
    void succeeded(T answer);

    void failed(ApiFailure why);
}
