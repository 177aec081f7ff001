package dev.stanchion.crash;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import java.util.function.Consumer;

/** Processes an answer of the store, and records whether it has come. */
final class Answer<T> implements Outcome<T> {
    private final World world;
    private final String what;
    private final Consumer<T> whenSucceeded;
    private boolean there;

    Answer(World world, String what, Consumer<T> whenSucceeded) {
        this.world = world;
        this.what = what;
        this.whenSucceeded = whenSucceeded;
    }

    @Override
    public void succeeded(T result) {
        expectFirst();
        world.trace().note("%s: done", what);
        whenSucceeded.accept(result);
    }

    @Override
    public void failed(StoreException why) {
        expectFirst();
        world.trace().note("%s failed: %s", what, String.valueOf(why.getMessage()));
        world.expectFault(why);
    }

    private void expectFirst() {
        if (there) {
            throw new IllegalStateException(what + ": answered twice");
        }
        there = true;
    }

    boolean isThere() {
        return there;
    }
}
