package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Interrupts;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * Everything outside of the process that a command uses. Immutable.
 *
 * @param nanoClock elapsed time, for measuring only
 * @param zone the user's time zone
 * @param startNanos returns the start of the program, by {@code nanoClock}
 */
record Surroundings(
        Console console,
        InputStream input,
        LongSupplier nanoClock,
        ZoneId zone,
        Interrupts interrupts,
        LongSupplier startNanos) {
    /** Returns these for a command whose every line is JSON. */
    Surroundings forPrograms() {
        return new Surroundings(
                console.forPrograms(), input, nanoClock, zone, interrupts, startNanos);
    }
}
