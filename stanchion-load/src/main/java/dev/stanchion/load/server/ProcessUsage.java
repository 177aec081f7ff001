package dev.stanchion.load.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads the resource usage of a process from Linux. {@code utime} and {@code stime} in {@code
 * /proc/<pid>/stat} include threads that have ended. {@code VmHWM} is the peak resident memory. On
 * other systems the usage is unknown.
 */
public final class ProcessUsage {
    /** The length of a tick. {@code USER_HZ} is 100 on every architecture that Java runs on. */
    private static final double MICROS_PER_TICK = 10_000;

    private static final int UTIME_AFTER_NAME = 11;
    private static final int STIME_AFTER_NAME = 12;

    private final Path directory;

    private ProcessUsage(Path directory) {
        this.directory = directory;
    }

    /** Returns the usage of the process with this ID. */
    public static ProcessUsage of(long pid) {
        return new ProcessUsage(Path.of("/proc", Long.toString(pid)));
    }

    /** Returns the usage from a directory with the format of {@code /proc/<pid>}. */
    static ProcessUsage in(Path directory) {
        return new ProcessUsage(directory);
    }

    /** Returns user and system time; empty if the process is unknown. */
    public OptionalDouble cpuMicros() {
        String stat;
        try {
            stat = Files.readString(directory.resolve("stat"));
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
        // The name is in parentheses and may itself contain blanks and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
        long ticks =
                Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[STIME_AFTER_NAME]);
        return OptionalDouble.of(ticks * MICROS_PER_TICK);
    }

    /** Returns the peak resident memory; empty if the process is unknown. */
    public OptionalLong peakResidentBytes() {
        return statusBytes("VmHWM:");
    }

    /** Returns the current resident memory; empty if the process is unknown. */
    public OptionalLong residentBytes() {
        return statusBytes("VmRSS:");
    }

    private OptionalLong statusBytes(String key) {
        try {
            return Files.readAllLines(directory.resolve("status")).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
