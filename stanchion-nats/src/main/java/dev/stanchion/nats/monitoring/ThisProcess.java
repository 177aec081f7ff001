package dev.stanchion.nats.monitoring;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The current process. Safe for use by many threads. */
public final class ThisProcess implements ProcessFigures {
    private static final Path MEMORY = Path.of("/proc/self/statm");
    private static final int PAGE_BYTES = 4096;
    private static final int PERCENT = 100;

    /** Only a page needs the management classes of the JDK, and a start does not wait for them. */
    private static final class Machine {
        static final @Nullable OperatingSystemMXBean SYSTEM =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    }

    @Override
    public long memoryBytes() {
        try {
            // size resident shared text lib data dt, in pages
            return Long.parseLong(Files.readString(MEMORY).split(" ", 3)[1]) * PAGE_BYTES;
        } catch (IOException | RuntimeException e) {
            return Runtime.getRuntime().totalMemory(); // not Linux: the size of the Java heap
        }
    }

    @Override
    public double cpuPercent() {
        OperatingSystemMXBean system = Machine.SYSTEM;
        double load = system == null ? 0 : system.getProcessCpuLoad();
        return load > 0 ? Math.rint(load * cores() * PERCENT) : 0;
    }

    @Override
    public int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
