package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.Origin;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps waiting bytes within a bound. Beyond it, connections that bring more are paused, and
 * resumed when half has drained. The bytes that a connection had in hand when it was paused still
 * arrive, so the bound may be exceeded by that much.
 */
@ShardOwned
public final class Backpressure {
    private static final Logger LOG = LoggerFactory.getLogger(Backpressure.class);

    private final String what;
    private final long maxBytes;
    private final List<Origin> paused = new ArrayList<>();
    private long heldBytes;

    /**
     * @param what the waiting objects, for the log
     */
    public Backpressure(String what, long maxBytes) {
        this.what = what;
        this.maxBytes = maxBytes;
    }

    /** Counts more waiting bytes. The caller checks whether more may come. */
    public void hold(int bytes) {
        heldBytes += bytes;
    }

    /** Counts more waiting bytes. Beyond the bound, their origin is paused. */
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

    /** Counts bytes that no longer wait. */
    public void release(long bytes) {
        heldBytes -= bytes;
        if (!paused.isEmpty() && heldBytes <= maxBytes / 2) {
            List<Origin> resumed = List.copyOf(paused);
            paused.clear();
            resumed.forEach(Origin::resume);
        }
    }

    /** Returns whether more bytes wait than the bound allows. */
    public boolean isExceeded() {
        return heldBytes > maxBytes;
    }

    public long heldBytes() {
        return heldBytes;
    }
}
