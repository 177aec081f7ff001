package dev.stanchion.simulation.campaign;

import java.util.Optional;

/** Runs one seed. Called by several threads. */
@FunctionalInterface
interface SeedRun {
    /** Returns what is wrong, in one line; empty if nothing is. */
    Optional<String> failureOf(long seed);
}
