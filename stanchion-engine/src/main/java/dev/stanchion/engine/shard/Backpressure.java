package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.Origin;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what waits within a bound: connections that bring more pause, and go on when half of it has
 * drained. What a connection had in hand when it was paused still arrives, so the bound may be
 * exceeded by that much.
 */
@ShardOwned
public final class Backpressure {
    private static final Logger LOG = LoggerFactory.getLogger(Backpressure.class);

    private final String what;
    private final long maxBytes;
    private final List<Origin> paused = new ArrayList<>();
    private long heldBytes;

    /**
     * @param what waits, for the log
     */
    public Backpressure(String what, long maxBytes) {
        this.what = what;
        this.maxBytes = maxBytes;
    }

    /** So many bytes more wait, and whoever brings them looks whether more may come. */
    public void hold(int bytes) {
        heldBytes += bytes;
    }

    /** So many bytes more wait; beyond the bound, their origin pauses. */
    public void hold(int bytes, Origin origin) {
        heldBytes += bytes;
        if (isExceeded()) {
            pause(origin);
        }
    }

    private void pause(Origin origin) {
        // only the few that are mid-read when the bound is reached ever get here
        if (!paused.contains(origin)) {
            paused.add(origin);
            origin.pause();
            LOG.debug("Paused {}: {} bytes are {}", origin.description(), heldBytes, what);
        }
    }

    /** So many bytes wait no longer. */
    public void release(long bytes) {
        heldBytes -= bytes;
        if (!paused.isEmpty() && heldBytes <= maxBytes / 2) {
            List<Origin> resumed = List.copyOf(paused);
            paused.clear();
            resumed.forEach(Origin::resume);
        }
    }

    /** Tells whether more waits than should. */
    public boolean isExceeded() {
        return heldBytes > maxBytes;
    }

    public long heldBytes() {
        return heldBytes;
    }
}
