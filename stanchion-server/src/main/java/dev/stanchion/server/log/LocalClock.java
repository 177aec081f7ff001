package dev.stanchion.server.log;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock in the zone of this machine, which it finds out when somebody asks for it. The first zone
 * of a process costs a tenth of the start (decision 0061).
 */
public final class LocalClock extends Clock {
    private final Clock clock;

    /**
     * @param clock what time it is; its zone is ignored
     */
    public LocalClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ZoneId getZone() {
        return ZoneId.systemDefault();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return clock.withZone(zone);
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public long millis() {
        return clock.millis();
    }
}
