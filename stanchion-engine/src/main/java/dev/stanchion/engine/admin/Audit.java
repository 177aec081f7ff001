package dev.stanchion.engine.admin;

import java.util.Optional;

/** Receives a record of each change before its answer leaves. Must not block. */
@FunctionalInterface
public interface Audit {
    /** Keeps no records. */
    Audit NONE = change -> {};

    void record(Change change);

    /**
     * A change that was carried out or refused.
     *
     * @param by who asked for it
     * @param plan what it was to do; empty if it could not be planned
     * @param failure why it was not carried out; empty if it was
     * @param effects what it has done
     */
    record Change(
            Actor by,
            Operation operation,
            Optional<Plan> plan,
            Effects effects,
            Optional<Failure> failure) {}
}
