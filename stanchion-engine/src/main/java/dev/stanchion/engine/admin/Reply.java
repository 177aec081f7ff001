package dev.stanchion.engine.admin;

import java.util.function.Consumer;

/**
 * Receives the answer to a request. Exactly one of the two methods is called, once, on any thread,
 * perhaps before the asking call returns. The receiver must not block.
 *
 * @param <T> the answer
 */
public interface Reply<T> {
    void succeeded(T result);

    void failed(Failure why);

    /** Returns a reply that passes each answer on to one of two functions. */
    static <T> Reply<T> of(Consumer<? super T> onSuccess, Consumer<? super Failure> onFailure) {
        return new Reply<>() {
            @Override
            public void succeeded(T result) {
                onSuccess.accept(result);
            }

            @Override
            public void failed(Failure why) {
                onFailure.accept(why);
            }
        };
    }
}
