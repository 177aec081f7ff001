package dev.stanchion.test;

/** Where a broker under test keeps its messages. */
public enum StoreKind {
    /** In memory. Each restart loses them. */
    MEMORY,
    /** In files of a temporary directory, which is deleted with the broker. */
    FILE
}
