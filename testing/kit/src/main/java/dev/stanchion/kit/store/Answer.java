package dev.stanchion.kit.store;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import org.jspecify.annotations.Nullable;

/** Keeps the one answer of a store, and refuses a second. */
public final class Answer<T> implements Outcome<T> {
    private @Nullable T result;
    private @Nullable StoreException failure;

    @Override
    public void succeeded(T value) {
        requireFirst();
        result = value;
    }

    @Override
    public void failed(StoreException why) {
        requireFirst();
        failure = why;
    }

    /** Returns whether the store has answered. */
    public boolean isThere() {
        return result != null || failure != null;
    }

    /** Returns the result of an operation that must have succeeded. */
    public T orThrow() {
        if (failure != null) {
            throw new AssertionError("the store failed", failure);
        }
        if (result == null) {
            throw new AssertionError("the store has not answered");
        }
        return result;
    }

    /** Returns why an operation failed that must have. */
    public StoreException failure() {
        if (failure == null) {
            throw new AssertionError("the store did not fail; its answer: " + result);
        }
        return failure;
    }

    private void requireFirst() {
        if (isThere()) {
            throw new AssertionError("the store answers twice");
        }
    }
}
