package dev.stanchion.activity;

/** A {@link Lock} whose methods wait for a database or a disk. Confined to one thread at a time. */
public interface BlockingLock extends AutoCloseable {
    /**
     * Tells who has it.
     *
     * @throws dev.stanchion.engine.spi.StoreException if that cannot be known now
     */
    Sighting look();

    /**
     * Takes it.
     *
     * @throws dev.stanchion.engine.spi.StoreException of kind {@code BUSY} if the holder is not the
     *     one that was seen
     */
    Tenure claim(Sighting seen, Basis basis);

    /**
     * Gives a sign of life.
     *
     * @throws dev.stanchion.engine.spi.StoreException of kind {@code FENCED} if another has taken
     *     the lock
     */
    void renew();

    /** Gives it back if this process has it. */
    void release();

    /** Releases resources, not the lock. Idempotent. */
    @Override
    void close();
}
