package dev.stanchion.engine.admin;

/** Whether the engine can take operations. */
public enum Readiness {
    RECOVERING,
    SERVING,
    STOPPING
}
