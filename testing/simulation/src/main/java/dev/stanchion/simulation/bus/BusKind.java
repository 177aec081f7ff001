package dev.stanchion.simulation.bus;

/** The kind of the simulated bus. */
public enum BusKind {
    /**
     * The router is in the engine's process: it knows the subscribers, and ends with the engine.
     */
    EMBEDDED,
    /** A cluster elsewhere: it survives the engine, which never knows whether anyone listens. */
    EXTERNAL
}
