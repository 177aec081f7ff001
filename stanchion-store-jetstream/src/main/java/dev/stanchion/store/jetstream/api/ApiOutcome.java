package dev.stanchion.store.jetstream.api;

import java.util.function.Consumer;

/**
 * What becomes of a request: exactly one of the two methods is called, once, on the link's shard,
 * after the asking call has returned.
 *
 * @param <T> the answer
 */
public interface ApiOutcome<T> {
    void succeeded(T answer);

    void failed(ApiFailure why);

    /** Returns an outcome that passes each answer on to one of two functions. */
    static <T> ApiOutcome<T> of(Consumer<? super T> onSuccess, Consumer<ApiFailure> onFailure) {
        return new ApiOutcome<>() {
            @Override
            public void succeeded(T answer) {
                onSuccess.accept(answer);
            }

            @Override
            public void failed(ApiFailure why) {
                onFailure.accept(why);
            }
        };
    }
}
