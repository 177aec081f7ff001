package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.Origin;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where messages come from that a follower has kept. Safe for use by many threads. While it is
 * paused, the rest stays in the rings.
 */
final class RepeatOrigin implements Origin {
    private final AtomicInteger pauses = new AtomicInteger();
    private final Runnable resumed;

    /**
     * @param resumed run on any thread when the last pause is over
     */
    RepeatOrigin(Runnable resumed) {
        this.resumed = resumed;
    }

    boolean isPaused() {
        return pauses.get() > 0;
    }

    @Override
    public void pause() {
        pauses.incrementAndGet();
    }

    @Override
    public void resume() {
        if (pauses.decrementAndGet() == 0) {
            resumed.run();
        }
    }

    @Override
    public boolean mayRepeat() {
        return true;
    }

    @Override
    public String description() {
        return "a follower";
    }
}
