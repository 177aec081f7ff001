package dev.stanchion.transfer;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clocks of the process. */
final class SystemClocks implements CopyShard.Clocks {
    static final CopyShard.Clocks CLOCKS = new SystemClocks();

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private SystemClocks() {}

    @Override
    public long elapsedNanos() {
        return System.nanoTime();
    }

    @Override
    public long epochNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }
}
