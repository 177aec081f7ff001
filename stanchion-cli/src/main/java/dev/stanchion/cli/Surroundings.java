package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import dev.stanchion.cli.terminal.Interrupts;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Everything outside of the process that a command uses. Immutable.
 *
 * @param isInteractive whether a person sits at the terminal, and can press keys
 * @param environment the variables of the process
 * @param nanoClock elapsed time, for measuring only
 * @param clock the time of day, in the user's time zone
 * @param startNanos returns the start of the program, by {@code nanoClock}
 */
record Surroundings(
        Console console,
        InputStream input,
        boolean isInteractive,
        Map<String, String> environment,
        LongSupplier nanoClock,
        Clock clock,
        Interrupts interrupts,
        LongSupplier startNanos) {
    /** Returns these for a command whose every line is JSON. */
    Surroundings forPrograms() {
        return new Surroundings(
                console.forPrograms(),
                input,
                isInteractive,
                environment,
                nanoClock,
                clock,
                interrupts,
                startNanos);
    }
}
