package dev.stanchion.engine.failure;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the engine when its store belongs to another server. Whoever gets a {@code FENCED} failure
 * asks the fence, and then forgets what the failure was about: the other server answers for it.
 * Safe for use by many threads.
 */
public final class Fence {
    private final AtomicReference<@Nullable Consumer<StoreException>> onFenced =
            new AtomicReference<>();

    private volatile boolean isClosed;

    /**
     * Begins to stop what fails as fenced. Before that, the engine starts, and such a failure is
     * one like any other.
     *
     * @param told once, on the thread of the first such failure
     */
    public void arm(Consumer<StoreException> told) {
        onFenced.set(told);
    }

    /** Tells whether nobody may be answered any more. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Tells whether this failure ends the engine, so that nobody is to hear of it. */
    public boolean stops(StoreException why) {
        if (why.kind() != StoreException.Kind.FENCED) {
            return false;
        }
        Consumer<StoreException> told = onFenced.getAndSet(null);
        if (told != null) {
            isClosed = true;
            told.accept(why);
        }
        return isClosed;
    }

    /** Returns an outcome that does not hear of failures that end the engine. */
    public <T> Outcome<T> around(Outcome<T> outcome) {
        return new Outcome<>() {
            @Override
            public void succeeded(T result) {
                outcome.succeeded(result);
            }

            @Override
            public void failed(StoreException why) {
                if (!stops(why)) {
                    outcome.failed(why);
                }
            }
        };
    }
}
