package dev.stanchion.load.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a process has used so far, as Linux counts it: {@code utime} and {@code stime} of {@code
 * /proc/<pid>/stat} include threads that have ended, and {@code VmHWM} is the most that was ever
 * resident. Elsewhere nothing is known.
 */
public final class ProcessUsage {
    /** {@code USER_HZ}: 100 on every architecture that Java runs on. */
    private static final double MICROS_PER_TICK = 10_000;

    private static final int UTIME_AFTER_NAME = 11;
    private static final int STIME_AFTER_NAME = 12;

    private final Path directory;

    private ProcessUsage(Path directory) {
        this.directory = directory;
    }

    /** Looks at the process with this number. */
    public static ProcessUsage of(long pid) {
        return new ProcessUsage(Path.of("/proc", Long.toString(pid)));
    }

    /** Reads a directory that looks like one of {@code /proc}. */
    static ProcessUsage in(Path directory) {
        return new ProcessUsage(directory);
    }

    /** Returns user and system time; empty if the process is not known here. */
    public OptionalDouble cpuMicros() {
        String stat;
        try {
            stat = Files.readString(directory.resolve("stat"));
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
        // The name stands in parentheses and may itself have blanks and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
        long ticks =
                Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[STIME_AFTER_NAME]);
        return OptionalDouble.of(ticks * MICROS_PER_TICK);
    }

    /** Returns the most memory that was ever resident; empty if the process is not known here. */
    public OptionalLong peakResidentBytes() {
        return statusBytes("VmHWM:");
    }

    /** Returns the memory that is resident now; empty if the process is not known here. */
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
