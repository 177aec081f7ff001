package dev.stanchion.engine.failure;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the engine when its store belongs to another server. The code that receives a failure of the
 * store asks the fence. If the failure ends the engine, the code drops the request without an
 * answer, because the other server answers it. Safe for use by many threads.
 */
public final class Fence {
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile @Nullable Consumer<StoreException> onFenced;

    /**
     * Begins to end the engine at the first {@code FENCED} failure. Before that, while the engine
     * starts, such a failure is like any other.
     *
     * @param told runs once, on the thread of the first failure
     */
    public void arm(Consumer<StoreException> told) {
        onFenced = told;
    }

    /** Tells whether the engine must not answer any more. */
    public boolean isClosed() {
        return isClosed.get();
    }

    /** Tells whether this failure ends the engine, so that nobody gets an answer because of it. */
    public boolean stops(StoreException why) {
        Consumer<StoreException> told = onFenced;
        if (why.kind() != StoreException.Kind.FENCED || told == null) {
            return false;
        }
        if (isClosed.compareAndSet(false, true)) {
            told.accept(why);
        }
        return true;
    }

    /** Returns an outcome that does not receive failures that end the engine. */
    public <T> Outcome<T> around(Outcome<T> outcome) {
        return Outcome.of(
                outcome::succeeded,
                why -> {
                    if (!stops(why)) {
                        outcome.failed(why);
                    }
                });
    }
}
