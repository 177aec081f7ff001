package dev.stanchion.cli;

import dev.stanchion.cli.terminal.Console;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * Everything outside that a command touches. Immutable.
 *
 * @param nanoClock elapsed time, for measuring only
 * @param zone in which people read times
 */
record Surroundings(
        Console console,
        InputStream input,
        LongSupplier nanoClock,
        ZoneId zone,
        Interrupts interrupts) {}
