package dev.stanchion.test;

/** How a broker under test stops before it starts again. */
public enum Restart {
    /** In order: everything is stored and acknowledged. Needs {@link StoreKind#FILE}. */
    KEEP,
    /** In order, and the next one finds an empty store. */
    LOSE,
    /**
     * At once, as by {@code kill -9}: what was published and not stored is lost, nobody gets an
     * answer any more. A broker with {@link StoreKind#MEMORY} loses everything.
     */
    KILL
}
