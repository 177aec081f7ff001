package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;

/** When and how one {@link SimulatedStore} answers; nothing is answered once it has ended. */
final class Answers {
    private final VirtualTime time;
    private final Chance chance;
    private StoreBehaviour behaviour = StoreBehaviour.PROMPT;
    private boolean open = true;

    Answers(VirtualTime time, Chance chance) {
        this.time = time;
        this.chance = chance;
    }

    void behave(StoreBehaviour newBehaviour) {
        behaviour = newBehaviour;
    }

    StoreBehaviour behaviour() {
        return behaviour;
    }

    Chance chance() {
        return chance;
    }

    void end() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }

    /** Draws how long something takes. */
    long delayNanos(long longestNanos) {
        return chance.oneIn(4) ? 0 : chance.upToNanos(longestNanos);
    }

    long nowNanos() {
        return time.elapsedNanos();
    }

    /** Does something after a delay, on no shard: it happens on the store's own threads. */
    void later(long delayNanos, Runnable work) {
        time.after(
                delayNanos,
                () -> {
                    if (open) {
                        work.run();
                    }
                });
    }

    /** Answers on the owner: from within the call if there is no delay, which is its shard's. */
    void answer(ShardExecutor owner, long longestNanos, Runnable answer) {
        requireCurrent(owner);
        long delayNanos = delayNanos(longestNanos);
        if (delayNanos == 0) {
            answer.run();
        } else {
            later(delayNanos, () -> owner.execute(answer));
        }
    }

    void requireCurrent(ShardExecutor owner) {
        if (!open) {
            throw new IllegalStateException("store used after its end");
        }
        if (!owner.isCurrent()) {
            throw new IllegalStateException("store used elsewhere than on shard " + owner.index());
        }
    }

    StoreException fault(StoreException.Kind kind, String operation, String place) {
        return new StoreException(kind, operation, place, "fault of the simulation");
    }
}
