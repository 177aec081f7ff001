package dev.stanchion.transfer;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An outcome that the copy waits for. */
final class Awaited<T> implements Outcome<T> {
    private @Nullable T result;
    private @Nullable StoreException failure;

    @Override
    public void succeeded(T value) {
        result = value;
    }

    @Override
    public void failed(StoreException why) {
        failure = why;
    }

    /** Waits for the result. */
    T on(CopyShard shard) {
        shard.await(() -> result != null || failure != null);
        if (failure != null) {
            throw failure;
        }
        return Objects.requireNonNull(result);
    }
}
