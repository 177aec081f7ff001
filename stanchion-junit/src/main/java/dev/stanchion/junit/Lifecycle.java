package dev.stanchion.junit;

/** How long a broker lives. */
public enum Lifecycle {
    /** One for each test class, with its nested classes. Classes can run in parallel. */
    CLASS,
    /** One for each test method. Methods can run in parallel. */
    METHOD,
    /**
     * One for all test classes of the JVM with the same options. Such classes wait for each other.
     */
    JVM
}
