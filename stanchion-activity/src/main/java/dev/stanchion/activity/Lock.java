package dev.stanchion.activity;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.Outcome.Done;

/**
 * The right to change the store, which one process of a group has at a time. It fences: the store
 * of a process that has lost the lock changes nothing any more, and reports {@code FENCED}.
 *
 * <p>All methods are called on one shard, return at once, and answer on that shard. One request is
 * under way at a time.
 */
public interface Lock extends AutoCloseable {
    /** Tells who has it. A lock that is told of changes answers from what it knows. */
    void look(Outcome<Sighting> outcome);

    /**
     * Takes it, if the holder is still the one that was seen. Fails as {@code BUSY} if not.
     *
     * @param basis whether a sign of life since then refuses the claim
     */
    void claim(Sighting seen, Basis basis, Outcome<Tenure> outcome);

    /**
     * Gives a sign of life, while no store does. Fails as {@code FENCED} if another has taken the
     * lock.
     */
    void renew(Outcome<Done> outcome);

    /** Gives it back if this process has it. A failure leaves it to the others' patience. */
    void release(Outcome<Done> outcome);

    /** Releases resources, not the lock. Idempotent. May wait for a request under way. */
    @Override
    void close();
}
