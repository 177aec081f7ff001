package dev.stanchion.bench;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.util.function.Consumer;

/** Expects a successful answer, and passes it on. */
final class Outcomes {
    private Outcomes() {}

    static <T> Outcome<T> of(Consumer<T> success) {
        return new Outcome<>() {
            @Override
            public void succeeded(T result) {
                success.accept(result);
            }

            @Override
            public void failed(StoreException why) {
                throw why;
            }
        };
    }
}
