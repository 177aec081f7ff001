package dev.stanchion.engine;

/** How closely the engine follows the Go server where it could do better. */
public enum Compatibility {
    /** Departs where users gain and no client breaks. */
    DEFAULT,
    /** Departs nowhere that a client could observe. */
    STRICT
}
