package dev.stanchion.engine.spi;

import java.util.function.Consumer;

/**
 * Receives the result of an operation that may finish later. Exactly one of the two methods is
 * called, once, on the shard that asked, perhaps before the asking call returns.
 *
 * @param <T> the result; {@link Done} if there is none
 */
public interface Outcome<T> {
    void succeeded(T result);

    void failed(StoreException why);

    /** Returns an outcome that passes each result on to one of two functions. */
    static <T> Outcome<T> of(Consumer<? super T> onSuccess, Consumer<StoreException> onFailure) {
        return new Outcome<>() {
            @Override
            public void succeeded(T result) {
                onSuccess.accept(result);
            }

            @Override
            public void failed(StoreException why) {
                onFailure.accept(why);
            }
        };
    }

    /** The result of an operation that has none. */
    enum Done {
        DONE
    }
}
