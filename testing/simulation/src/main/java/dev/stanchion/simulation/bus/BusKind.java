package dev.stanchion.simulation.bus;

/** What kind of bus is simulated. */
public enum BusKind {
    /** The router is in the engine's process: it knows who listens, and dies with the engine. */
    EMBEDDED,
    /** A cluster elsewhere: it survives the engine, which never knows whether anyone listens. */
    EXTERNAL
}
