package dev.stanchion.cli.backup;

import dev.stanchion.cli.exchange.BrokenExportException;
import dev.stanchion.cli.exchange.ExportLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in the form of the HTTP API: RFC 3339 with nanoseconds. Pure. */
final class EpochNanos {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnnX")
                    .withZone(ZoneOffset.UTC);

    private EpochNanos() {}

    static String text(long epochNanos) {
        return RFC_3339.format(
                Instant.ofEpochSecond(
                        Math.floorDiv(epochNanos, NANOS_PER_SECOND),
                        Math.floorMod(epochNanos, NANOS_PER_SECOND)));
    }

    /**
     * Reads a field of a line.
     *
     * @throws BrokenExportException if it is no time
     */
    static long of(ExportLine line, String name) {
        try {
            Instant time = Instant.parse(line.needed(name));
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw line.broken("%s: %s (expected: a time)".formatted(name, line.needed(name)));
        }
    }
}
